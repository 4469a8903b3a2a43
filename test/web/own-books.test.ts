import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { BOOKS, brokerOf, CSV, compare, compared, openOwnBooksSite, upload } from './own-books-site.ts'
import type { Site, Visit } from './site.ts'

let site: Site
let owner: Visit
let broker: Visit
beforeAll(async () => {
  site = await openOwnBooksSite()
  owner = await site.as(representativeOf(TRADER))
  broker = await brokerOf(site)
})
afterAll(() => site[Symbol.asyncDispose]())

describe('own books', () => {
  test('are uploaded, mapped and compared, and the bridge leads from one closing balance to the other', async () => {
    const { status, headers } = await upload(owner, CSV)
    expect(status).toBe(303)
    const address = headers.get('location')!
    const form = await owner.get(address)
    expect(form.text).toContain('hələ heç nə müqayisə edilməyib')
    // The guess by the headings, and the month of the first line.
    expect(form.text).toMatch(/name="date"[\s\S]*?<option value="0" selected/)
    expect(form.text).toMatch(/name="declaration"[\s\S]*?<option value="3" selected/)
    expect(form.text).toContain('value="31.03.2026"')

    await compare(owner, address)
    const page = await owner.get(address)
    expect(page.status).toBe(200)
    const text = page.text.replaceAll('\u00a0', ' ')
    // 100.00 − 40.01 − 15.00 + 3.00 by own books; 100.00 − 40.00 − 15.00 + 7.00 by customs.
    for (const amount of ['47,99 AZN, artıq ödəmə', '+0,01 AZN', '−3,00 AZN', '+7,00 AZN', '52,00 AZN, artıq ödəmə']) {
      expect(text).toContain(amount)
    }
    expect(text).toContain('15,00 = 10,00 + 5,00')
    const only = await owner.get(`${address}?outcome=only-there&name=payment`)
    expect(only.text).toContain('PO-1')
    expect(only.text).not.toContain('GB-1')
    expect((await owner.get(`${address}?outcome=nonsense`)).status).toBe(404)
  })

  test('of the same headings are filled in as they were mapped last', async () => {
    await compared(owner)
    const { headers } = await upload(owner, CSV.replace('Mart', 'Aprel'))
    const form = await owner.get(headers.get('location')!)
    expect(form.text).toContain('əvvəl də seçmisiniz')
  })

  test('a suggestion is confirmed once, however often the form is sent, and undone in one step', async () => {
    const address = await compared(owner)
    const open = await owner.get(address)
    const [, seq] = /value="confirm (\d+)"/.exec(open.text)!
    expect(open.text).not.toContain('Siz təsdiq etmisiniz')
    for (const _ of [1, 2]) await owner.post(`${address}/decide`, { decision: `confirm ${seq}` })
    expect((await owner.get(address)).text).toContain('0 açıq, 1 təsdiq edilib, 0 rədd edilib')
    await owner.post(`${address}/decide`, { decision: `undo ${seq}` })
    expect((await owner.get(address)).text).toContain('1 açıq, 0 təsdiq edilib, 0 rədd edilib')
    for (const _ of [1, 2]) await owner.post(`${address}/decide`, { decision: 'confirm-all' })
    await owner.post(`${address}/decide`, { decision: 'confirm 1' })
    expect((await owner.get(address)).text).toContain('0 açıq, 1 təsdiq edilib, 0 rədd edilib')
    await owner.post(`${address}/decide`, { decision: 'undo-all' })
    const back = await owner.post(`${address}/decide`, { decision: `refuse ${seq}`, place: 'outcome=suggested' })
    expect(back.headers.get('location')).toBe(`${address}?outcome=suggested#results`)
    const { text } = await owner.get(address)
    expect(text).toContain('0 açıq, 0 təsdiq edilib, 1 rədd edilib')
    expect(text).toContain('rədd edilmiş 1 təklifin sətir və əməliyyatları izahsız qalıb')
  })

  test('are exported without formulas that run, and deleted after a question', async () => {
    const address = await compared(owner)
    const file = await owner.get(`${address}/export`)
    expect(file.headers.get('content-type')).toContain('text/csv')
    // The text of the file begins as a formula does.
    expect(file.text).not.toMatch(/[;"]=2\+2/)
    expect(file.text).toContain('40,01')
    const workbook = await owner.request(`${address}/export?dialect=xlsx`)
    expect(workbook.headers.get('content-disposition')).toContain('.xlsx')
    expect(
      Buffer.from(await workbook.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect((await owner.get(`${address}/export?dialect=nonsense`)).status).toBe(404)
    const asked = await owner.get(`${address}/delete`)
    expect([asked.status, asked.text.includes('“mart.csv” faylı')]).toEqual([200, true])
    expect((await owner.get(address)).status).toBe(200)
    for (const _ of [1, 2]) expect((await owner.post(`${address}/delete`)).status).toBe(303)
    expect((await owner.get(`${address}/delete`)).status).toBe(404)
    expect((await owner.get(address)).status).toBe(404)
    expect((await owner.get(`${address}/export`)).status).toBe(404)
  })

  test('are seen by those who uploaded them only: the company or the broker', async () => {
    const [ofOwner, ofBroker] = [await compared(owner), await compared(broker)]
    expect((await broker.get(ofBroker)).status).toBe(200)
    for (const [who, address] of [
      [broker, ofOwner],
      [owner, ofBroker],
    ] as const) {
      expect((await who.get(address)).status).toBe(404)
      expect((await who.post(`${address}/decide`, { decision: 'confirm-all' })).status).toBe(404)
      expect((await who.get(BOOKS)).text).not.toContain(address)
      await who.post(`${address}/delete`)
    }
    expect((await owner.get(ofOwner)).status).toBe(200)
    // The mandate of the broker allows no downloads.
    expect((await broker.get(`${ofBroker}/export`)).status).toBe(403)
    const stranger = await site.as(representativeOf('7000000091' as Voen))
    expect((await stranger.get(ofOwner)).status).toBe(404)
  })
})
