import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { LEDGERS, type Ledger } from '../../src/domain/fund.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { kindSumsOf } from '../../src/domain/movements.ts'
import { NO_CONDITIONS, NO_FILTER, type StatementFilter } from '../../src/domain/statement-filter.ts'
import { OLDEST } from '../../src/services/page.ts'
import { openStatementWalk, walkLedger } from '../../src/services/statement/exports.ts'
import { openStatementExtract } from '../../src/services/statement/extract.ts'
import { readLedger } from '../../src/services/statement/read-ledger.ts'
import { readOperations } from '../../src/services/statement/read-operations.ts'
import { FIRST_ROWS } from '../../src/store/ledger/payment-ranges.ts'
import {
  assessed,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { all } from '../support/stores/service.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'

const DAY_MS = 86_400_000
const TODAY = '2026-06-30' as PlainDate
const dayOf = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * DAY_MS).toISOString().slice(0, 10) as PlainDate

const moved = (type: string, id: string, more: EventObject): EventObject => ({
  type,
  id,
  voen: TRADER,
  amount: '1',
  ...more,
})

/** One day's events. Payments come up to five weeks before they are booked, and some after it. */
function eventsOf(day: number): EventObject[] {
  const occurredAt = `${dayOf(day)}T12:00:00+04:00`
  const paid = { occurredAt, paidOn: dayOf(day - ((day * 7) % 36) + 2) }
  const numbers = Array.from({ length: 4 }, (_, index) => `D/${day}/${index}`)
  return [
    ...numbers.map(number => assessed(number, { 'customs-duty': '2', vat: '3' }, { occurredAt })),
    paidByNumber(numbers[0]!, '5', paid),
    paidByNumber(numbers[1]!, '6', paid),
    paidToCode('142330', '4', { ...paid, channel: day % 3 === 0 ? 'treasury' : 'bank' }),
    paidToFund('vat', '2', { ...paid, channel: 'vat-deposit' }),
    paidToFund('other', '9', { ...paid, channel: 'hop' }),
    moved('overpayment.refunded', `refund-${day}`, { ledger: 'other', ...paid }),
    moved('overpayment.transferred', `transfer-${day}`, { from: 'other', to: 'fine', occurredAt }),
  ]
}

let store: TestStore
const rows = new Map<Ledger, LedgerEntry[]>()
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(registered({ occurredAt: '2025-12-31T12:00:00+04:00' }))
  for (let day = 0; day < 150; day += 1) {
    const { outcomes } = await store.deliver(...eventsOf(day))
    expect(outcomes.every(({ became }) => became === 'applied')).toBe(true)
  }
  const everything = { ...NO_CONDITIONS, after: 0, upTo: Number.MAX_SAFE_INTEGER }
  for (const ledger of LEDGERS)
    rows.set(ledger, await all(walkLedger(store.reader, { voen: TRADER, ledger, ...everything })))
  expect([...rows.values()].flat().length).toBeGreaterThan(FIRST_ROWS * 1.4)
}, 120_000)
afterAll(() => store.close())

/** The rule of the filter, row by row. */
const passes =
  ({ from, to, type, channel, paidFrom, paidTo }: StatementFilter) =>
  (row: LedgerEntry) =>
    (!from || row.operationDate >= from) &&
    (!to || row.operationDate <= to) &&
    (!type || row.type === type) &&
    (!channel || row.channel === channel) &&
    (!paidFrom || (row.paymentDate ?? '') >= paidFrom) &&
    (!paidTo || (row.paymentDate ?? '9') <= paidTo)

const MARCH = { from: dayOf(59), to: dayOf(89) }
const SPRING = { paidFrom: dayOf(80), paidTo: dayOf(110) }
const FILTERS: readonly Partial<StatementFilter>[] = [
  { channel: 'bank' },
  { channel: 'treasury', ...MARCH },
  { channel: 'hop', type: 'hop-payment' },
  SPRING,
  { ...SPRING, ...MARCH },
  { ...SPRING, channel: 'hop' },
  { ...SPRING, type: 'advance-drawdown' },
  { ...SPRING, type: 'refund' },
  { paidFrom: dayOf(140) },
  { paidTo: dayOf(3), from: dayOf(20) },
  { type: 'assessment', channel: 'bank' },
]

test.each(FILTERS.map(filter => [JSON.stringify(filter), { ...NO_FILTER, ...filter }] as const))(
  'a large account filtered by %s has the rows that a reader of all rows would choose, and their sums',
  async (_, filter) => {
    const { reader } = store
    const walk = (await openStatementWalk(reader, { voen: TRADER, ledgers: LEDGERS, filter, today: TODAY }))!
    const chosen: LedgerEntry[] = []
    for (const [index, ledger] of LEDGERS.entries()) {
      const expected = rows.get(ledger)!.filter(passes(filter))
      chosen.push(...expected)
      const page = (await readLedger(reader, { voen: TRADER, ledger, filter }))!
      const sumOf = (type: string) =>
        expected.reduce((sum, row) => sum + (row.type === type ? BigInt(row.amount) : 0n), 0n)
      expect(page.selected).toEqual({ count: expected.length, sums: kindSumsOf(ledger, sumOf) })
      expect(page.entries).toEqual(expected.toReversed().slice(0, 25))
      if (page.older) {
        const next = (await readLedger(reader, { voen: TRADER, ledger, filter, cursor: page.older }))!
        expect(next.entries).toEqual(expected.toReversed().slice(25, 50))
      }
      const last = (await readLedger(reader, { voen: TRADER, ledger, filter, cursor: OLDEST, size: 50 }))!
      expect(last.entries).toEqual(expected.slice(0, expected.length % 50 || 50).toReversed())
      expect(await all(walk.ledgers[index]!.walk())).toEqual(expected)
    }
    chosen.sort((one, other) => one.seq - other.seq)
    const asked = { voen: TRADER, filter, size: 50, cursor: null }
    const operations = (await readOperations(reader, { ...asked, ascending: true }))!
    expect([operations.count, operations.entries]).toEqual([chosen.length, chosen.slice(0, 50)])
    const request = { voen: TRADER, ledgers: LEDGERS, filter, today: TODAY, max: 30 }
    const extract = (await openStatementExtract(reader, request))!
    const printed = await Promise.all(extract.ledgers.map(ledger => all(ledger.walk())))
    expect(printed.flat().sort((one, other) => one.seq - other.seq)).toEqual(chosen.slice(-30))
  },
)
