import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDemonstration } from '../../../src/demo/load-demonstration.ts'
import { LEDGERS } from '../../../src/domain/fund.ts'
import { OPERATION_TYPES } from '../../../src/domain/operation-type.ts'
import type { PaperNumber } from '../../../src/domain/paper-number.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { takeOrder } from '../../../src/services/papers/document-orders.ts'
import { type Database, EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { findAccount } from '../../../src/store/ledger/accounts.ts'
import { createApp } from '../../../src/web/app.tsx'
import { numberOfFile } from '../../support/people/issued-files.ts'
import { cookieOf, dependenciesOf, representativeOf, WEB_CONFIG } from '../../support/people/people.ts'
import { keepComparison } from '../../support/stores/papers.ts'
import {
  captureStatements,
  isAtGate,
  namesTaxpayer,
  readsNames,
  readsOneEvent,
  type Statement,
  troublesAtGate,
  troublesWith,
} from '../../support/stores/pg-statements.ts'
import { openTestStore, type TestStore } from '../../support/stores/store.ts'

const TODAY = () => new Date('2026-06-10T08:00:00Z')

/** The largest of the demonstration traders, one of its declarations, and an unregistered taxpayer. */
const VOEN = '2899061361' as Voen
const DECLARATION = '00040/260325/50421988'
/** Rows of each kind: payments, an assessment, a drawdown on both ledgers, a reduction, and a charge of a reference. */
const OPERATIONS = [1, 2, 9, 10, 11, 134, 244, 258]
const NOBODY = '9999999991' as Voen

let store: TestStore
/** As behind a pooler that gives each transaction another connection. */
let pooled: Database
let app: ReturnType<typeof createApp>
let cookie: string
/** The number of a document of the account. */
let issued: string
/** A comparison with own books. */
let books: string
/** A long document that is being made. */
let order: string
beforeAll(async () => {
  store = await openTestStore()
  await loadDemonstration(store, TODAY)
  pooled = await openDatabase(store.url, { connections: 20, preparedStatements: 'off' })
  const config = { ...WEB_CONFIG, lateInterest: { rates: [{ from: '2001-01-01', percent: '0.1' }], maxDays: 365 } }
  app = createApp({ ...dependenciesOf(pooled), config, clock: TODAY })
  books = await keepComparison(pooled, VOEN, TODAY)
  cookie = await cookieOf(store.access, representativeOf(VOEN, NOBODY), TODAY())
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const answer = await app.request(`/accounts/${VOEN}/documents/debts`, { method: 'POST', headers })
  issued = numberOfFile(answer)
  const ordered = { number: issued as PaperNumber }
  const by = { voen: VOEN, subject: representativeOf(VOEN, NOBODY).subject }
  order = (await takeOrder(pooled.papers, by, { ordered, ways: { page: '/', file: null } }, TODAY()))!
  const send = (path: string, form: Record<string, string> = {}) =>
    app.request(`/accounts/${VOEN}/acts${path}`, { method: 'POST', headers, body: new URLSearchParams(form) })
  for (const to of ['31.03.2026', '30.04.2026']) await send('', { from: '01.01.2026', to })
  const agreed = await send('/2/agree')
  expect(agreed.headers.get('location')).toBe(`/accounts/${VOEN}/acts/2`)
})
afterAll(async () => {
  await pooled.close()
  await store.close()
})

const asHtmx = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }

const WIDE = 'from=2025-03-03&to=2026-03-20'
const NARROW = `type=assessment&declaration=${DECLARATION}&${WIDE}`
const FILTERS = [
  '',
  'from=2025-03-03',
  'to=2026-03-20',
  WIDE,
  'from=2025-03-03&to=2025-03-09',
  'from=1999-01-01&to=1999-12-31',
  'from=2026-13-01',
  'to=2020-01-01&from=2026-01-01',
  'declaration=Z-9',
  ...OPERATION_TYPES.slice(0, 4).map(type => `type=${type}`),
  `declaration=${DECLARATION}`,
  NARROW,
  `type=reduction&declaration=${DECLARATION}`,
  `declaration=${DECLARATION},Z-9`,
  `${NARROW},${Array.from({ length: 20 }, (_, index) => `Z-${index}`).join()}`,
]
const CURSORS = ['before=900', 'after=5', 'before=1', 'after=999999', 'after=no']

