/**
 * Addresses of the application. `query` is a canonical query without the question mark. Addresses never change, so
 * extracts and charts keep their first names, `document` and `pictures`.
 */
import type { Ledger } from '../domain/fund.ts'

export { HELP, helpUrl } from '../i18n/help-terms.ts'

export const HOME = '/'

/** Whether the process lives, and whether it should get requests. Only load balancers and the like ask. */
export const HEALTH = '/healthz'
export const READINESS = '/readyz'

export function statementUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}`, query)
}

export function ledgerUrl(voen: string, ledger: Ledger, query = ''): string {
  return withQuery(`/accounts/${voen}/ledgers/${ledger}`, query)
}

/** The number is not encoded: it contains `/`, and all its other characters are safe in a path. */
export function declarationUrl(voen: string, number: string, query = ''): string {
  return withQuery(`/accounts/${voen}/declarations/${number}`, query)
}

/** A reference may hold any character, and `..` would not survive in a path. */
export function referenceUrl(voen: string, reference: string, query = ''): string {
  return withQuery(`/accounts/${voen}/references`, joinQuery(`number=${encodeURIComponent(reference)}`, query))
}

/** @param seq the number of the row on its account */
export function operationUrl(voen: string, seq: number, query = ''): string {
  return withQuery(`/accounts/${voen}/operations/${seq}`, query)
}

export function statementExportUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/export`, query)
}

export function ledgerExportUrl(voen: string, ledger: Ledger, query = ''): string {
  return withQuery(`/accounts/${voen}/ledgers/${ledger}/export`, query)
}

export function statementExtractUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/document`, query)
}

export function ledgerExtractUrl(voen: string, ledger: Ledger, query = ''): string {
  return withQuery(`/accounts/${voen}/ledgers/${ledger}/document`, query)
}

export const SEARCH = '/search'

/** The search in all companies of a person. */
export function searchUrl(query = ''): string {
  return withQuery(SEARCH, query)
}

export function accountSearchUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/search`, query)
}

/** The rows of all ledgers in one list. */
/** Files for accounting programs. */
export function accountingUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/accounting`, query)
}

export function accountingFileUrl(voen: string): string {
  return `/accounts/${voen}/accounting/file`
}

/** The published description of the JSON among them. */
export const ACCOUNT_CONTRACT = '/openapi.json'

export function operationsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/operations`, query)
}

export function operationsExportUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/operations/export`, query)
}

export const COMPANIES = '/companies'

export function companiesUrl(query = ''): string {
  return withQuery(COMPANIES, query)
}

export const CLIENTS = '/clients'

export function clientsUrl(query = ''): string {
  return withQuery(CLIENTS, query)
}

export const CLIENTS_EXPORT = `${CLIENTS}/export`

export function clientsExportUrl(query = ''): string {
  return withQuery(CLIENTS_EXPORT, query)
}

export function declarationsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/declarations`, query)
}

export function declarationsExportUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/declarations/export`, query)
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

/** The documents that were issued of an account. */
export function documentsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/documents`, query)
}

export function documentUrl(voen: string, number: string): string {
  return `/accounts/${voen}/documents/${number}`
}

export function documentFileUrl(voen: string, number: string): string {
  return `${documentUrl(voen, number)}/file`
}

export function documentContentUrl(voen: string, number: string): string {
  return `${documentUrl(voen, number)}/content`
}

/** Long documents of the account that are being made. */
export function documentOrdersUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/document-orders`, query)
}

export function documentOrderUrl(voen: string, id: string, action: '' | 'again' | 'stop' = ''): string {
  return `${documentOrdersUrl(voen)}/${id}${action === '' ? '' : `/${action}`}`
}

/** Where forms are sent that have a document issued. */
function issueUrl(voen: string, what: 'extract' | 'declaration' | 'debts' | 'act', query: string): string {
  return withQuery(`/accounts/${voen}/documents/${what}`, query)
}

/** @param only null for all ledgers */
export function issueExtractUrl(voen: string, only: Ledger | null, query: string): string {
  return issueUrl(voen, 'extract', joinQuery(only ? `ledger=${only}` : '', query))
}

export function issueDebtsUrl(voen: string, query: string): string {
  return issueUrl(voen, 'debts', query)
}

export function issueDeclarationUrl(voen: string, number: string): string {
  return issueUrl(voen, 'declaration', `number=${number}`)
}

export function issueActUrl(voen: string, act: number): string {
  return issueUrl(voen, 'act', `act=${act}`)
}

/** Acts of reconciliation. */
export function actsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/acts`, query)
}

export function actUrl(voen: string, act: number): string {
  return `/accounts/${voen}/acts/${act}`
}

