import { DEMONSTRATION_BROKER } from '../../../src/demo/demonstration-people.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { ACTIONS } from '../../../src/sandbox/actions.ts'
import { COMPARED_BOOKS, UPLOADED_BOOKS } from '../stores/compared-books.ts'
import { DOCUMENT_NUMBER } from '../stores/papers.ts'
import { isTroubled, type Troubled } from '../stores/store-failures.ts'

/** Kinds of visitors. A limited broker sees only its own declarations of the client. */
export type Who = 'a stranger' | 'a trader' | 'a broker' | 'a limited broker' | 'a person of no company' | Troubled

export interface ProductPage {
  readonly name: string
  readonly who: Who
  readonly path: string
  /** The status after all redirects. */
  readonly status: number
  /** Form fields sent to `path`. They must not change the content of another page. */
  readonly form?: Readonly<Record<string, string>>
}

/** Its ledgers have many pages, every type of operation and amendments. */
export const TRADER_NAME = 'İdxalçı 708A72F MMC'
export const TRADER = '2899061361' as Voen
export const TRADER_ADDRESS = `/accounts/${TRADER}`
export const DEBTOR = '2518520101'
const DEBTOR_ADDRESS = `/accounts/${DEBTOR}`
/** Four of its open debts, of two declarations. */
const OPEN = ['charge=33.2', 'charge=33.3', 'charge=35.1', 'charge=35.2']
export const DECLARATION = '00021/140426/10825372'
/** An act that charged late interest and a fine. */
export const REFERENCE = 'AKT-94748548'
const [PAID_BY_NUMBER, REDUCED] = [134, 244]
const BOOKS = `${TRADER_ADDRESS}/own-books`
export const VAT = `${TRADER_ADDRESS}/ledgers/vat`
export const LIMITED_CLIENT = '4668184441' as Voen
const LIMITED_ADDRESS = `/accounts/${LIMITED_CLIENT}`
const MANDATE = `${TRADER_ADDRESS}/mandates/${DEMONSTRATION_BROKER}`
const PORTAL = '/sandbox/hop'
const DESK = '/sandbox/officer'

const REFUSED = { voen: TRADER, ledger: 'other', amount: '9000000', paidOn: '10.06.2026' }

type Line = readonly [name: string, path: string, status?: number, form?: Readonly<Record<string, string>>]

const STRANGERS: readonly Line[] = [
  ['the entrance', '/'],
  ['the entrance before an account', TRADER_ADDRESS, 401],
  ['after signing out', '/signed-out'],
  ['a refused sign-in', '/sign-in/callback?state=x', 400],
  ['the guide', '/help'],
  ['checking a document', '/verify'],
  ['a document that the records do not confirm', `/verify/${DOCUMENT_NUMBER}`],
  ['checking a document of no number', '/verify/x', 422],
  ['nowhere in the guide', '/help/nowhere', 404],
  ['nowhere, for a stranger', '/nowhere', 404],
  ['the test identity provider', '/sign-in'],
  ['the test identity provider, when nothing was begun', '/test-identity/interaction/x', 404],
  ['the test identity provider, asked wrongly', '/test-identity/auth', 400],
  ['leaving the test identity provider', '/test-identity/session/end'],
  ['the payment portal', PORTAL],
  ['an account in the portal', `${PORTAL}?payee=customs&voen=${TRADER}&code=142330&amount=5`],
  ['an e-service account in the portal', `${PORTAL}?payee=terminal&voen=${TRADER}`],
  ['a declaration in the portal', `${PORTAL}?declaration=${DECLARATION}`],
  ['a wrong search in the portal', `${PORTAL}?payee=terminal&voen=1`, 422],
  ['a search in the portal that finds nothing', `${PORTAL}?declaration=NOWHERE`, 404],
  ['a payment that the portal cannot read', PORTAL, 422, { payee: 'customs', voen: TRADER, amount: 'x' }],
  ['a payment without VÖEN', `${PORTAL}/unknown-payer`],
  ['a payment without VÖEN that cannot be read', `${PORTAL}/unknown-payer`, 422, { amount: 'x' }],
  ['a payment without VÖEN that waits', `${PORTAL}/unknown-payer`, 200, { code: '142330', amount: '5' }],
  ['the officer’s desk', DESK],
  ...ACTIONS.map(action => [`at the desk: ${action}`, `${DESK}/${action}`] as const),
  ['a action that cannot be read', `${DESK}/assess`, 422, { voen: '1', vat: 'x' }],
  ['an action that is refused', `${DESK}/refund`, 422, REFUSED],
  ['a action that is done', `${DESK}/register`, 200, { voen: TRADER, name: TRADER_NAME }],
  ['nowhere in the sandbox', '/sandbox/nowhere', 404],
]