/** The requests of open pages, three times; every third is a partial request. */
const LIVE = ['live=1', 'live=1', 'live=1']

const withEach = (path: string, queries: readonly string[]) => queries.map(query => `${path}?${query}`)

/** The requests of each route, for an existing and a missing account. */
const ASKED: Readonly<Record<string, (voen: Voen) => readonly string[]>> = {
  '/accounts/:voen': voen => withEach(`/accounts/${voen}`, [...FILTERS, ...LIVE]),
  '/accounts/:voen/ledgers/:ledger': voen => [
    ...LEDGERS.map(ledger => `/accounts/${voen}/ledgers/${ledger}`),
    ...withEach(`/accounts/${voen}/ledgers/vat`, [...FILTERS, ...LIVE]),
    ...CURSORS.flatMap(cursor => [cursor, `${cursor}&${WIDE}`, `${cursor}&${NARROW}`]).map(
      query => `/accounts/${voen}/ledgers/vat?${query}`,
    ),
    `/accounts/${voen}/ledgers/tobacco`,
  ],
  '/accounts/:voen/declarations/:number{.+}': voen => [
    ...withEach(`/accounts/${voen}/declarations/${DECLARATION}`, ['', 'after=3', 'after=999', 'after=no', ...LIVE]),
    `/accounts/${voen}/declarations/Z-9`,
  ],
  '/accounts/:voen/declarations': voen => withEach(`/accounts/${voen}/declarations`, ['', 'before=9', 'before=no']),
  '/accounts/:voen/declarations/export': voen => [`/accounts/${voen}/declarations/export`],
  '/accounts/:voen/pictures': voen =>
    withEach(`/accounts/${voen}/pictures`, ['', WIDE, 'from=2021-07-01', 'from=2026-03-01&to=2026-03-31', 'from=x']),
  '/accounts/:voen/preview': voen =>
    withEach(`/accounts/${voen}/preview`, ['', 'amount=1', 'amount=10000', 'amount=9999999999999', 'amount=x']),
  '/accounts/:voen/debts': voen =>
    withEach(`/accounts/${voen}/debts`, [
      '',
      'order=open',
      'on=2026-03-20',
      'overdue=1&fund=vat',
      'after=0-1-1-1',
      'on=x',
    ]),
  '/accounts/:voen/debts/export': voen => withEach(`/accounts/${voen}/debts/export`, ['', 'on=2026-03-20']),
  '/accounts/:voen/debts/interest': voen =>
    withEach(`/accounts/${voen}/debts/interest`, ['', 'to=2027-01-01', 'charge=1.1', 'charge=9999.1', 'to=x']),
  '/accounts/:voen/debts/interest/export': voen =>
    withEach(`/accounts/${voen}/debts/interest/export`, ['', 'to=2027-01-01', 'charge=1.1', 'to=x']),
  '/accounts/:voen/debts/estimate': voen =>
    withEach(`/accounts/${voen}/debts/estimate`, ['', 'value=5&rate=1', 'value=x']),
  '/accounts/:voen/debts/chosen': voen => withEach(`/accounts/${voen}/debts/chosen`, ['', 'charge=1.1&charge=2.1']),
  '/accounts/:voen/operations/:row': voen => [
    ...[...OPERATIONS, 0, 99999].map(row => `/accounts/${voen}/operations/${row}`),
    ...withEach(`/accounts/${voen}/operations/9`, ['after=10-1', 'after=no', 'parts=9-1']),
  ],
  '/accounts/:voen/operations/export': voen => withEach(`/accounts/${voen}/operations/export`, ['', 'from=2026-01-01']),
  '/accounts/:voen/operations': voen =>
    withEach(`/accounts/${voen}/operations`, [
      ...FILTERS,
      'order=oldest',
      'size=50',
      'before=900',
      'after=5',
      'after=no',
    ]),
  '/accounts/:voen/search': voen =>
    withEach(`/accounts/${voen}/search`, [
      '',
      'q=50421988',
      'q=00040',
      'q=42198',
      'q=893,96',
      'q=1-200',
      'q=AKT',
      'q=x',
    ]),
  '/accounts/:voen/references': voen =>
    withEach(`/accounts/${voen}/references`, ['number=AKT-94748548', 'number=AKT-94748548&after=258', 'number=x', '']),
  '/accounts/:voen/mandates': voen => [`/accounts/${voen}/mandates`],
  '/accounts/:voen/mandates/:broker': voen => [`/accounts/${voen}/mandates/8255705091`],
  '/accounts/:voen/access-log': voen => [`/accounts/${voen}/access-log`],
  '/accounts/:voen/export': voen => withEach(`/accounts/${voen}/export`, [...FILTERS, 'dialect=machine']),
  '/accounts/:voen/document': voen => withEach(`/accounts/${voen}/document`, FILTERS),
  '/accounts/:voen/ledgers/:ledger/document': voen => [
    ...withEach(`/accounts/${voen}/ledgers/vat/document`, FILTERS),
    `/accounts/${voen}/ledgers/tobacco/document`,
  ],
  '/accounts/:voen/documents': voen => withEach(`/accounts/${voen}/documents`, ['', 'before=x']),
  '/accounts/:voen/documents/:number': voen => [`/accounts/${voen}/documents/${issued}`],
  '/accounts/:voen/documents/:number/file': voen => [`/accounts/${voen}/documents/${issued}/file`],
  '/accounts/:voen/documents/:number/content': voen => [`/accounts/${voen}/documents/${issued}/content`],
  '/accounts/:voen/acts': voen => withEach(`/accounts/${voen}/acts`, ['', 'before=x']),
  '/accounts/:voen/acts/:act': voen => [`/accounts/${voen}/acts/1`, `/accounts/${voen}/acts/99`],
  '/accounts/:voen/acts/:act/export': voen => [`/accounts/${voen}/acts/1/export`],
  '/accounts/:voen/acts/:act/ledgers/:ledger': voen => [`/accounts/${voen}/acts/1/ledgers/vat`],
  '/accounts/:voen/acts/:act/objections': voen => [`/accounts/${voen}/acts/1/objections?ledger=vat&line=settled`],
  '/accounts/:voen/acts/:act/close': voen => [`/accounts/${voen}/acts/2/close`],
  '/accounts/:voen/acts/:act/cancel': voen => [`/accounts/${voen}/acts/1/cancel`],
  '/accounts/:voen/document-orders/:id': voen => [`/accounts/${voen}/document-orders/${order}`],
  '/accounts/:voen/own-books': voen => [`/accounts/${voen}/own-books`],
  '/accounts/:voen/own-books/:id': voen =>
    withEach(`/accounts/${voen}/own-books/${books}`, ['', 'outcome=only-there', 'before=x', 'after=1']),
  '/accounts/:voen/accounting': voen => withEach(`/accounts/${voen}/accounting`, ['', 'from=x']),
  '/accounts/:voen/accounting/file': voen =>
    withEach(`/accounts/${voen}/accounting/file`, [
      'format=1c',
      'format=camt',
      'format=json&from=2026-01-01',
      'format=hledger',
    ]),
  '/accounts/:voen/own-books/:id/objection/:seq': voen => [`/accounts/${voen}/own-books/${books}/objection/1`],
  '/accounts/:voen/own-books/:id/delete': voen => [`/accounts/${voen}/own-books/${books}/delete`],
  '/accounts/:voen/own-books/:id/export': voen => [`/accounts/${voen}/own-books/${books}/export`],
  '/accounts/:voen/ledgers/:ledger/export': voen => withEach(`/accounts/${voen}/ledgers/vat/export`, FILTERS),
}

