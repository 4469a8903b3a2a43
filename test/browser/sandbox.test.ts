import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SCRIPTS } from '../support/browser/modes.ts'
import { RealSite, TRADER, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

const DECLARATION = '99999/100626/000001'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

describe.each(SCRIPTS)('the sandbox %s', (_, scripted) => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.visitor({ scripted })
  })
  afterAll(() => visitor.leave())

  const button = (name: string) => visitor.tab.getByRole('button', { name })
  const field = (form: string, name: string) => visitor.tab.locator(`#${form}-${name}`)

  test('takes a declaration from the officer to the portal and back to the statement', async () => {
    const number = `${DECLARATION}${scripted ? 'J' : ''}`
    await visitor.open('/sandbox/officer/assess')
    await field('action', 'voen').fill(TRADER)
    await field('action', 'declaration').fill(number)
    await field('action', 'excise').fill('9.000.000,00')
    await click('Göndər')
    expect((await visitor.view()).text).toContain('Qəbul edildi və hesaba yazıldı.')
    await visitor.open(`${TRADER_ADDRESS}/declarations/${number}`)
    const before = await visitor.view()
    expect(before.text).toContain('Açıq')
    await visitor.open(`/sandbox/hop?declaration=${number}`)
    await click('Ödə')
    expect((await visitor.view()).text).toContain('Qəbul edildi və hesaba yazıldı.')
    await visitor.open(`${TRADER_ADDRESS}/declarations/${number}`)
    expect((await visitor.view()).text).toContain('Ödənilib')
  })

  test('returns a wrong amount to its field', async () => {
    await visitor.open(`/sandbox/hop?voen=${TRADER}&fund=vat&amount=x`)
    expect(await visitor.tab.locator('[name=target]:checked').getAttribute('value')).toBe('vat')
    await click('Ödə')
    expect((await visitor.view()).title).toMatch(/^Xəta:/)
    expect(await field('pay', 'amount').inputValue()).toBe('x')
    expect(await field('pay', 'amount').getAttribute('aria-invalid')).toBe('true')
    await field('pay', 'amount').fill('1,00')
    await click('Ödə')
    expect((await visitor.view()).text).toContain('Qəbul edildi və hesaba yazıldı.')
  })

  test('violates no content security policy', () => {
    expect(visitor.complaints.filter(text => !/status of 422/.test(text))).toEqual([])
  })

  async function click(name: string): Promise<void> {
    await Promise.all([visitor.tab.waitForEvent('load'), button(name).click()])
  }
})
