import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Person } from '../../src/domain/person.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { type AccessStore, StoreUnreachableError } from '../../src/store/engine/access.ts'
import { createApp } from '../../src/web/app.tsx'
import { assessed, OTHER_TRADER, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, OTHER_BROKER } from '../support/people/access-people.ts'
import { dependenciesOf, representativeOf } from '../support/people/people.ts'
import { drawUp } from '../support/stores/acts.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'
import { attribute } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
/** A sum that stands nowhere else, as pages and files write it, and what remains of it after a payment. */
const FIGURE = /77[.]?1(31|26)[.,]97/

/** Values for the parameters of routes; the second ones name nothing. */
const PARAMETERS: Record<string, readonly string[]> = {
  voen: [TRADER, OTHER_TRADER],
  ledger: ['vat', 'gold'],
  number: ['A/1', 'A/404'],
  row: ['1', '404'],
  broker: [BROKER, OTHER_BROKER],
  handle: ['x'],
  act: ['1', '404'],
}
const QUERIES = [
  '',
  'from=2026-01-01',
  'from=xx',
  'to=31.02.2026',
  'amount=5',
  'amount=x',
  'before=1',
  'type=gift',
  'q=A/',
]
const KINDS = [
  { kind: 'pages', query: '', headers: {} },
  { kind: 'parts', query: '', headers: asHtmx },
  { kind: 'live updates', query: 'live=0', headers: asHtmx },
  { kind: 'live updates without htmx', query: 'live=0', headers: {} },
]
/** Routes note a visit before they know what of the page was asked for. */
const FEW_KINDS = KINDS.filter(({ kind }) => kind === 'pages' || kind === 'live updates')

const OF_AN_ACCOUNT = [
  '/accounts/:voen',
  '/accounts/:voen/accounting/file',
  '/accounts/:voen/acts/:act',
  '/accounts/:voen/acts/:act/export',
  '/accounts/:voen/debts',
  '/accounts/:voen/debts/export',
  '/accounts/:voen/declarations',
  '/accounts/:voen/declarations/:number{.+}',
  '/accounts/:voen/declarations/export',
  '/accounts/:voen/document',
  '/accounts/:voen/documents/debts',
  '/accounts/:voen/documents/extract',
  '/accounts/:voen/export',
  '/accounts/:voen/ledgers/:ledger',
  '/accounts/:voen/ledgers/:ledger/document',
  '/accounts/:voen/ledgers/:ledger/export',
  '/accounts/:voen/operations',
  '/accounts/:voen/operations/:row',
  '/accounts/:voen/operations/export',
  '/accounts/:voen/pictures',
  '/accounts/:voen/preview',
  '/accounts/:voen/search',
]

function grant({ store, now }: Site, { balances }: { balances: boolean }) {
  const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null, balances, exports: true }
  return grantMandate(store.access, terms, anActor(ACCOUNTANT), now)
}

/** A representative's walk over the routes withdraws the mandate and closes the act, so each test has a site of its own. */
let site: Site
beforeEach(async () => {
  site = await Site.open([
    registered(),
    assessed('A/1', { vat: '77131.97' }, { declarant: BROKER }),
    paidToCode('802001', '1.00'),
  ])
  await drawUp(site.store, TRADER, site.now)
  await grant(site, { balances: true })
})
afterEach(() => site[Symbol.asyncDispose]())

let count = 0
function another(person: Person): Person {
  count += 1
  return { ...person, subject: `person ${count}` }
}

const visitsOf = async ({ subject }: Person) =>
  (await site.rows('access_log')).filter(visit => visit.subject === subject && visit.voen === TRADER).length

/** The paths that a route answers, with each value of each parameter. */
function pathsOf(route: string): string[] {
  const parameter = /:(\w+)(\{[^}]*\})?/.exec(route)
  if (!parameter) return [route.replace('*', 'x')]
  const values = PARAMETERS[parameter[1]!] ?? ['x']
  return values.flatMap(value => pathsOf(route.replace(parameter[0], value)))
}

/** What names nothing in an account is asked for without a query in the reduced matrix. */
function queriesOf(path: string): readonly string[] {
  if (!path.startsWith(ACCOUNT)) return ['', 'q=A/']
  const namesNothing = Object.values(PARAMETERS).some(([, absent]) => absent && path.includes(`/${absent}`))
  return RUNS_ALL || !namesNothing ? QUERIES : ['']
}

describe.each([
  {
    who: 'a representative',
    person: representativeOf(TRADER),
    lists: ['/accounts/:voen/acts/:act/ledgers/:ledger', '/companies', '/search'],
  },
  { who: 'a broker', person: DECLARANT, lists: ['/clients', '/clients/export', '/search'] },
])('what shows figures to $who', ({ person, lists }) => {
  test.each(RUNS_ALL ? KINDS : FEW_KINDS)(
    'is noted on every route and whatever its status, for $kind',
    async ({ query: extra, headers }) => {
      const showing = new Map<string, Set<number>>()
      const unseen: string[] = []
      for (const { method, path: route } of uniqueRoutes()) {
        for (const path of pathsOf(route)) {
          for (const query of queriesOf(path)) {
            const user = another(person)
            const visit = await site.as(user)
            const address = `${path}?${[query, extra].filter(Boolean).join('&')}`
            const { status, text } =
              method === 'GET' ? await visit.get(address, headers) : await visit.post(address, {}, headers)
            if (!FIGURE.test(text)) continue
            showing.set(route, (showing.get(route) ?? new Set()).add(status))
            if ((await visitsOf(user)) === 0) unseen.push(`${method} ${address} ${status}`)
          }
        }
      }
      expect(unseen).toEqual([])
      expect([...showing.keys()].toSorted(), 'the routes that show figures').toEqual(
        [...OF_AN_ACCOUNT, ...lists].toSorted(),
      )
      expect(showing.get('/accounts/:voen'), 'refused filters show figures too').toEqual(new Set([200, 422]))
    },
  )

  function uniqueRoutes() {
    const isPlace = ({ method, path }: { method: string; path: string }) => method !== 'ALL' && !path.endsWith('/*')
    return [...new Map(site.app.routes.filter(isPlace).map(route => [`${route.method} ${route.path}`, route])).values()]
  }
})