const BEFORE_THE_ACCOUNT = [
  '/accounts/:voen/acts',
  '/accounts/:voen/documents',
  '/accounts/:voen/own-books',
  '/accounts/:voen/mandates',
  '/accounts/:voen/access-log',
  '/accounts/:voen/search',
]

/** They have no page of their own: they lead to the one that is asked for. */
const LEAD_ON = ['/accounts/:voen/own-books/:id/objection/:seq']

/** They name brokers, who may be taxpayers too. */
const NAMES_BROKERS = [
  '/accounts/:voen/declarations',
  '/accounts/:voen/search',
  '/accounts/:voen/mandates',
  '/accounts/:voen/mandates/:broker',
]

/** Routes that show no account or several, with what they read and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  '/': 'the home page reads only the session',
  '/signed-out': 'the page after signing out reads only the session',
  '/sign-in': 'the redirect to the identity provider keeps an attempt',
  '/sign-in/callback': 'the return from the provider takes the attempt and opens a session',
  '/session': 'the time that the session lasts',
  '/sessions': 'the sessions of the person',
  '/companies': 'the balances of all companies of the person, read as the service',
  '/search': 'the names of the companies and clients of the person, read as the service',
  '/clients/export': 'the balances of the clients that a broker may export, read as the service',
  '/clients': 'the balances of all clients of a broker, read as the service in one query',
  '/help': 'the guide reads only the session',
  '/verify': 'the form reads only the session',
  '/verify/:number': 'whose document a number is, and the end of its chain, are read as the service',
  '/healthz': 'the answer reads nothing',
  '/readyz': 'one account is looked for, and the answer says nothing about it',
  '/intake/v1/hop/bills': 'a sender signs the request and may ask about any taxpayer, so it is read as the service',
  '/intake/v1/gauge': 'the numbers of all held and rejected events, read as the service',
  '/intake/v1/objections':
    'a sender of the administration signs the request and sees the open objections of all accounts',
  '/intake/v1/openapi.json': 'the contract reads nothing',
  '/openapi.json': 'the description of the JSON reads nothing',
  '/static/:file': 'files of the program',
}

/** Requests a page or a partial, and reads the response to its end. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await app.request(path, { headers: { cookie, ...headers } })
  await response.text()
  // A redirected partial loads the whole page.
  return response.headers.has('hx-redirect') ? 303 : response.status
}

/** The ids of events that booked no row of the account. */
async function idsOfOthers(ids: readonly string[]): Promise<string[]> {
  const own = await store.reader.snapshot(VOEN, tx =>
    tx.selectFrom('ledger_entry').select('event_id').where('voen', '=', VOEN).execute(),
  )
  const known = new Set(own.map(row => row.event_id))
  return ids.filter(id => !known.has(id))
}