const TRADERS: readonly Line[] = [
  ['the cabinet', '/companies'],
  ['the cabinet, to go to another company', '/companies?ledger=vat&from=2026-01-01'],
  ['the sessions', '/sessions'],
  ['the session', '/session'],
  ['the statement', TRADER_ADDRESS],
  ['the statement, searched', `${TRADER_ADDRESS}?from=2026-01-01&type=assessment&declaration=${DECLARATION}`],
  ['the statement, searched wrongly', `${TRADER_ADDRESS}?from=30.02.2026&to=x&type=gift&declaration=%3F`, 422],
  ['a ledger', VAT],
  ['the ledger of the advance', `${TRADER_ADDRESS}/ledgers/advance`],
  ['a ledger further on', `${VAT}?from=2025-01-01&to=2026-12-31&type=assessment&before=1500`],
  ['a ledger of several declarations', `${VAT}?declaration=${DECLARATION},00040/260325/50421988,NOWHERE`],
  ['a ledger, oldest first', `${VAT}?from=2026-01-01&size=50&sort=date&after=900`],
  ['a ledger, in an order that there is not', `${VAT}?sort=debt`, 422],
  ['a ledger where nothing is found', `${VAT}?declaration=NOWHERE`],
  ['a ledger, searched wrongly', `${VAT}?from=2026-03-02&to=2026-03-01`, 422],
  ['no ledger', `${TRADER_ADDRESS}/ledgers/tobacco`, 404],
  ['the document', `${TRADER_ADDRESS}/document?from=2026-02-01&to=2026-02-14`],
  ['the document of a ledger', `${VAT}/document?from=2026-03-01&to=2026-03-31`],
  ['a document that cannot be made', `${TRADER_ADDRESS}/document?from=x`, 422],
  ['the documents issued', `${TRADER_ADDRESS}/documents`],
  ['a document issued', `${TRADER_ADDRESS}/documents/${DOCUMENT_NUMBER}`],
  ['no document', `${TRADER_ADDRESS}/documents/x`, 404],
  ['own books', BOOKS],
  ['a file that cannot be read', BOOKS, 422, {}],
  ['the columns of own books', `${BOOKS}/${UPLOADED_BOOKS}`],
  ['columns that cannot be compared', `${BOOKS}/${UPLOADED_BOOKS}/compare`, 422, { from: 'x', to: 'y', opening: 'z' }],
  ['the result of a comparison', `${BOOKS}/${COMPARED_BOOKS}`],
  ['what is only at customs', `${BOOKS}/${COMPARED_BOOKS}?outcome=only-there`],
  ['deleting own books', `${BOOKS}/${COMPARED_BOOKS}/delete`],
  ['an act to object to', `${BOOKS}/${COMPARED_BOOKS}/objection/1`],
  ['no own books', `${BOOKS}/0123456789abcdef`, 404],
  ['the acts', `${DEBTOR_ADDRESS}/acts`],
  ['an act that cannot be drawn up', `${TRADER_ADDRESS}/acts`, 422, { from: 'x', to: '' }],
  ['an act', `${DEBTOR_ADDRESS}/acts/1`],
  ['no act', `${TRADER_ADDRESS}/acts/99`, 404],
  ['the figures of a company for an act', `${DEBTOR_ADDRESS}/acts/1/ledgers/vat`],
  ['figures that cannot be read', `${DEBTOR_ADDRESS}/acts/1/ledgers/vat`, 422, { assessed: 'x' }],
  ['an objection to an act', `${DEBTOR_ADDRESS}/acts/1/objections?ledger=vat&line=assessed`],
  ['the cancelling of an act', `${DEBTOR_ADDRESS}/acts/1/cancel`],
  ['the declarations', `${TRADER_ADDRESS}/declarations`],
  ['the declarations of a state', `${TRADER_ADDRESS}/declarations?from=2026-01-01&state=settled`],
  ['the declarations, asked for wrongly', `${TRADER_ADDRESS}/declarations?from=x&state=paid`, 422],
  ['a declaration', `${TRADER_ADDRESS}/declarations/${DECLARATION}`],
  ['no declaration', `${TRADER_ADDRESS}/declarations/NOWHERE`, 404],
  ['all operations', `${TRADER_ADDRESS}/operations`],
  ['all operations, oldest first', `${TRADER_ADDRESS}/operations?from=2026-01-01&sort=date&after=900`],
  ['all operations, asked for wrongly', `${TRADER_ADDRESS}/operations?from=x`, 422],
  ['an assessment', `${TRADER_ADDRESS}/operations/2`],
  ['a payment', `${TRADER_ADDRESS}/operations/9`],
  ['a drawdown', `${TRADER_ADDRESS}/operations/10`],
  ['a payment by number', `${TRADER_ADDRESS}/operations/${PAID_BY_NUMBER}`],
  ['a reduction', `${TRADER_ADDRESS}/operations/${REDUCED}`],
  ['an operation further on', `${TRADER_ADDRESS}/operations/9?after=10-1`],
  ['a reference', `${TRADER_ADDRESS}/references?number=${REFERENCE}`],
  ['no reference', `${TRADER_ADDRESS}/references?number=NOWHERE`, 404],
  ['no operation', `${TRADER_ADDRESS}/operations/0`, 404],
  ['the search', `${TRADER_ADDRESS}/search`],
  ['a search of a number', `${TRADER_ADDRESS}/search?q=${DECLARATION.slice(0, 12)}`],
  ['a search of an amount', `${TRADER_ADDRESS}/search?q=0,01-5`],
  ['a search that finds nothing', `${TRADER_ADDRESS}/search?q=nobody`],
  ['a search that cannot be read', `${TRADER_ADDRESS}/search?q=`, 422],
  ['the charts', `${DEBTOR_ADDRESS}/pictures`],
  ['the charts of five years', `${DEBTOR_ADDRESS}/pictures?from=2021-08-01`],
  ['the charts of a month', `${DEBTOR_ADDRESS}/pictures?from=2026-03-01&to=2026-03-31`],
  ['the charts of too long a time', `${DEBTOR_ADDRESS}/pictures?from=1.1.2015&to=31.12.2025`, 422],
  ['before paying', `${TRADER_ADDRESS}/preview`],
  ['what a payment would do', `${TRADER_ADDRESS}/preview?amount=25.000,00`],
  ['a payment that cannot be read', `${TRADER_ADDRESS}/preview?amount=x`, 422],
  ['the open debts', `${DEBTOR_ADDRESS}/debts`],
  ['the open debts of a past day', `${DEBTOR_ADDRESS}/debts?on=2026-05-31&order=due`],
  ['open debts, asked for wrongly', `${DEBTOR_ADDRESS}/debts?on=x&fund=gold`, 422],
  ['chosen debts', `${DEBTOR_ADDRESS}/debts/chosen?${OPEN.join('&')}`],
  ['late interest worked out', `${DEBTOR_ADDRESS}/debts/interest`],
  ['late interest of one debt', `${DEBTOR_ADDRESS}/debts/interest?${OPEN[0]}&to=2026-12-31`],
  ['late interest up to no day', `${DEBTOR_ADDRESS}/debts/interest?to=x`, 422],
  ['files for accounting programs', `${TRADER_ADDRESS}/accounting`],
  ['an estimate to be made', `${TRADER_ADDRESS}/debts/estimate`],
  ['an estimate', `${DEBTOR_ADDRESS}/debts/estimate?value=12500&rate=15&vat=18&fee=120`],
  ['an estimate that cannot be read', `${DEBTOR_ADDRESS}/debts/estimate?value=x&rate=y&vat=&fee=z`, 422],
  ['no chosen debts', `${DEBTOR_ADDRESS}/debts/chosen`, 422],
  ['the mandates', `${TRADER_ADDRESS}/mandates`],
  ['the mandates after one was granted', `${TRADER_ADDRESS}/mandates?done=granted&broker=${DEMONSTRATION_BROKER}`],
  ['a mandate that cannot be granted', `${TRADER_ADDRESS}/mandates`, 422, { broker: 'x', from: 'x', to: 'x' }],
  ['a mandate', MANDATE],
  ['a mandate that cannot be changed', MANDATE, 422, { from: 'x', to: '1.1.26' }],
  ['no mandate', `${TRADER_ADDRESS}/mandates/1000000001`, 404],
  ['the access log', `${TRADER_ADDRESS}/access-log`],
  ['the guide, for who is signed in', '/help'],
  ['no account', '/accounts/1000000009', 404],
  ['nowhere', '/nowhere', 404],
]

