import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Mandate } from '../../src/domain/mandate.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { assessed, charged, OTHER_TRADER, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf, SOMEBODY } from '../support/people/people.ts'
import { drawUp } from '../support/stores/acts.ts'
import { fieldValue, type Html, text } from './html.ts'
import { asHtmx, Site, type Visit } from './site.ts'

/** Brokers with different mandates of the trader. */
const [LIMITED, LIMITED_EXPORTS, FULL, FULL_EXPORTS, ENDED, FUTURE, WITHDRAWN, WITHOUT] = Array.from(
  { length: 8 },
  (_, index) => `70000000${index}1`,
) as [string, string, string, string, string, string, string, string]

const MANDATES: readonly Omit<Mandate, 'voen' | 'withdrawn'>[] = [
  { broker: LIMITED as Voen, ...during('2026-01-01', null), balances: false, exports: false },
  { broker: LIMITED_EXPORTS as Voen, ...during('2026-01-01', null), balances: false, exports: true },
  { broker: FULL as Voen, ...during('2026-04-20', '2026-04-20'), balances: true, exports: false },
  { broker: FULL_EXPORTS as Voen, ...during('2026-01-01', '2026-12-31'), balances: true, exports: true },
  { broker: ENDED as Voen, ...during('2026-01-01', '2026-04-19'), balances: true, exports: true },
  { broker: FUTURE as Voen, ...during('2026-04-21', null), balances: true, exports: true },
  { broker: WITHDRAWN as Voen, ...during('2026-01-01', null), balances: true, exports: true },
]

function during(from: string, to: string | null) {
  return { from: from as PlainDate, to: to as PlainDate | null }
}

const PEOPLE = {
  nobody: null,
  'a stranger': representativeOf(OTHER_TRADER),
  'a person of no company': representativeOf(),
  'a broker without a mandate': representativeOf(WITHOUT as Voen),
  'a broker whose mandate has ended': representativeOf(ENDED as Voen),
  'a broker whose mandate begins tomorrow': representativeOf(FUTURE as Voen),
  'a broker whose mandate was withdrawn': representativeOf(WITHDRAWN as Voen),
  'a broker for its own declarations': representativeOf(LIMITED as Voen),
  'the same with exports': representativeOf(LIMITED_EXPORTS as Voen),
  'a broker for the whole account': representativeOf(FULL as Voen),
  'the same with exports too': representativeOf(FULL_EXPORTS as Voen),
  'the owner': representativeOf(TRADER),
} satisfies Record<string, Person | null>

type Who = keyof typeof PEOPLE

/** Anonymous users must sign in; strangers get 404. */
const OUTSIDE = {
  nobody: 401,
  'a stranger': 404,
  'a person of no company': 404,
  'a broker without a mandate': 404,
  'a broker whose mandate has ended': 404,
  'a broker whose mandate begins tomorrow': 404,
  'a broker whose mandate was withdrawn': 404,
} as const

/** Statuses in the order: own declarations, with exports; whole account, with exports; the owner. */
function inside(limited: number, limitedExports: number, full: number, fullExports: number, owner: number) {
  return {
    ...OUTSIDE,
    'a broker for its own declarations': limited,
    'the same with exports': limitedExports,
    'a broker for the whole account': full,
    'the same with exports too': fullExports,
    'the owner': owner,
  }
}

/** The same status for every signed-in user. */
const signedIn = (status: number, nobody = 401) =>
  Object.fromEntries(Object.keys(PEOPLE).map(who => [who, who === 'nobody' ? nobody : status])) as Record<Who, number>

const ACCOUNT = `/accounts/${TRADER}`
const GRANT = {
  broker: '8255705091',
  confirmed: '8255705091',
  from: '20.04.2026',
  to: '',
  scope: 'balances',
  exports: 'yes',
}

interface Asked {
  readonly path: string
  readonly form?: Record<string, string>
  readonly answers: Readonly<Record<Who, number>>
}