const textsOf = (sent: readonly (readonly Statement[])[]) => sent.flat().map(({ text }) => text)

test('every route is tested below or is an exception with a reason', () => {
  const routes = app.routes.filter(({ method }) => method === 'GET')
  const paths = new Set(routes.map(({ path }) => path))
  expect([...paths].sort()).toEqual([...Object.keys(ASKED), ...Object.keys(EXCEPTIONS)].sort())
})

describe.each(Object.keys(ASKED))('%s', route => {
  test.each([VOEN, NOBODY])('of %s names the taxpayer in every query and leaves nothing in the session', async voen => {
    const { result: statuses, sent } = await captureStatements(async () => {
      const answered: number[] = []
      for (const path of ASKED[route]!(voen)) answered.push(await ask(path))
      const part = ASKED[route]!(voen).filter((_, index) => index % 3 === 0)
      for (const path of part) answered.push(await ask(path, asHtmx))
      return answered
    })
    expect(statuses.filter(status => ![200, 303, 404, 422].includes(status))).toEqual([])
    // A company can grant mandates before it has an account.
    expect(statuses.includes(LEAD_ON.includes(route) ? 303 : 200)).toBe(
      voen === VOEN || BEFORE_THE_ACCOUNT.includes(route),
    )
    // The page of an operation shows the event behind it. The log is no account's, so the service reads one event of it.
    const ofLog = sent.filter(readsOneEvent)
    const ofAccount = sent.filter(each => !readsOneEvent(each) && !(NAMES_BROKERS.includes(route) && readsNames(each)))
    expect(await idsOfOthers(ofLog.map(([, { values }]) => values[0] as string))).toEqual([])
    if (route !== '/accounts/:voen/operations/:row') expect(ofLog).toEqual([])
    const troubles = ofAccount.map(each => (isAtGate(each) ? troublesAtGate(each, voen) : troublesWith(each, voen)))
    expect(troubles.flat()).toEqual([])
    expect(textsOf(sent).filter(text => text.startsWith('select')).length).toBeGreaterThan(0)
  })

  test('reads no account for a malformed or foreign VÖEN', async () => {
    for (const voen of ["1'--", '8654473551']) {
      const { sent } = await captureStatements(async () => {
        for (const path of ASKED[route]!(voen as Voen)) expect(await ask(path)).toBe(404)
      })
      expect(sent.filter(each => !isAtGate(each))).toEqual([])
    }
  })
})