/** Where the figures of the company are typed. */
export function actFiguresUrl(voen: string, act: number, ledger: Ledger): string {
  return `${actUrl(voen, act)}/ledgers/${ledger}`
}

export function actObjectionsUrl(voen: string, act: number, query = ''): string {
  return withQuery(`${actUrl(voen, act)}/objections`, query)
}

export function withdrawObjectionUrl(voen: string, act: number, objection: number): string {
  return `${actObjectionsUrl(voen, act)}/${objection}/withdraw`
}

export function agreeToActUrl(voen: string, act: number): string {
  return `${actUrl(voen, act)}/agree`
}

export function closeActUrl(voen: string, act: number): string {
  return `${actUrl(voen, act)}/close`
}

export function cancelActUrl(voen: string, act: number): string {
  return `${actUrl(voen, act)}/cancel`
}

export function actExportUrl(voen: string, act: number, query = ''): string {
  return withQuery(`${actUrl(voen, act)}/export`, query)
}

export const VERIFY = '/verify'

/** Where anybody checks a document. */
export function verifyUrl(number: string): string {
  return `${VERIFY}/${number}`
}

export function previewUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/preview`, query)
}

/** Comparisons with the trader's own books; with an id one of them. */
export function ownBooksUrl(voen: string, id = '', query = ''): string {
  return withQuery(`/accounts/${voen}/own-books${id === '' ? '' : `/${id}`}`, query)
}

export function ownBooksActionUrl(
  voen: string,
  id: string,
  action: 'compare' | 'stop' | 'delete' | 'decide' | 'export',
): string {
  return `${ownBooksUrl(voen, id)}/${action}`
}

/** Leads from a result of a comparison to the objection that it calls for. */
export function ownBooksObjectionUrl(voen: string, id: string, seq: number): string {
  return `${ownBooksUrl(voen, id)}/objection/${seq}`
}

/** Which result of a comparison fills a form of an act. */
export function fromBooks(id: string, seq: number): string {
  return `books=${id}&result=${seq}`
}

export function debtsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/debts`, query)
}

export function debtsExportUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/debts/export`, query)
}

export function interestUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/debts/interest`, query)
}

export function interestExportUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/debts/interest/export`, query)
}

export function estimateUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/debts/estimate`, query)
}

/** The debts that a person has ticked, with the ways to pay them. */
export function chosenDebtsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/debts/chosen`, query)
}

export function chartsUrl(voen: string, query = ''): string {
  return withQuery(`/accounts/${voen}/pictures`, query)
}

/** The version of the open page that polls for an update. */
export const LIVE_UPDATE = 'live'

export function liveUpdateQuery(version: string | number): string {
  return `${LIVE_UPDATE}=${version}`
}

/** The address of a live update that brings everything anew: no page has this version. */
export function resumedLiveUpdateUrl(path: string, search: string): string {
  const query = withoutTransientParameters(search).slice(1)
  return withQuery(path, joinQuery(query, liveUpdateQuery('resumed')))
}

/** Chooses the language. A cookie stores the choice, so our own links do not carry it. */
export const LANGUAGE = 'lang'

/** Removes the parameters above from a query; keeps the question mark. */
export function withoutTransientParameters(search: string): string {
  const parts = search
    .slice(1)
    .split('&')
    .filter(part => !TRANSIENT_PARAMETERS.has(part.split('=', 1)[0]!))
  return withQuery('', joinQuery(...parts))
}

/** An empty parameter would win over a chosen one after it, so parameters are recognised by name alone. */
const TRANSIENT_PARAMETERS: ReadonlySet<string> = new Set([LIVE_UPDATE, LANGUAGE])

export function joinQuery(...parts: string[]): string {
  return parts.filter(part => part !== '').join('&')
}

export function withLanguage(address: string, language: string): string {
  const at = address.indexOf('?')
  const [path, query] = at === -1 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)]
  return withQuery(path, joinQuery(query, `${LANGUAGE}=${language}`))
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`
}

export const SIGN_IN = '/sign-in'
export const SIGN_IN_CALLBACK = '/sign-in/callback'
export const SIGN_OUT = '/sign-out'
/** The identity provider redirects here after it has signed the user out. */
export const SIGNED_OUT = '/signed-out'
export const BACK_CHANNEL_SIGN_OUT = '/sign-out/back-channel'
export const SESSION = '/session'
/** Signs in again after the session has ended, and keeps what is typed on the page. */
export const SIGN_IN_AGAIN = `${SESSION}/again`
export const SESSIONS = '/sessions'
export const TEST_IDENTITY = '/test-identity'

export function testIdentityUrl(uid: string): string {
  return `${TEST_IDENTITY}/interaction/${uid}`
}

export function declineTestIdentityUrl(uid: string): string {
  return `${testIdentityUrl(uid)}/decline`
}

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