/** Every route with a request, and the status for each person. */
const ROUTES: Readonly<Record<string, readonly Asked[]>> = {
  'GET /': [{ path: '/', answers: signedIn(303, 200) }],
  'GET /help': [{ path: '/help', answers: signedIn(200, 200) }],
  'GET /signed-out': [{ path: '/signed-out', answers: signedIn(303, 200) }],
  'GET /sign-in': [{ path: '/sign-in', answers: signedIn(503, 503) }],
  'GET /sign-in/callback': [{ path: '/sign-in/callback?code=x&state=y', answers: signedIn(303, 400) }],
  'POST /sign-out/back-channel': [{ path: '/sign-out/back-channel', form: {}, answers: signedIn(400, 400) }],
  'GET /session': [{ path: '/session', answers: signedIn(200) }],
  'POST /session': [{ path: '/session', form: {}, answers: signedIn(303) }],
  'POST /session/again': [{ path: '/session/again', form: {}, answers: signedIn(303, 303) }],
  'GET /sessions': [{ path: '/sessions', answers: signedIn(200) }],
  'POST /sessions/end-others': [{ path: '/sessions/end-others', form: {}, answers: signedIn(303) }],
  'POST /sessions/:handle/end': [{ path: '/sessions/nothing/end', form: {}, answers: signedIn(303) }],
  'GET /companies': [{ path: '/companies', answers: signedIn(200) }],
  'GET /clients': [{ path: '/clients?q=x&sort=-debt', answers: signedIn(200) }],
  'GET /clients/export': [{ path: '/clients/export?only=debt', answers: signedIn(200) }],
  'GET /search': [
    { path: '/search?q=1', answers: signedIn(200) },
    { path: '/search?q=', answers: signedIn(422) },
    { path: '/search?q=1&after=x', answers: signedIn(404) },
  ],
  'GET /openapi.json': [{ path: '/openapi.json', answers: signedIn(200, 200) }],
  'GET /healthz': [{ path: '/healthz', answers: signedIn(200, 200) }],
  'GET /readyz': [{ path: '/readyz', answers: signedIn(200, 200) }],
  'GET /static/:file': [{ path: '/static/nothing.css', answers: signedIn(404, 404) }],
  'GET /accounts/:voen': [{ path: ACCOUNT, answers: inside(303, 303, 200, 200, 200) }],
  'GET /accounts/:voen/ledgers/:ledger': [
    { path: `${ACCOUNT}/ledgers/vat`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/ledgers/vat?from=x`, answers: inside(403, 403, 422, 422, 422) },
    { path: `${ACCOUNT}/ledgers/vat?size=100&sort=date`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/ledgers/vat?size=7`, answers: inside(403, 403, 422, 422, 422) },
    { path: `${ACCOUNT}/ledgers/vat?sort=debt`, answers: inside(403, 403, 422, 422, 422) },
    { path: `${ACCOUNT}/ledgers/tobacco`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/export': [
    { path: `${ACCOUNT}/export`, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/export?dialect=xlsx`, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/export?dialect=ods`, answers: inside(403, 403, 403, 404, 404) },
  ],
  'GET /accounts/:voen/ledgers/:ledger/export': [
    { path: `${ACCOUNT}/ledgers/advance/export?dialect=machine`, answers: inside(403, 403, 403, 200, 200) },
  ],
  'GET /accounts/:voen/accounting': [
    { path: `${ACCOUNT}/accounting`, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/accounting?from=x`, answers: inside(403, 403, 403, 422, 422) },
  ],
  'GET /accounts/:voen/accounting/file': [
    { path: `${ACCOUNT}/accounting/file?format=camt`, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/accounting/file?format=hledger`, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/accounting/file?format=ofx`, answers: inside(403, 403, 403, 404, 404) },
  ],
  'GET /accounts/:voen/document': [
    { path: `${ACCOUNT}/document`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/document?to=x`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/ledgers/:ledger/document': [
    { path: `${ACCOUNT}/ledgers/vat/document`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/ledgers/tobacco/document`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/documents': [
    { path: `${ACCOUNT}/documents`, answers: inside(200, 200, 200, 200, 200) },
    { path: `${ACCOUNT}/documents?before=x`, answers: inside(404, 404, 404, 404, 404) },
  ],
  'GET /accounts/:voen/documents/:number': [
    { path: `${ACCOUNT}/documents/x`, answers: inside(404, 404, 404, 404, 404) },
  ],
  'GET /accounts/:voen/documents/:number/file': [
    { path: `${ACCOUNT}/documents/x/file`, answers: inside(403, 404, 403, 404, 404) },
  ],
  'GET /accounts/:voen/documents/:number/content': [
    { path: `${ACCOUNT}/documents/x/content`, answers: inside(403, 404, 403, 404, 404) },
  ],
  'POST /accounts/:voen/documents/extract': [
    { path: `${ACCOUNT}/documents/extract`, form: {}, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/documents/extract?ledger=tobacco`, form: {}, answers: inside(403, 403, 403, 404, 404) },
  ],
  'POST /accounts/:voen/documents/act': [
    { path: `${ACCOUNT}/documents/act?act=1`, form: {}, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/documents/act?act=99`, form: {}, answers: inside(403, 403, 403, 404, 404) },
  ],
  'POST /accounts/:voen/documents/debts': [
    { path: `${ACCOUNT}/documents/debts`, form: {}, answers: inside(403, 403, 403, 200, 200) },
  ],
  'POST /accounts/:voen/documents/declaration': [
    { path: `${ACCOUNT}/documents/declaration?number=FILED/2`, form: {}, answers: inside(403, 200, 403, 200, 200) },
    { path: `${ACCOUNT}/documents/declaration?number=FILED/1`, form: {}, answers: inside(403, 404, 403, 200, 200) },
  ],
  'POST /accounts/:voen/document-orders': [
    { path: `${ACCOUNT}/document-orders?number=x`, form: {}, answers: inside(403, 404, 403, 404, 404) },
  ],
  'GET /accounts/:voen/document-orders/:id': [
    { path: `${ACCOUNT}/document-orders/0123456789abcdef`, answers: inside(403, 404, 403, 404, 404) },
  ],
  ...Object.fromEntries(
    ['again', 'stop'].map(action => [
      `POST /accounts/:voen/document-orders/:id/${action}`,
      [
        {
          path: `${ACCOUNT}/document-orders/0123456789abcdef/${action}`,
          form: {},
          answers: inside(403, 404, 403, 404, 404),
        },
      ],
    ]),
  ),
  'GET /accounts/:voen/acts': [
    { path: `${ACCOUNT}/acts`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/acts?before=x`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/acts/:act': [
    { path: `${ACCOUNT}/acts/1`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/acts/99`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/acts/:act/export': [
    { path: `${ACCOUNT}/acts/1/export?dialect=xlsx`, answers: inside(403, 403, 403, 200, 200) },
    { path: `${ACCOUNT}/acts/1/export?dialect=ods`, answers: inside(403, 403, 403, 404, 404) },
  ],
  'GET /accounts/:voen/acts/:act/ledgers/:ledger': [
    { path: `${ACCOUNT}/acts/1/ledgers/vat`, answers: inside(403, 403, 403, 403, 200) },
  ],
  'POST /accounts/:voen/acts/:act/ledgers/:ledger': [
    { path: `${ACCOUNT}/acts/1/ledgers/vat`, form: { settled: 'x' }, answers: inside(403, 403, 403, 403, 422) },
    { path: `${ACCOUNT}/acts/1/ledgers/vat`, form: { settled: '1' }, answers: inside(403, 403, 403, 403, 303) },
  ],
  'GET /accounts/:voen/acts/:act/objections': [
    { path: `${ACCOUNT}/acts/1/objections?ledger=vat&line=settled`, answers: inside(403, 403, 403, 403, 200) },
    { path: `${ACCOUNT}/acts/1/objections`, answers: inside(403, 403, 403, 403, 404) },
  ],
  'POST /accounts/:voen/acts/:act/objections': [
    {
      path: `${ACCOUNT}/acts/1/objections?ledger=vat&line=settled`,
      form: { reason: '' },
      answers: inside(403, 403, 403, 403, 422),
    },
  ],
  'POST /accounts/:voen/acts/:act/objections/:objection/withdraw': [
    { path: `${ACCOUNT}/acts/1/objections/9/withdraw`, form: {}, answers: inside(403, 403, 403, 403, 422) },
  ],
  'POST /accounts/:voen/acts/:act/agree': [
    { path: `${ACCOUNT}/acts/1/agree`, form: {}, answers: inside(403, 403, 403, 403, 303) },
  ],
  'GET /accounts/:voen/acts/:act/close': [
    { path: `${ACCOUNT}/acts/1/close`, answers: inside(403, 403, 403, 403, 200) },
  ],
  'GET /accounts/:voen/acts/:act/cancel': [
    { path: `${ACCOUNT}/acts/1/cancel`, answers: inside(403, 403, 403, 403, 200) },
  ],
  'POST /accounts/:voen/acts/:act/cancel': [
    { path: `${ACCOUNT}/acts/1/cancel`, form: {}, answers: inside(403, 403, 403, 403, 422) },
    { path: `${ACCOUNT}/acts/99/cancel`, form: { reason: 'x' }, answers: inside(403, 403, 403, 403, 404) },
  ],
  'POST /accounts/:voen/acts/:act/close': [
    { path: `${ACCOUNT}/acts/99/close`, form: {}, answers: inside(403, 403, 403, 403, 404) },
  ],
  'POST /accounts/:voen/acts': [
    { path: `${ACCOUNT}/acts`, form: { from: '1.3.26', to: '31.3.26' }, answers: inside(403, 403, 403, 403, 303) },
    { path: `${ACCOUNT}/acts`, form: {}, answers: inside(403, 403, 403, 403, 422) },
  ],
  'GET /verify': [{ path: '/verify', answers: signedIn(200, 200) }],
  'GET /verify/:number': [{ path: '/verify/x', answers: signedIn(422, 422) }],
  'POST /verify/:number': [{ path: '/verify/x', form: {}, answers: signedIn(422, 422) }],
  'GET /accounts/:voen/preview': [
    { path: `${ACCOUNT}/preview`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/preview?amount=100`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/preview?amount=x`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/debts': [
    { path: `${ACCOUNT}/debts`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/debts?on=2026-03-06&order=due`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/debts?on=x`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/debts/export': [{ path: `${ACCOUNT}/debts/export`, answers: inside(403, 403, 403, 200, 200) }],
  'GET /accounts/:voen/debts/interest': [
    { path: `${ACCOUNT}/debts/interest`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/debts/interest?charge=x`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/debts/interest/export': [
    // No rates are configured.
    { path: `${ACCOUNT}/debts/interest/export?dialect=xlsx`, answers: inside(403, 403, 403, 404, 404) },
  ],
  'GET /accounts/:voen/own-books': [{ path: `${ACCOUNT}/own-books`, answers: inside(403, 403, 200, 200, 200) }],
  'POST /accounts/:voen/own-books': [
    { path: `${ACCOUNT}/own-books`, form: {}, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/own-books/:id': [
    { path: `${ACCOUNT}/own-books/0123456789abcdef`, answers: inside(403, 403, 404, 404, 404) },
  ],
  ...Object.fromEntries(
    ['compare', 'stop', 'decide'].map(action => [
      `POST /accounts/:voen/own-books/:id/${action}`,
      [{ path: `${ACCOUNT}/own-books/0123456789abcdef/${action}`, form: {}, answers: inside(403, 403, 404, 404, 404) }],
    ]),
  ),
  'POST /accounts/:voen/own-books/:id/delete': [
    { path: `${ACCOUNT}/own-books/0123456789abcdef/delete`, form: {}, answers: inside(403, 403, 303, 303, 303) },
  ],
  'GET /accounts/:voen/own-books/:id/delete': [
    { path: `${ACCOUNT}/own-books/0123456789abcdef/delete`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/own-books/:id/objection/:seq': [
    { path: `${ACCOUNT}/own-books/0123456789abcdef/objection/1`, answers: inside(403, 403, 403, 403, 404) },
  ],
  'GET /accounts/:voen/own-books/:id/export': [
    { path: `${ACCOUNT}/own-books/0123456789abcdef/export`, answers: inside(403, 403, 403, 404, 404) },
  ],
  'GET /accounts/:voen/debts/estimate': [
    { path: `${ACCOUNT}/debts/estimate`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/debts/estimate?value=x`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/debts/chosen': [
    { path: `${ACCOUNT}/debts/chosen?charge=1.1`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/debts/chosen`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/pictures': [
    { path: `${ACCOUNT}/pictures`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/pictures?from=x`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/declarations': [{ path: `${ACCOUNT}/declarations`, answers: inside(200, 200, 200, 200, 200) }],
  'GET /accounts/:voen/declarations/export': [
    { path: `${ACCOUNT}/declarations/export`, answers: inside(403, 200, 403, 200, 200) },
  ],
  'GET /accounts/:voen/declarations/:number{.+}': [
    { path: `${ACCOUNT}/declarations/FILED/1`, answers: inside(200, 404, 200, 200, 200) },
    { path: `${ACCOUNT}/declarations/FILED/2`, answers: inside(404, 200, 200, 200, 200) },
    { path: `${ACCOUNT}/declarations/OWN/1`, answers: inside(404, 404, 200, 200, 200) },
  ],
  'GET /accounts/:voen/operations': [
    { path: `${ACCOUNT}/operations?size=100&sort=date`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/operations?from=x`, answers: inside(403, 403, 422, 422, 422) },
    { path: `${ACCOUNT}/operations?size=7`, answers: inside(403, 403, 422, 422, 422) },
    { path: `${ACCOUNT}/operations?sort=debt`, answers: inside(403, 403, 422, 422, 422) },
  ],
  'GET /accounts/:voen/operations/export': [
    { path: `${ACCOUNT}/operations/export?sort=date&dialect=machine`, answers: inside(403, 403, 403, 200, 200) },
  ],
  'GET /accounts/:voen/operations/:row': [
    { path: `${ACCOUNT}/operations/1`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/operations/999`, answers: inside(403, 403, 404, 404, 404) },
    { path: `${ACCOUNT}/operations/x`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/references': [
    { path: `${ACCOUNT}/references?number=ACT-9`, answers: inside(403, 403, 200, 200, 200) },
    { path: `${ACCOUNT}/references?number=NONE`, answers: inside(403, 403, 404, 404, 404) },
    { path: `${ACCOUNT}/references`, answers: inside(403, 403, 404, 404, 404) },
  ],
  'GET /accounts/:voen/search': [
    { path: `${ACCOUNT}/search?q=1`, answers: inside(200, 200, 200, 200, 200) },
    { path: `${ACCOUNT}/search?q=5-999`, answers: inside(200, 200, 200, 200, 200) },
    { path: `${ACCOUNT}/search?q=%22`, answers: inside(422, 422, 422, 422, 422) },
    { path: `${ACCOUNT}/search?q=1&in=operations&at=x`, answers: inside(404, 404, 404, 404, 404) },
  ],
  'GET /accounts/:voen/mandates': [{ path: `${ACCOUNT}/mandates`, answers: inside(403, 403, 403, 403, 200) }],
  'POST /accounts/:voen/mandates': [
    { path: `${ACCOUNT}/mandates`, form: GRANT, answers: inside(403, 403, 403, 403, 303) },
    { path: `${ACCOUNT}/mandates`, form: {}, answers: inside(403, 403, 403, 403, 422) },
  ],
  'GET /accounts/:voen/mandates/:broker': [
    { path: `${ACCOUNT}/mandates/${WITHDRAWN}`, answers: inside(403, 403, 403, 403, 200) },
    { path: `${ACCOUNT}/mandates/${WITHOUT}`, answers: inside(403, 403, 403, 403, 404) },
  ],
  'POST /accounts/:voen/mandates/:broker': [
    { path: `${ACCOUNT}/mandates/8255705091`, form: GRANT, answers: inside(403, 403, 403, 403, 303) },
  ],
  'POST /accounts/:voen/mandates/:broker/withdraw': [
    { path: `${ACCOUNT}/mandates/8255705091/withdraw`, form: {}, answers: inside(403, 403, 403, 403, 303) },
  ],
  'GET /accounts/:voen/access-log': [{ path: `${ACCOUNT}/access-log`, answers: inside(403, 403, 403, 403, 200) }],
  // Senders are authenticated by signatures, not by sessions.
  'GET /intake/v1/openapi.json': [{ path: '/intake/v1/openapi.json', answers: signedIn(200, 200) }],
  'GET /intake/v1/gauge': [{ path: '/intake/v1/gauge', answers: signedIn(401, 401) }],
  'GET /intake/v1/hop/bills': [{ path: `/intake/v1/hop/bills?voen=${TRADER}`, answers: signedIn(401, 401) }],
  'POST /intake/v1/events': [{ path: '/intake/v1/events', form: {}, answers: signedIn(401, 401) }],
  'GET /intake/v1/objections': [{ path: '/intake/v1/objections', answers: signedIn(401, 401) }],
  'POST /intake/v1/objections/answers': [
    { path: '/intake/v1/objections/answers', form: {}, answers: signedIn(401, 401) },
  ],
  // Last, because it ends the session that all other requests use.
  'POST /sign-out': [{ path: '/sign-out', form: {}, answers: signedIn(303, 303) }],
}

/** Opens a new session for the person. */
async function come(): Promise<void> {
  for (const [who, person] of Object.entries(PEOPLE)) visits.set(who as Who, await site.as(person))
}

let site: Site
const visits = new Map<Who, Visit>()
beforeAll(async () => {
  site = await Site.open([
    registered(),
    registered({ voen: OTHER_TRADER }),
    paidToCode('142330', '777.77'),
    assessed('OWN/1', { vat: '1234.56', fine: '33.21' }, on('2026-03-05')),
    assessed('FILED/1', { vat: '64.32' }, { declarant: LIMITED, ...on('2026-03-06') }),
    assessed('FILED/2', { 'customs-fee': '91.45' }, { declarant: LIMITED_EXPORTS, ...on('2026-03-07') }),
    charged('ACT-9', { fine: '58.76' }, on('2026-03-08')),
  ])
  const { access } = site.store
  for (const mandate of MANDATES) await grantMandate(access, { voen: TRADER, ...mandate }, SOMEBODY, site.now)
  await withdrawMandate(access, { voen: TRADER, broker: WITHDRAWN as Voen }, SOMEBODY, site.now)
  await drawUp(site.store, TRADER, site.now)
})
afterAll(() => site[Symbol.asyncDispose]())

test('every route of the application is covered below', () => {
  const handlers = site.app.routes.filter(({ method }) => method !== 'ALL')
  const routes = new Set(handlers.map(({ method, path }) => `${method} ${path}`))
  expect(Object.keys(ROUTES).sort()).toEqual([...routes].sort())
})

describe.each(Object.keys(PEOPLE) as Who[])('%s', who => {
  beforeAll(come)

  test.each(Object.entries(ROUTES).flatMap(([route, asked]) => asked.map(each => [route, each.path, each] as const)))(
    'gets the expected status at %s (%s)',
    async (_, path, { form, answers }) => {
      const visit = visits.get(who)!
      const answer = form ? await visit.post(path, form) : await visit.get(path)
      expect(answer.status).toBe(answers[who])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      if (path.startsWith(ACCOUNT) && answer.status >= 400 && answer.status !== 422) {
        // The return URL may repeat the path.
        expect(answer.text.replace(encodeURIComponent(path), '')).not.toMatch(
          /Nümunə|1\.234,56|64,32|91,45|777,77|FILED|OWN/,
        )
      }
    },
  )
})

describe.each(Object.entries(ROUTES).filter(([route]) => route.startsWith('GET /accounts')))(
  'a partial of %s',
  (_, asked) => {
    beforeAll(come)

    test('has the status of the whole page; anonymous users are sent to sign in', async () => {
      for (const { path, answers } of asked) {
        for (const who of Object.keys(PEOPLE).filter(who => who !== 'nobody') as Who[]) {
          const { status, headers } = await visits.get(who)!.get(path, asHtmx)
          // htmx follows the redirect of the whole page.
          expect([who, path, headers.has('hx-redirect') ? 303 : status]).toEqual([who, path, answers[who]])
        }
        const { status, headers, text } = await visits.get('nobody')!.get(path, asHtmx)
        expect([status, text]).toEqual([401, ''])
        expect(headers.get('hx-redirect')).toBe(`/?next=${encodeURIComponent(path)}`)
      }
    })
  },
)

describe('a broker for its own declarations', () => {
  beforeAll(come)

  /** The amounts outside the one declaration: other charges, the advance, totals. */
  const OTHERS = /1\.234,56|33,21|91,45|58,76|777,77|1234\.56|OWN\/1|FILED\/2|ACT-9/

  test.each([
    `${ACCOUNT}/declarations`,
    `${ACCOUNT}/declarations/FILED/1`,
    ...['1', 'OWN', 'FILED', 'ACT', '58', '0-9999999'].flatMap(words => [
      `${ACCOUNT}/search?q=${words}`,
      `/search?q=${words}`,
    ]),
    ...['', '?ledger=vat', '?page=declarations'].flatMap(query => [
      `/companies${query}`,
      `/clients${query}`,
      `/clients/export${query}`,
    ]),
  ])('learns at %s nothing else of the account', async path => {
    for (const headers of [{}, asHtmx]) {
      const { status, text } = await visits.get('a broker for its own declarations')!.get(path, headers)
      expect(status).toBe(200)
      expect(text).not.toMatch(OTHERS)
    }
  })

  test('sees its declaration without the payments and operations of the account', async () => {
    const { html } = await visits.get('a broker for its own declarations')!.get(`${ACCOUNT}/declarations/FILED/1`)
    const links = (page: Html) => page.tags('a', 'results').map(text)
    expect(html.table('parts')).toHaveLength(1)
    expect(links(html)).toEqual([])
    const owners = await visits.get('the owner')!.get(`${ACCOUNT}/declarations/FILED/1`)
    expect(links(owners.html)).toEqual(['ƏDV', '06.03.2026'])
  })

  test('exports only its declarations, if exports are allowed', async () => {
    const { status, text } = await visits.get('the same with exports')!.get(`${ACCOUNT}/declarations/export`)
    expect(status).toBe(200)
    expect(text).toContain('FILED/2')
    expect(text).not.toMatch(/OWN|FILED\/1|1234|64,32/)
  })
})

describe('a mandate', () => {
  test('takes effect with the next request when granted, limited or withdrawn', async () => {
    const owner = await site.as(representativeOf(TRADER))
    const broker = await site.as(representativeOf('7000000091' as Voen))
    const form = { ...GRANT, broker: '7000000091', confirmed: '7000000091' }
    expect((await broker.get(ACCOUNT)).status).toBe(404)
    expect((await owner.post(`${ACCOUNT}/mandates`, form)).status).toBe(303)
    expect((await broker.get(ACCOUNT)).status).toBe(200)
    const seen = fieldValue((await owner.get(`${ACCOUNT}/mandates/7000000091`)).html, 'seen')
    const limited = { ...form, scope: 'declarations', seen }
    expect((await owner.post(`${ACCOUNT}/mandates/7000000091`, limited)).status).toBe(303)
    expect((await broker.get(`${ACCOUNT}/ledgers/vat`)).status).toBe(403)
    expect((await owner.post(`${ACCOUNT}/mandates/7000000091/withdraw`)).status).toBe(303)
    expect((await broker.get(ACCOUNT)).status).toBe(404)
  })
})

describe('a visit', () => {
  test('is shown to the company at intervals, and each export always; exports are audited', async () => {
    const owner = await site.as(representativeOf(TRADER))
    const broker = await site.as({ ...representativeOf(FULL_EXPORTS as Voen), name: 'Broker adamı' })
    const visitsNow = async () => {
      const { html } = await owner.get(`${ACCOUNT}/access-log`)
      return html.text.split('Broker adamı').length - 1
    }
    await broker.get(ACCOUNT)
    await broker.get(`${ACCOUNT}/ledgers/vat`)
    expect(await visitsNow()).toBe(1)
    await broker.get(`${ACCOUNT}/export?from=2026-01-01`)
    expect(await visitsNow()).toBe(2)
    site.now = new Date(site.now.getTime() + 16 * 60_000)
    await broker.get(ACCOUNT)
    expect(await visitsNow()).toBe(3)
    const rows = (await site.rows('audit_log')).filter(({ action }) => action === 'export')
    expect(rows).toContainEqual(expect.objectContaining({ name: 'Broker adamı', voen: TRADER }))
  })
})
