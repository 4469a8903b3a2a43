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

describe('an account location', () => {
  test.each([
    ['', '', '', '/declarations'],
    ['from=2026-01-01', '?from=2026-01-01', '?from=2026-01-01', '/declarations'],
    ['ledger=vat&type=reduction', '/ledgers/vat?type=reduction', '/ledgers/vat?type=reduction', '/declarations'],
    ['page=declarations', '/declarations', '/declarations', '/declarations'],
    ['page=pictures', '/pictures', '/pictures', '/declarations'],
    ['page=pictures&from=2026-01-01', '/pictures?from=2026-01-01', '/pictures?from=2026-01-01', '/declarations'],
    ['page=debts', '/debts', '/debts', '/declarations'],
    ['page=preview', '/preview', '/preview', '/declarations'],
    ['page=mandates', '/mandates', '', '/declarations'],
    ['page=access-log', '/access-log', '', '/declarations'],
  ])('“%s” leads representatives, brokers and limited brokers to what they may see', (query, ...paths) => {
    const found = [own, broker, limited].map(account => parse(query).urlIn(account))
    expect(found).toEqual(paths.map(path => `/accounts/${VOEN}${path}`))
    expect(parse(query).query).toBe(query)
  })

  test('keeps only the dates of a filter for the charts', () => {
    expect(parse('page=pictures&to=31.3.26&type=reduction&declaration=A/1').urlIn(own)).toBe(
      `/accounts/${VOEN}/pictures?to=2026-03-31`,
    )
  })

  test('has one canonical query, and ignores unknown values', () => {
    expect(parse('to=31.3.26&ledger=vat&from=1.1.26&x=y').query).toBe('ledger=vat&from=2026-01-01&to=2026-03-31')
    expect(parse('page=../sessions&ledger=gold&page=mandates').query).toBe('')
  })

  test('keeps invalid text, so that the page can report it', () => {
    expect(parse('from=x&ledger=fine').urlIn(own)).toBe(`/accounts/${VOEN}/ledgers/fine?from=x`)
  })
})
