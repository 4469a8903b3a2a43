import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_BROKER } from '../../src/demo/demonstration-people.ts'
import { SCRIPTS } from '../support/browser/modes.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { representativeOf } from '../support/people/people.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

describe.each(SCRIPTS)('a broker in the list of clients, %s', (_, scripted) => {
  let broker: Visitor
  beforeAll(async () => {
    broker = await site.visitorAs(representativeOf(DEMONSTRATION_BROKER), { scripted })
    await broker.open('/clients?ledger=vat&from=2026-01-01')
  })
  afterAll(async () => {
    expect(broker.complaints).toEqual([])
    await broker.leave()
  })

  const debts = async () => (await broker.view()).rows.map(row => row.Borc)

  test('searches', async () => {
    expect((await broker.view()).rows).toHaveLength(12)
    await broker.tab.locator('#search-words').fill('v0utn69')
    await broker.click(broker.tab.getByRole('button', { name: 'Axtar' }))
    const { rows, status, address } = await broker.view()
    expect(rows.map(row => row.Borc)).toEqual(['göstərilmir'])
    expect(status).toBe('12 müştəridən 1 müştəri tapıldı.')
    expect(address).toBe('/clients?q=v0utn69&ledger=vat&from=2026-01-01')
  })

  test('removes the search, and sorts the clients by debt', async () => {
    await broker.click(broker.link('Təmizlə'))
    await broker.click(broker.tab.locator('#sort-debt'))
    expect((await debts()).slice(0, 2)).toEqual(['9.067,35', '3.877,79'])
    await broker.click(broker.tab.locator('#sort-debt'))
    expect((await debts())[0]).toBe('0,00')
    expect((await broker.view()).address).toBe('/clients?sort=debt&ledger=vat&from=2026-01-01')
    if (scripted) expect(await broker.tab.evaluate('document.activeElement.id')).toBe('sort-debt')
  })

  test('searches again in the same order', async () => {
    await broker.tab.locator('#search-words').fill('İDXALÇI')
    await broker.click(broker.tab.getByRole('button', { name: 'Axtar' }))
    expect((await broker.view()).address).toBe('/clients?q=%C4%B0DXAL%C3%87I&sort=debt&ledger=vat&from=2026-01-01')
    expect((await broker.view()).rows).toHaveLength(12)
  })

  test('returns to the previous list', async () => {
    await broker.act(async () => {
      await broker.tab.goBack()
    })
    const { address, fields, rows } = await broker.view()
    expect(address).toBe('/clients?sort=debt&ledger=vat&from=2026-01-01')
    expect(fields).toEqual({})
    expect(rows).toHaveLength(12)
  })

  test('loads the whole page only at the start and on a reset', () => {
    if (scripted) expect(broker.pages).toHaveLength(2)
    else expect(broker.parts).toEqual([])
  })

  test('opens a client and returns to the same place in the list', async () => {
    await broker.click(broker.link('İdxalçı E808G5S MMC'))
    expect((await broker.view()).address).toBe('/accounts/4192235221/ledgers/vat?from=2026-01-01')
    await broker.click(broker.link('Bu rüb'))
    await broker.click(broker.link('Şirkəti dəyiş'))
    const filter = 'ledger=vat&from=2026-04-01&to=2026-06-30'
    expect((await broker.view()).address).toBe(`/clients?sort=debt&${filter}`)
    await broker.click(broker.link('İdxalçı 708A72F MMC'))
    expect((await broker.view()).address).toBe('/accounts/2899061361/ledgers/vat?from=2026-04-01&to=2026-06-30')
  })
})
