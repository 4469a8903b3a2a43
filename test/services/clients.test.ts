import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Mandate } from '../../src/domain/mandate.ts'
import { total } from '../../src/domain/money.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { listClients } from '../../src/services/access/clients.ts'
import { listCompanies } from '../../src/services/access/companies.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { LOOP_TURNS } from '../../src/services/turn-queue.ts'
import { saveMandate } from '../../src/store/access/mandates.ts'
import {
  assessed,
  charged,
  OTHER_TRADER,
  on,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, OTHER_BROKER } from '../support/people/access-people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const day = (text: string) => text as PlainDate
const TODAY = day('2026-11-22')
/** An account without operations, and a company without an account. */
const [EMPTY, UNKNOWN] = ['1500000001', '1600000001'] as [Voen, Voen]

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(
    ...[
      registered(),
      registered({ voen: OTHER_TRADER, name: 'Başqa MMC' }),
      registered({ voen: EMPTY, name: 'Boş MMC' }),
    ],
    // Debts of 70.00 and 5.25, an overpayment of 1.50 beside 0.30 that awaits e-service fees, and no advance.
    assessed('A/1', { vat: '100.00' }),
    paidToFund('vat', '30.00'),
    charged('P-1', { fine: '5.25' }),
    paidToFund('excise', '1.50'),
    paidToCode('802001', '0.30', on('2026-05-04')),
    paidToCode('142330', '44.44', { voen: OTHER_TRADER }),
  )
})
afterAll(() => store.close())

const actor = anActor(ACCOUNTANT)
const grant = (voen: Voen, more: Partial<Mandate> = {}) => {
  const terms = { from: day('2026-01-01'), to: null, balances: true, exports: true }
  return grantMandate(store.access, { voen, broker: BROKER, ...terms, ...more }, actor, NOW)
}
const clients = (brokers: readonly Voen[] = [BROKER], today = TODAY) =>
  listClients(store.reader, brokers, today, 'somebody')

