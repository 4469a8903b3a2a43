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
import { kind } from '../support/stores/store-places.ts'
import { asHtmx, Site, type Visit } from '../web/site.ts'

const ACCOUNTS = 50
const PEOPLE = 50
/** A PostgreSQL server takes ten times as long, and the pages are the same. */
const REQUESTS = kind() === 'postgres' ? 5000 : 100_000
const AT_ONCE = 16

const voenOf = (account: number) => `31${String(account).padStart(2, '0')}000001`.padEnd(10, '1') as Voen
const numbers = Array.from({ length: ACCOUNTS }, (_, account) => account)

/** Whatever is an account's own carries its mark; what a broker filed, the broker's mark too. */
const mark = (account: number) => `QX${String(account).padStart(2, '0')}Z`
const MARKS = /QX(\d\d)Z(?:-B(\d\d)-)?/g
const ownDeclaration = (account: number) => `${mark(account)}/OWN`
const filedDeclaration = (account: number, broker: number) => `${mark(account)}-B${String(broker).padStart(2, '0')}-/1`

/** The first ten companies are brokers as well. */
const BROKERS = numbers.slice(0, 10)

function storyOf(account: number): EventObject[] {
  const voen = voenOf(account)
  const whose = { voen }
  return [
    registered({ voen, name: `${mark(account)} MMC` }),
    paidToCode('142330', `${account + 1}000.07`, whose),
    assessed(ownDeclaration(account), { vat: `${account + 1}11.13`, fine: '5.00' }, whose),
    ...BROKERS.map(broker =>
      assessed(filedDeclaration(account, broker), { 'customs-duty': '7.77' }, { ...whose, declarant: voenOf(broker) }),
    ),
    charged(`${mark(account)}-ACT`, { fine: '99999.99' }, whose),
    paidToFund('excise', '3.21', whose),
  ]
}

const DAY = '2026-04-20' as PlainDate

/** Who may see what: drawn once, from a seed that a failure tells. */
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

/** Where in an account: also at what another has. */
const place = fc.oneof(
  fc.constantFrom('', '/export', '/declarations', '/declarations/export', '/mandates', '/access-log', '/nothing'),
  fc.constantFrom(...LEDGERS).map(ledger => `/ledgers/${ledger}`),
  fc.constantFrom(...LEDGERS).map(ledger => `/ledgers/${ledger}/export`),
  fc.nat(ACCOUNTS - 1).map(account => `/declarations/${ownDeclaration(account)}`),
  fc
    .tuple(fc.nat(ACCOUNTS - 1), fc.constantFrom(...BROKERS))
    .map(([account, broker]) => `/declarations/${filedDeclaration(account, broker)}`),
)
const address = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(fc.nat(ACCOUNTS - 1), place).map(([account, place]) => `/accounts/${voenOf(account)}${place}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('/', '/companies', '/clients', '/sessions') },
)
const request = fc.record({ who: fc.nat(PEOPLE - 1), path: address, query, part: fc.boolean() })

let site: Site
const people: { person: Person; visit: Visit }[] = []
let mandates: Mandate[]
beforeAll(async () => {
  site = await Site.open(numbers.flatMap(storyOf))
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

/** Told anew here, without the product's own words: whose marks a person may ever read. */
function mayRead({ companies }: Person, account: number, filedBy: number | null): boolean {
  const mine = new Set(companies.map(({ voen }) => voen))
  if (mine.has(voenOf(account))) return true
  return mandates.some(({ voen, broker, to, balances }) => {
    const holds = voen === voenOf(account) && mine.has(broker) && (to === null || to >= DAY)
    return holds && (balances || (filedBy !== null && voenOf(filedBy) === broker))
  })
}

/** The names of companies are for whoever has a mandate: a broker knows its clients. */
const isName = (text: string, at: number) => text.startsWith(' MMC', at)

test(`${REQUESTS} requests of ${PEOPLE} people for ${ACCOUNTS} accounts show nobody a byte of another’s`, async () => {
  const asked = fc.sample(request, { numRuns: REQUESTS, seed: 20260421 })
  const statuses: Record<number, number> = {}
  const seen = new Set<string>()
  const strange: string[] = []
  const ask = async ({ who, path, query, part }: (typeof asked)[number]) => {
    const { person, visit } = people[who]!
    const response = await visit.request(query ? `${path}?${query}` : path, part ? asHtmx : {})
    const text = await response.text()
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
    // What was asked for may be said again.
    const told = [...text.matchAll(MARKS)].filter(([word]) => !decodeURIComponent(`${path}${query}`).includes(word))
    for (const { 0: word, 1: account, 2: filedBy, index } of told) {
      seen.add(word)
      const knows = isName(text, index + word.length) && isClient(person, Number(account))
      if (!knows && !mayRead(person, Number(account), filedBy === undefined ? null : Number(filedBy))) {
        strange.push(`${person.subject} read ${word} at ${path}?${query}`)
      }
    }
  }
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    await Promise.all(asked.slice(from, from + AT_ONCE).map(ask))
    if (strange.length > 0) break
  }
  expect(strange).toEqual([])
  // It means something: much was shown, much was refused, and nothing failed.
  expect(
    Object.keys(statuses)
      .map(Number)
      .filter(status => status >= 500),
  ).toEqual([])
  expect(statuses[200]).toBeGreaterThan(REQUESTS / 50)
  expect(statuses[404]).toBeGreaterThan(REQUESTS / 10)
  expect(seen.size).toBeGreaterThan(ACCOUNTS)
}, 600_000)

function isClient({ companies }: Person, account: number): boolean {
  const holds = ({ voen, to }: Mandate) => voen === voenOf(account) && (to === null || to >= DAY)
  return mandates.some(mandate => holds(mandate) && companies.some(({ voen }) => voen === mandate.broker))
}

test('a mark of another’s would be found', () => {
  const { person } = people[0]!
  const foreign = numbers.find(account => !mayRead(person, account, null))!
  expect([...`x ${ownDeclaration(foreign)} y`.matchAll(MARKS)]).toHaveLength(1)
  expect(mayRead(person, foreign, null)).toBe(false)
})
