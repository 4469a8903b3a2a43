import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import type { Mandate } from '../../src/domain/mandate.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { assessed, charged, type EventObject, paidToCode, paidToFund, registered } from '../support/oracle/events.ts'
import { representativeOf, SOMEBODY } from '../support/people/people.ts'
import { drawUp } from '../support/stores/acts.ts'
import { kind } from '../support/stores/store-places.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'
import { asHtmx, Site, type Visit } from '../web/site.ts'

const ACCOUNTS = 50
const PEOPLE = 50
/** Random requests of the whole matrix. PostgreSQL takes ten times as long for the same pages. */
const RANDOM_REQUESTS = kind() === 'postgres' ? 5000 : 100_000
const CONCURRENCY = 16

const voenOf = (account: number) => `31${String(account).padStart(2, '0')}000001`.padEnd(10, '1') as Voen
const numbers = Array.from({ length: ACCOUNTS }, (_, account) => account)

/** Every text of an account carries its mark; the declarations that a broker filed carry the broker's mark too. */
const mark = (account: number) => `QX${String(account).padStart(2, '0')}Z`
const MARKS = /QX(\d\d)Z(?:-B(\d\d)-)?/g
const ownDeclaration = (account: number) => `${mark(account)}/OWN`
const filedDeclaration = (account: number, broker: number) => `${mark(account)}-B${String(broker).padStart(2, '0')}-/1`

/** The first ten companies are brokers as well. */
const BROKERS = numbers.slice(0, 10)

function eventsOf(account: number): EventObject[] {
  const voen = voenOf(account)
  const payer = { voen }
  return [
    registered({ voen, name: `${mark(account)} MMC` }),
    paidToCode('142330', `${account + 1}000.07`, payer),
    assessed(ownDeclaration(account), { vat: `${account + 1}11.13`, fine: '5.00' }, payer),
    ...BROKERS.map(broker =>
      assessed(filedDeclaration(account, broker), { 'customs-duty': '7.77' }, { ...payer, declarant: voenOf(broker) }),
    ),
    charged(`${mark(account)}-ACT`, { fine: '99999.99' }, payer),
    paidToFund('excise', '3.21', payer),
  ]
}

const DAY = '2026-04-20' as PlainDate

const world = fc.record({
  companies: fc.array(fc.uniqueArray(fc.nat(ACCOUNTS - 1), { maxLength: 3 }), { minLength: PEOPLE, maxLength: PEOPLE }),
  mandates: fc.uniqueArray(
    fc.record({
      account: fc.nat(ACCOUNTS - 1),
      broker: fc.nat(BROKERS.length - 1),
      ended: fc.boolean(),
      balances: fc.boolean(),
      exports: fc.boolean(),
    }),
    { selector: ({ account, broker }) => `${account} ${broker}`, minLength: 80, maxLength: 120 },
  ),
})

const date = fc.constantFrom('', '2026-01-01', '2026-12-31', '1.3.26', 'x')
const query = fc
  .record({
    from: date,
    to: date,
    type: fc.constantFrom('', 'assessment', 'advance-drawdown', 'gift'),
    declaration: fc.oneof(fc.constant(''), fc.nat(ACCOUNTS - 1).map(ownDeclaration)),
  })
  .map(fields => new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== '')).toString())

const PLACES = [
  ...[
    '',
    '/export',
    '/document',
    '/preview?amount=100',
    '/debts',
    '/debts/export',
    '/debts/interest',
    '/debts/interest/export',
    '/debts/estimate?value=1&rate=1',
    '/debts/chosen?charge=1.1',
    '/pictures',
    '/declarations',
    '/declarations/export',
  ],
  ...['/acts', '/acts/1', '/acts/1/ledgers/vat', '/acts/1/objections?ledger=vat&line=settled'],
  ...['/mandates', '/access-log', '/nothing', '/search?q=QX', '/search?q=7,77', '/operations', '/operations/1'],
  '/operations/export',
  ...LEDGERS.flatMap(ledger => ['', '/export', '/document'].map(part => `/ledgers/${ledger}${part}`)),
]