describe('what shows no figures', () => {
  test('is not noted: a live update without news, and an account of somebody else', async () => {
    const reader = await site.as(representativeOf(TRADER))
    const update = attribute((await reader.get(ACCOUNT)).html.byId('live-update')!, 'hx-get')!
    const user = another(representativeOf(TRADER))
    const visit = await site.as(user)
    expect((await visit.get(update, asHtmx)).status).toBe(204)
    expect(await visitsOf(user)).toBe(0)

    const stranger = another(representativeOf(OTHER_TRADER))
    const refused = await (await site.as(stranger)).get(`${ACCOUNT}?live=0&from=xx`, asHtmx)
    expect([refused.status, FIGURE.test(refused.text)]).toEqual([404, false])
    expect(await visitsOf(stranger)).toBe(0)
  })

  test('is not noted: a client whose mandate hides its balances', async () => {
    await using hiding = await Site.open([registered(), assessed('A/1', { vat: '77131.97' })])
    await grant(hiding, { balances: false })
    const { status, text } = await (await hiding.as(DECLARANT)).get('/clients')
    expect([status, text.includes(TRADER), FIGURE.test(text)]).toEqual([200, true, false])
    expect((await hiding.rows('access_log')).map(({ action }) => action)).toEqual(['mandate-granted'])
  })
})

describe('a visit that cannot be written', () => {
  function failing(access: AccessStore) {
    const state = { fails: true }
    const write: AccessStore['write'] = work =>
      state.fails ? Promise.reject(new StoreUnreachableError('the disk is away')) : access.write(work)
    return { state, access: { ...access, write } }
  }

  test.each([
    { what: 'a page', path: ACCOUNT, headers: {}, person: representativeOf(TRADER) },
    { what: 'a live update', path: `${ACCOUNT}?live=0&from=xx`, headers: asHtmx, person: representativeOf(TRADER) },
    { what: 'a download', path: `${ACCOUNT}/export`, headers: {}, person: representativeOf(TRADER) },
    { what: 'the list of companies', path: '/companies', headers: {}, person: representativeOf(TRADER) },
    { what: 'the list of clients', path: '/clients', headers: {}, person: DECLARANT },
  ])('makes $what show nothing; the next request writes it', async ({ path, headers, person }) => {
    const { state, access } = failing(site.store.access)
    const app = createApp({ ...dependenciesOf({ ...site.store, access }), clock: () => site.now, log: () => {} })
    const user = another(person)
    const visit = (await site.as(user)).through(app)
    const refused = await visit.get(path, headers)
    expect([refused.status, FIGURE.test(refused.text), await visitsOf(user)]).toEqual([503, false, 0])
    state.fails = false
    expect(FIGURE.test((await visit.get(path, headers)).text)).toBe(true)
    const written = await visitsOf(user)
    expect(written).toBeGreaterThan(0)
    await visit.get(path.replace('/export', ''), headers)
    expect(await visitsOf(user)).toBe(written)
  })
})

describe('many requests at once', () => {
  test.each([
    { path: ACCOUNT, person: representativeOf(TRADER) },
    { path: '/companies', person: representativeOf(TRADER) },
    { path: '/clients', person: DECLARANT },
  ])('of $path are written once, and none is answered before', async ({ path, person }) => {
    const user = another(person)
    const held = Promise.withResolvers<void>()
    let writing = 0
    const write: AccessStore['write'] = async work => {
      writing += 1
      await held.promise
      return site.store.access.write(work)
    }
    const access = { ...site.store.access, write }
    const app = createApp({ ...dependenciesOf({ ...site.store, access }), clock: () => site.now, log: () => {} })
    const visit = (await site.as(user)).through(app)
    let answered = 0
    const asked = Array.from({ length: 10 }, async () => {
      const { text } = await visit.get(path)
      answered += 1
      return FIGURE.test(text)
    })
    await vi.waitUntil(() => writing > 0)
    await setTimeout(100)
    expect([writing, answered]).toEqual([1, 0])
    held.resolve()
    expect(await Promise.all(asked)).toEqual(Array(10).fill(true))
    expect(await visitsOf(user)).toBe(1)
  })

  test('all show nothing when the one that writes fails', async () => {
    const user = another(representativeOf(TRADER))
    let writing = 0
    const write: AccessStore['write'] = async () => {
      writing += 1
      // On a busy machine the last request comes late.
      await setTimeout(500)
      throw new StoreUnreachableError('the disk is away')
    }
    const access = { ...site.store.access, write }
    const app = createApp({ ...dependenciesOf({ ...site.store, access }), clock: () => site.now, log: () => {} })
    const visit = (await site.as(user)).through(app)
    const answers = await Promise.all(Array.from({ length: 10 }, () => visit.get(ACCOUNT)))
    expect(answers.map(({ status, text }) => [status, FIGURE.test(text)])).toEqual(Array(10).fill([503, false]))
    expect([writing, await visitsOf(user)]).toEqual([1, 0])
  })
})