describe("a broker's clients", () => {
  beforeAll(async () => {
    await grant(TRADER)
    await grant(OTHER_TRADER, { to: day('2026-12-31'), exports: false })
    await grant(EMPTY)
    await grant(UNKNOWN)
  })

  test('are listed with debt, advance, overpayment and last operation', async () => {
    const terms = { broker: BROKER, balances: true, exports: true, to: null }
    expect(await clients()).toEqual([
      {
        ...terms,
        voen: TRADER,
        name: 'Nümunə Ticarət MMC',
        lastOperationDate: '2026-05-04',
        debt: 7525n,
        advance: 0n,
        overpayment: 180n,
      },
      {
        ...terms,
        voen: EMPTY,
        name: 'Boş MMC',
        lastOperationDate: null,
        debt: 0n,
        advance: 0n,
        overpayment: 0n,
      },
      {
        ...terms,
        voen: UNKNOWN,
        name: null,
        lastOperationDate: null,
        debt: null,
        advance: null,
        overpayment: null,
      },
      {
        ...terms,
        voen: OTHER_TRADER,
        name: 'Başqa MMC',
        lastOperationDate: '2026-03-02',
        exports: false,
        to: '2026-12-31',
        debt: 0n,
        advance: 4444n,
        overpayment: 0n,
      },
    ])
  })

  test('have no amounts when the mandate hides them; these are not read', async () => {
    await grant(TRADER, { balances: false })
    const [client] = await clients()
    expect(client).toEqual({
      voen: TRADER,
      broker: BROKER,
      name: 'Nümunə Ticarət MMC',
      balances: false,
      exports: true,
      to: null,
      debt: null,
      advance: null,
      overpayment: null,
      lastOperationDate: null,
    })
    await grant(TRADER)
  })

  test('are those of today: no future, ended, withdrawn or other broker’s mandates', async () => {
    await grant(TRADER, { from: day('2026-11-23') })
    await grant(EMPTY, { to: day('2026-11-21') })
    await grant(OTHER_TRADER, { broker: OTHER_BROKER })
    await withdrawMandate(store.access, { voen: UNKNOWN, broker: BROKER }, actor, NOW)
    const voens = async (...given: Parameters<typeof clients>) => (await clients(...given)).map(({ voen }) => voen)
    expect(await voens()).toEqual([OTHER_TRADER])
    expect(await voens([BROKER], day('2026-11-21'))).toEqual([EMPTY, OTHER_TRADER])
    expect(await voens([BROKER], day('2026-11-23'))).toEqual([TRADER, OTHER_TRADER])
    expect(await voens([BROKER], day('2027-01-01'))).toEqual([TRADER])
    expect(await voens([OTHER_BROKER])).toEqual([OTHER_TRADER])
    expect(await voens([BROKER, OTHER_BROKER])).toEqual([OTHER_TRADER, OTHER_TRADER])
    expect(await voens([])).toEqual([])
    expect(await voens(['9999999991' as Voen])).toEqual([])
    expect(await voens([`${BROKER}' or '1' = '1` as Voen])).toEqual([])
  })

  test('match the mandates (property)', async () => {
    const voen = fc.constantFrom(TRADER, OTHER_TRADER, EMPTY, UNKNOWN)
    const date = fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23').map(day)
    const mandate = fc
      .record({
        voen,
        broker: fc.constantFrom(BROKER, OTHER_BROKER),
        from: date,
        to: fc.option(date),
        balances: fc.boolean(),
        exports: fc.boolean(),
        withdrawn: fc.boolean(),
      })
      .filter(({ from, to }) => to === null || from <= to)
    const mandates = fc.uniqueArray(mandate, { selector: ({ voen, broker }) => `${voen} ${broker}`, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(mandates, date, async (mandates, today) => {
        await store.access.write(async trx => {
          for (const voen of [TRADER, OTHER_TRADER, EMPTY, UNKNOWN]) {
            for (const broker of [BROKER, OTHER_BROKER]) {
              const terms = { from: today, to: null, balances: true, exports: true }
              const given = mandates.find(mandate => mandate.voen === voen && mandate.broker === broker)
              await saveMandate(trx, given ?? { voen, broker, ...terms, withdrawn: true }, { by: 'somebody', at: NOW })
            }
          }
        })
        const expected = mandates
          .filter(({ withdrawn, from, to }) => !withdrawn && from <= today && (to === null || today <= to))
          .map(({ voen, broker, balances, exports, to }) => ({ voen, broker, balances, exports, to }))
        const found = await clients([OTHER_BROKER, BROKER], today)
        const key = ({ voen, broker }: { voen: Voen; broker: Voen }) => `${broker} ${voen}`
        expect(found.map(key)).toEqual(expected.map(key).toSorted())
        for (const { debt, advance, overpayment, lastOperationDate, name, ...terms } of found) {
          expect(expected).toContainEqual(terms)
          expect(debt !== null && advance !== null && overpayment !== null).toBe(terms.balances && name !== null)
          if (!terms.balances) expect(lastOperationDate).toBeNull()
        }
      }),
      { numRuns: 60 },
    )
  })

  test('are read some hundreds at a time, and others have a turn after each', async () => {
    const [one, other] = ['3900000011', '3900000012'] as [Voen, Voen]
    const voens = Array.from({ length: 2500 }, (_, index) => `${400_000_000 + index}1` as Voen)
    const given = voens.flatMap((voen, index) =>
      index % 5 === 0 ? [[voen, one] as const, [voen, other] as const] : [[voen, one] as const],
    )
    await store.access.write(async trx => {
      const terms = { from: TODAY, to: null, balances: true, exports: true, withdrawn: false }
      for (const [voen, broker] of given)
        await saveMandate(trx, { voen, broker, ...terms }, { by: 'somebody', at: NOW })
    })
    const events: string[] = []
    const watched: typeof store.reader = {
      snapshot: async (whose, read) => {
        const result = await store.reader.snapshot(whose, read)
        events.push(`${(result as unknown[]).length} read`)
        return result
      },
    }
    let isListed = false
    const listing = listClients(watched, [other, one], TODAY, 'somebody')
    const turns = (async () => {
      while (!isListed) {
        await LOOP_TURNS.take('another')
        if (events.at(-1) !== 'turn of another') events.push('turn of another')
      }
    })()
    const found = await listing
    isListed = true
    await turns
    const key = ([voen, broker]: readonly [Voen, Voen]) => `${broker} ${voen}`
    expect(found.map(({ voen, broker }) => key([voen, broker]))).toEqual(given.map(key).toSorted())
    const read = events.filter(event => event.endsWith('read'))
    expect(read).toEqual([...Array(12).fill('250 read'), '0 read'])
    const between = events.slice(events.indexOf(read[0]!), events.lastIndexOf('250 read'))
    expect(between).toEqual(Array(11).fill(['250 read', 'turn of another']).flat())
  })
})

describe("a person's own companies", () => {
  test('are summarised when they have an account', async () => {
    const found = await listCompanies(store.reader, [OTHER_TRADER, TRADER, UNKNOWN, EMPTY])
    expect(found.size).toBe(3)
    expect(found.get(TRADER)).toEqual({
      voen: TRADER,
      name: 'Nümunə Ticarət MMC',
      entries: 6,
      debt: 7525n,
      balance: 180n,
      lastOperationDate: '2026-05-04',
    })
    expect(found.get(OTHER_TRADER)).toMatchObject({ debt: 0n, balance: 4444n })
    expect(found.get(EMPTY)).toEqual({
      voen: EMPTY,
      name: 'Boş MMC',
      entries: 0,
      debt: 0n,
      balance: 0n,
      lastOperationDate: null,
    })
    expect(total([...found.values()].map(({ debt }) => debt))).toBe(7525n)
  })

  test('are empty for a person without companies', async () => {
    expect(await listCompanies(store.reader, [])).toEqual(new Map())
    expect(await listCompanies(store.reader, [UNKNOWN])).toEqual(new Map())
  })
})