const BROKERS: readonly Line[] = [
  ['the clients', '/clients'],
  ['the clients, searched', '/clients?q=mmc&sort=-debt&ledger=vat'],
  ['a search that finds no client', '/clients?q=nobody'],
  ['the search over all clients', '/search?q=00020'],
  ['a search of a client by name', '/search?q=idxalci'],
  ['a client', TRADER_ADDRESS],
  ['a client in debt', DEBTOR_ADDRESS],
  ['what a payment of a client in debt would do', `${DEBTOR_ADDRESS}/preview?amount=5.000,00`],
]

const LIMITED_BROKERS: readonly Line[] = [
  ['the declarations of a client that shows no more', `${LIMITED_ADDRESS}/declarations`],
  ['a ledger that is not shown', `${LIMITED_ADDRESS}/ledgers/vat`, 403],
]

/** Every page of the product, for each check of pages. */
export const PAGES: readonly ProductPage[] = [
  ...seenBy('a stranger', STRANGERS),
  ...seenBy('a trader', TRADERS),
  ...seenBy('a broker', BROKERS),
  ...seenBy('a limited broker', LIMITED_BROKERS),
  ...seenBy('a person of no company', [['the cabinet of who represents nobody', '/companies']]),
  // The home page redirects, and the second request in the minute exceeds the limit.
  ...seenBy('a trader in a hurry', [['too many requests', '/', 429]]),
  ...seenBy('a trader while the store is away', [['the statement while the store is away', TRADER_ADDRESS, 503]]),
  ...seenBy('a trader before a fault of ours', [['a fault of ours', TRADER_ADDRESS, 500]]),
]