/** Places in an account, and declarations of any account. */
const place = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PLACES) },
  fc.nat(ACCOUNTS - 1).map(account => `/declarations/${ownDeclaration(account)}`),
  fc
    .tuple(fc.nat(ACCOUNTS - 1), fc.constantFrom(...BROKERS))
    .map(([account, broker]) => `/declarations/${filedDeclaration(account, broker)}`),
)
const PLACES_OUTSIDE = ['/', '/companies', '/clients', '/clients/export', '/sessions', '/search?q=QX', '/search?q=7,77']
const address = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(fc.nat(ACCOUNTS - 1), place).map(([account, place]) => `/accounts/${voenOf(account)}${place}`),
  },
  { weight: 1, arbitrary: fc.constantFrom(...PLACES_OUTSIDE) },
)

interface AccountRequest {
  readonly who: number
  readonly path: string
  readonly query: string
  /** Asks for the fragment that htmx asks for. */
  readonly part: boolean
}

const request: fc.Arbitrary<AccountRequest> = fc.record({
  who: fc.nat(PEOPLE - 1),
  path: address,
  query,
  part: fc.boolean(),
})

let site: Site
const people: { person: Person; visit: Visit }[] = []
let mandates: Mandate[]
beforeAll(async () => {
  site = await Site.open(numbers.flatMap(eventsOf))
  for (const account of numbers) await drawUp(site.store, voenOf(account), site.now)
  const [drawn] = fc.sample(world, { numRuns: 1, seed: 20260420 })
  for (const [index, companies] of drawn!.companies.entries()) {
    // Their names are the provider's, and no account's own.
    const person = { ...representativeOf(...companies.map(voenOf)), subject: `person-${index}` }
    people.push({ person, visit: await site.as(person) })
  }
  mandates = drawn!.mandates
    .filter(({ account, broker }) => account !== broker)
    .map(({ account, broker, ended, balances, exports }) => ({
      voen: voenOf(account),
      broker: voenOf(broker),
      balances,
      exports,
      withdrawn: false,
      from: '2026-01-01' as PlainDate,
      to: ended ? ('2026-04-19' as PlainDate) : null,
    }))
  for (const mandate of mandates) await grantMandate(site.store.access, mandate, SOMEBODY, site.now)
})
afterAll(() => site[Symbol.asyncDispose]())

const holds = ({ companies }: Person, broker: Voen) => companies.some(({ voen }) => voen === broker)
const isValid = ({ to }: Mandate) => to === null || to >= DAY

/** The access rule, written again without the product's code. `filedBy` is the broker that filed the declaration. */
function mayRead(person: Person, account: number, filedBy: number | null): boolean {
  if (holds(person, voenOf(account))) return true
  return mandates.some(mandate => {
    if (mandate.voen !== voenOf(account) || !isValid(mandate) || !holds(person, mandate.broker)) return false
    return mandate.balances || (filedBy !== null && voenOf(filedBy) === mandate.broker)
  })
}

/** Brokers see the names of their clients, whatever else a mandate allows. */
function isClient(person: Person, account: number): boolean {
  return mandates.some(mandate => mandate.voen === voenOf(account) && isValid(mandate) && holds(person, mandate.broker))
}

/** Whoever sees a whole account sees the names of the brokers that filed its declarations: here each has all of them. */
function isFiler(person: Person, account: number): boolean {
  return BROKERS.includes(account) && numbers.some(other => mayRead(person, other, null))
}

const isName = (text: string, at: number) => text.startsWith(' MMC', at)

