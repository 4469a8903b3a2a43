/** Every address of the application. `query` is a filter's canonical query, without the question mark. */
import type { Ledger } from '../domain/fund.ts'

export const HOME = '/'

/** The account page. */
export function statementUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}`, query)
}

export function ledgerUrl(voen: string, ledger: Ledger, query = ''): string {
  return withQuery(`/accounts/${voen}/ledgers/${ledger}`, query)
}

/** The number stands in the path as it is read: it may hold `/`, and every other character of it is safe there. */
export function declarationUrl(voen: string, number: string, query = ''): string {
  return withQuery(`/accounts/${voen}/declarations/${number}`, query)
}

export function statementExportUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/export`, query)
}

export function ledgerExportUrl(voen: string, ledger: Ledger, query = ''): string {
  return withQuery(`/accounts/${voen}/ledgers/${ledger}/export`, query)
}

/** Joins parts of a query, leaving out the empty ones. */
export function joinQuery(...parts: string[]): string {
  return parts.filter(part => part !== '').join('&')
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`
}
