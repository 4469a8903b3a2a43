import { describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { AccountLocation } from '../../src/web/queries/account-location.ts'

const VOEN = '1400057421' as Voen
const own = { voen: VOEN, broker: null, balances: true, exports: true }
const broker = { ...own, broker: '2000000002' as Voen }
const limited = { ...broker, balances: false }

const parse = (query: string) => {
  const parameters = new URLSearchParams(query)
  return AccountLocation.parse(field => parameters.get(field) ?? undefined)
}

describe('a place in an account', () => {
  test.each([
    ['', '', '', '/declarations'],
    ['from=2026-01-01', '?from=2026-01-01', '?from=2026-01-01', '/declarations'],
    ['ledger=vat&type=reduction', '/ledgers/vat?type=reduction', '/ledgers/vat?type=reduction', '/declarations'],
    ['page=declarations', '/declarations', '/declarations', '/declarations'],
    ['page=pictures', '/pictures', '/pictures', '/declarations'],
    ['page=pictures&from=2026-01-01', '/pictures?from=2026-01-01', '/pictures?from=2026-01-01', '/declarations'],
    ['page=preview', '/preview', '/preview', '/declarations'],
    ['page=mandates', '/mandates', '', '/declarations'],
    ['page=access-log', '/access-log', '', '/declarations'],
  ])('“%s” is the same for the own account, for a broker and a limited one as far as they see', (query, ...paths) => {
    const found = [own, broker, limited].map(account => parse(query).urlIn(account))
    expect(found).toEqual(paths.map(path => `/accounts/${VOEN}${path}`))
    expect(parse(query).query).toBe(query)
  })

  test('among the charts keeps the dates of a filter alone', () => {
    expect(parse('page=pictures&to=31.3.26&type=reduction&declaration=A/1').urlIn(own)).toBe(
      `/accounts/${VOEN}/pictures?to=2026-03-31`,
    )
  })

  test('has one spelling, and forgets what is none', () => {
    expect(parse('to=31.3.26&ledger=vat&from=1.1.26&x=y').query).toBe('ledger=vat&from=2026-01-01&to=2026-03-31')
    expect(parse('page=../sessions&ledger=gold&page=mandates').query).toBe('')
  })

  test('keeps what was typed wrongly, which the page then tells', () => {
    expect(parse('from=x&ledger=fine').urlIn(own)).toBe(`/accounts/${VOEN}/ledgers/fine?from=x`)
  })
})