/** Sends the requests, and expects that no answer shows a text its reader may not read, and that none fails. */
async function expectIsolation(requests: readonly AccountRequest[]) {
  const statuses: Record<number, number> = {}
  const marks = new Set<string>()
  const leaks: string[] = []
  const send = async ({ who, path, query, part }: AccountRequest) => {
    const { person, visit } = people[who]!
    const url = query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`
    const response = await visit.request(url, part ? asHtmx : {})
    const text = await response.text()
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
    // An answer may repeat the request.
    const shown = [...text.matchAll(MARKS)].filter(([word]) => !decodeURIComponent(url).includes(word))
    for (const { 0: word, 1: account, 2: filedBy, index } of shown) {
      marks.add(word)
      const isKnown = isClient(person, Number(account)) || isFiler(person, Number(account))
      const knows = isName(text, index + word.length) && isKnown
      if (!knows && !mayRead(person, Number(account), filedBy === undefined ? null : Number(filedBy))) {
        leaks.push(`${person.subject} read ${word} at ${url}`)
      }
    }
  }
  for (let from = 0; from < requests.length && leaks.length === 0; from += CONCURRENCY) {
    await Promise.all(requests.slice(from, from + CONCURRENCY).map(send))
  }
  expect(leaks).toEqual([])
  expect(Object.keys(statuses).filter(status => Number(status) >= 500)).toEqual([])
  return { statuses, marks }
}

/** Pairs with one relation have the same rights: own account or not, and the mandates held, with their conditions. */
function relationOf(person: Person, account: number): string {
  const held = mandates
    .filter(({ voen, broker }) => voen === voenOf(account) && holds(person, broker))
    .map(
      ({ balances, exports, to }) => `${balances ? 'whole' : 'own'}${exports ? '+exports' : ''}${to ? ' ended' : ''}`,
    )
  return [holds(person, voenOf(account)) ? 'owner' : 'other', ...held.sort()].join(', ')
}

/** For each relation of a person to an account, the first pair that has it. */
function pairByRelation(): Map<string, { who: number; account: number }> {
  const pairs = people.flatMap(({ person }, who) =>
    numbers.map(account => [relationOf(person, account), { who, account }] as const),
  )
  return new Map(pairs.reverse())
}

/** Every place in an account, its declarations and another account's declarations under its address. */
function pathsIn(account: number): string[] {
  const other = (account + 1) % ACCOUNTS
  const declarations = [
    ownDeclaration(account),
    ownDeclaration(other),
    ...BROKERS.flatMap(broker => [filedDeclaration(account, broker), filedDeclaration(other, broker)]),
  ]
  return [...PLACES, ...declarations.map(number => `/declarations/${number}`)].map(
    place => `/accounts/${voenOf(account)}${place}`,
  )
}

const MANDATE_RELATIONS = ['own', 'own+exports', 'whole', 'whole+exports'].flatMap(kind => [kind, `${kind} ended`])

test('nobody reads a byte of another account, whatever the relation to the account and the place in it', async () => {
  const pairs = pairByRelation()
  const relations = ['other', 'owner', ...MANDATE_RELATIONS.map(relation => `other, ${relation}`)]
  expect([...pairs.keys()]).toEqual(expect.arrayContaining(relations))
  const requests = [...pairs.values()].flatMap(({ who, account }) =>
    [...PLACES_OUTSIDE, ...pathsIn(account)].flatMap(path => [
      { who, path, query: '', part: false },
      { who, path, query: '', part: true },
      { who, path, query: 'from=2026-01-01&type=assessment', part: false },
      { who, path, query: 'from=x', part: true },
    ]),
  )
  const { statuses, marks } = await expectIsolation(requests)
  // Fewer would mean that the requests prove little.
  expect(statuses[200]).toBeGreaterThan(requests.length / 10)
  expect(statuses[404]).toBeGreaterThan(requests.length / 10)
  expect(marks.size).toBeGreaterThan(ACCOUNTS)
}, 600_000)

if (RUNS_ALL) {
  test(`${RANDOM_REQUESTS} random requests show nobody a byte of another account`, async () => {
    const { statuses, marks } = await expectIsolation(fc.sample(request, { numRuns: RANDOM_REQUESTS, seed: 20260421 }))
    expect(statuses[200]).toBeGreaterThan(RANDOM_REQUESTS / 50)
    expect(statuses[404]).toBeGreaterThan(RANDOM_REQUESTS / 10)
    expect(marks.size).toBeGreaterThan(ACCOUNTS)
  }, 600_000)
}

test('the mark of an account that a person may not read is recognised', () => {
  const { person } = people[0]!
  const foreign = numbers.find(account => !mayRead(person, account, null))!
  expect([...`x ${ownDeclaration(foreign)} y`.matchAll(MARKS)]).toHaveLength(1)
  expect(mayRead(person, foreign, null)).toBe(false)
})