describe('the exceptions', () => {
  test.each(['/', '/signed-out', '/session', '/sessions'])('%s reads no account', async path => {
    const { sent } = await captureStatements(() => ask(path))
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.flatMap(each => (isAtGate(each) ? troublesAtGate(each, null) : textsOf([each])))).toEqual([])
  })

  test.each(['/companies', '/clients', '/readyz'])('%s reads once, as the service', async path => {
    // The first question whether the server is ready also reads the last receipt, to judge the clock by it.
    await ask('/readyz')
    const { sent } = await captureStatements(() => ask(path))
    const [asked, ...more] = sent.filter(each => !isAtGate(each))
    expect(more).toEqual([])
    expect(asked![0]!.text).toContain('set local role vereqe_service')
  })

  test('the health check queries nothing', async () => {
    expect((await captureStatements(() => ask('/healthz'))).sent).toEqual([])
  })

  test('static files query nothing', async () => {
    const page = await (await app.request('/')).text()
    const file = /\/static\/[^"]+/.exec(page)![0]
    const { sent } = await captureStatements(() => ask(file))
    expect(sent).toEqual([])
  })
})

describe('the checker', () => {
  const statement = (text: string, ...values: unknown[]): Statement => ({ text, values })
  const withFigure = (where: string) =>
    `select "n", coalesce((select sum("x") from "b" where ${where} and "n" = "a"."n"), 0) from "a" where "voen" = $1`
  const union = (...parts: string[]) => parts.map(part => `select * from (${part}) as "part"`).join(' union all ')

  test.each([
    [statement('select * from "account" where "voen" = $1', VOEN), true],
    [statement('select "a" from "account" where "voen" in ($2) and "b" > $1 limit $3', 1, VOEN, 2), true],
    [statement('select * from "account"'), false],
    [statement('select * from "account" where "name" = $1', VOEN), false],
    [statement('select * from "account" where "voen" = $1', NOBODY), false],
    [statement('select * from "account" where "voen" in ($1, $2)', VOEN, NOBODY), false],
    [statement('select * from "account" where "voen" = $1 or "name" = $2', VOEN, ''), false],
    [statement('select * from "account" where "voen" > $1', VOEN), false],
    [statement('select * from "a" inner join "b" on "a"."n" = "b"."n" where "voen" = $1', VOEN), false],
    [statement('select (select max(x) from "b") from "a" where "voen" = $1', VOEN), false],
    [statement('select * from "a" where "voen" = $1 and "n" in (select n from "b")', VOEN), false],
    [statement(`select * from "a" where "voen" = $1 and (b <> 'x' or c <> 'y-z') limit $2`, VOEN, 9), true],
    [statement(`select * from "a" where "voen" = $1 or (b <> 'x' or c <> 'y-z')`, VOEN), false],
    [statement(`select * from "a" where "voen" = $1 and (b <> 'x') or (c <> 'y')`, VOEN), false],
    [statement(withFigure('"voen" = $2'), VOEN, VOEN), true],
    [statement(withFigure('"voen" = $2'), VOEN, NOBODY), false],
    [statement(withFigure('"n" = $2'), VOEN, VOEN), false],
    [statement(withFigure('"voen" = $2 and "x" = 1 or 2 = 2'), VOEN, VOEN), false],
    [statement('with "k" as (select 1) select * from "a" where "voen" = $1', VOEN), false],
    [statement('delete from "account" where "voen" = $1', VOEN), false],
    [statement(union('select * from "a" where "voen" = $1', 'select * from "b" where "voen" = $2'), VOEN, VOEN), true],
    [
      statement(union('select * from "a" where "voen" = $1', 'select * from "b" where "voen" = $2'), VOEN, NOBODY),
      false,
    ],
    [statement(union('select * from "a" where "voen" = $1', 'select * from "b"'), VOEN), false],
    [statement('select * from "a" where "voen" = $1 union all select * from "b"', VOEN), false],
  ])('reads %j correctly', (given, names) => {
    expect(namesTaxpayer(given, VOEN)).toBe(names)
  })

  test('finds a page that queries without the taxpayer and one that acts as the service', async () => {
    const { sent } = await captureStatements(async () => {
      await pooled.reader.snapshot(VOEN, tx => tx.selectFrom('charge').select('fund').execute())
      await pooled.reader.snapshot(EVERY_ACCOUNT, tx => findAccount(tx, VOEN))
      await pooled.reader.snapshot(NOBODY, tx => findAccount(tx, NOBODY))
    })
    expect(sent.map(together => troublesWith(together, VOEN))).toEqual([
      ['does not name the taxpayer: select "fund" from "charge"'],
      ['does not act as the reader', 'does not tell whose rows it may see'],
      expect.arrayContaining(['does not tell whose rows it may see']),
    ])
  })

  test.each([
    'set statement_timeout = 5',
    'select pg_advisory_lock(1)',
    'listen news',
    'prepare p as select 1',
    'create temp table t (n int)',
    'declare c cursor for select 1',
    'set session role x',
  ])('finds a statement that outlasts the transaction: %s', text => {
    expect(troublesWith([statement(text)], VOEN)).toContain(`leaves something in the session: ${text}`)
  })
})

test('the server confirms that the connection holds no session state', async () => {
  const alone = await openDatabase(store.url, { connections: 1, preparedStatements: 'off' })
  const pages = createApp({ ...dependenciesOf(alone), clock: TODAY })
  for (const path of [`/accounts/${VOEN}`, `/accounts/${VOEN}/ledgers/vat/export?from=2026-01-01`]) {
    expect(await (await pages.request(path, { headers: { cookie } })).text()).not.toBe('')
  }
  const [left] = await alone.reader.snapshot(EVERY_ACCOUNT, async tx => {
    const query = sql<Record<string, unknown>>`
      select current_setting('vereqe.account', true) as account,
        (select count(*) from pg_prepared_statements) as prepared, (select count(*) from pg_cursors where name <> '') as cursors,
        (select count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'advisory') as locks,
        (select count(*) from pg_listening_channels()) as channels,
        (select count(*) from pg_class where relpersistence = 't') as temporary`
    return (await query.execute(tx as never)).rows
  })
  expect(left).toEqual({ account: '', prepared: 0, cursors: 0, locks: 0, channels: 0, temporary: 0 })
  await alone.close()
})