export function pageNamed(name: string): ProductPage {
  const page = PAGES.find(page => page.name === name)
  if (!page) throw new Error(`There is no page "${name}" in the list`)
  return page
}

/**
 * The pages that show what a sender wrote, about other accounts than the demonstration's.
 * @param limitedClient the account that the limited broker sees
 */
export function pagesAbout(trader: Voen, limitedClient: Voen, declaration: string): ProductPage[] {
  const changed = (text: string) =>
    text
      .replaceAll(TRADER, trader)
      .replaceAll(DEBTOR, trader)
      .replaceAll(LIMITED_CLIENT, limitedClient)
      .replaceAll(DECLARATION, declaration)
      .replaceAll(/charge=[\d.]+/g, 'charge=1.1')
  // Which rows these kinds of operations have is known of the demonstration's traders only, and so are its acts and documents.
  const isOthers = (path: string) =>
    /[/]operations[/]\d{3}|[/]documents[/]\w{4}-|[/]acts[/]\d|[/]own-books[/]books-|number=AKT/.test(path)
  const isAbout = ({ who, path }: ProductPage) => who !== 'a stranger' || path !== changed(path)
  return PAGES.filter(page => !isTroubled(page.who) && !isOthers(page.path) && isAbout(page)).map(page => ({
    ...page,
    path: changed(page.path),
  }))
}

function seenBy(who: Who, lines: readonly Line[]): ProductPage[] {
  return lines.map(([name, path, status = 200, form]) => ({ name, who, path, status, ...(form && { form }) }))
}
