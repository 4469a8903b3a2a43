/** Every address of the application. `query` is a filter's canonical query, without the question mark. */
import type { Ledger } from '../domain/fund.ts'

export { HELP, helpUrl } from '../../views/help-address.ts'

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

/** The same as a document, to be printed. */
export function statementExtractUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/document`, query)
}

export function ledgerExtractUrl(voen: string, ledger: Ledger, query = ''): string {
  return withQuery(`/accounts/${voen}/ledgers/${ledger}/document`, query)
}

/** A person's companies: Şəxsi kabinet. `query` is the place that every one of them is to be opened at. */
export const COMPANIES = '/companies'

export function companiesUrl(query = ''): string {
  return withQuery(COMPANIES, query)
}

/** The accounts that a broker looks after. */
export const CLIENTS = '/clients'

export function clientsUrl(query = ''): string {
  return withQuery(CLIENTS, query)
}

export function declarationsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/declarations`, query)
}

export function declarationsExportUrl(voen: string): string {
  return `/accounts/${voen}/declarations/export`
}

export function mandatesUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/mandates`, query)
}

export function mandateUrl(voen: string, broker: string): string {
  return `/accounts/${voen}/mandates/${broker}`
}

export function withdrawMandateUrl(voen: string, broker: string): string {
  return `${mandateUrl(voen, broker)}/withdraw`
}

export function accessLogUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/access-log`, query)
}

/** What a payment to the advance would do. */
export function previewUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/preview`, query)
}

/** What the account looks like. */
export function chartsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/pictures`, query)
}

/** The part of a query with which an open page asks whether there is anything newer than it shows. */
export const LIVE = 'live'

export function liveQuery(version: string | number): string {
  return `${LIVE}=${version}`
}

/** The part of a query that chooses the language. A cookie keeps the choice, so our own addresses do without it. */
export const LANGUAGE = 'lang'

/** A query, with its question mark, without those parts: what is asked for whenever the address is. */
export function lastingQuery(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter(part => !TRANSIENT.has(part.split('=', 1)[0]!))
  return withQuery('', joinQuery(...kept))
}

/** Names of such parts: one that is left without a value, in front of a chosen one, would be read in its place. */
const TRANSIENT: ReadonlySet<string> = new Set([LIVE, LANGUAGE])

/** Joins parts of a query, leaving out the empty ones. */
export function joinQuery(...parts: string[]): string {
  return parts.filter(part => part !== '').join('&')
}

/** The same place in a language. */
export function inLanguage(address: string, language: string): string {
  const at = address.indexOf('?')
  const [path, query] = at === -1 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)]
  return withQuery(path, joinQuery(query, `${LANGUAGE}=${language}`))
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`
}

/** Where signing in begins, and where the identity provider sends the browser back to. */
export const SIGN_IN = '/sign-in'
export const SIGN_IN_CALLBACK = '/sign-in/callback'
export const SIGN_OUT = '/sign-out'
/** Where the identity provider sends the browser when it has signed the person out too. */
export const SIGNED_OUT = '/signed-out'
export const BACK_CHANNEL_SIGN_OUT = '/sign-out/back-channel'
/** How long the session lasts, and where it is made to last longer. */
export const SESSION = '/session'
/** The person's sessions, on whatever devices. */
export const SESSIONS = '/sessions'
export const TEST_IDENTITY = '/test-identity'

/** Where the test identity provider asks who to be, and where a person would rather not. */
export function testIdentityUrl(uid: string): string {
  return `${TEST_IDENTITY}/interaction/${uid}`
}

export function declineTestIdentityUrl(uid: string): string {
  return `${testIdentityUrl(uid)}/decline`
}

/** The entrance, or the way to the identity provider, from which a person comes back to an address of ours. */
export function entranceUrl(next: string): string {
  return withNext(HOME, next)
}

export function signInUrl(next: string): string {
  return withNext(SIGN_IN, next)
}

export function endSessionUrl(handle: string): string {
  return `${SESSIONS}/${handle}/end`
}

export const END_OTHER_SESSIONS = `${SESSIONS}/end-others`

function withNext(path: string, next: string): string {
  return next === HOME ? path : `${path}?next=${encodeURIComponent(next)}`
}
