import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { Allocation } from '../../src/domain/allocation.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { toAllocationsCsv } from '../../src/export/allocations-csv.ts'
import { readAccount } from '../../src/services/statement/accounts.ts'
import {
  type OperationStatement,
  PART_PAGE_SIZE,
  type PartPage,
  readOperation,
} from '../../src/services/statement/read-operation.ts'
import { walkAllocations } from '../../src/store/ledger/allocations.ts'
import { walkAccountEntries } from '../../src/store/ledger/entry-ranges.ts'
import {
  assessed,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

type List = 'own' | 'uses' | 'closed'

/** All pages of one list of an operation. */
async function partsOf(store: TestStore, operation: OperationStatement, list: List): Promise<Allocation[]> {
  const { voen, seq } = operation.entry
  const parts: Allocation[] = []
  let page: PartPage = operation[list]
  for (;;) {
    parts.push(...page.parts.map(({ allocation }) => allocation))
    if (page.next === null) return parts
    const start = list === 'own' ? { ownAfter: page.next } : { after: page.next }
    page = (await readOperation(store.reader, { voen, seq, ...start }))![list]
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)
const sumOf = (parts: readonly Allocation[]) => sum(parts.map(({ amount }) => amount))

/** The accounts of the demonstration's accountant and director, the largest first. */
const TRADERS = ['2899061361', '8654473551', '9741469121', '4668184441'] as Voen[]

/** A server answers a few questions in the time in which a file answers thousands, so it walks two small accounts. */
const SMALL_TRADERS = ['1319867771', '6283899121'] as Voen[]

const WALKED = RUNS_ALL || inject('storeKind') === 'sqlite' ? TRADERS : SMALL_TRADERS

describe('the operations of the demonstration', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
    await loadDemonstration(store, () => NOW)
  })
  afterAll(() => store.close())

  test.each(WALKED)('of %s each show what the command `allocations` prints, and add up to their row', async voen => {
    const { entries: last } = (await readAccount(store.reader, voen))!.account
    const printed: Allocation[] = []
    for await (const batch of walkAllocations(store.exporter, voen, last)) printed.push(...batch)
    const [byCharge, bySource] = [
      Map.groupBy(printed, ({ chargedRow }) => chargedRow),
      Map.groupBy(printed, ({ sourceRow }) => sourceRow),
    ]
    const entries: LedgerEntry[] = []
    for await (const batch of walkAccountEntries(store.exporter, voen, last)) entries.push(...batch)
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, index) => index + 1))

    const shown: Allocation[] = []
    for (const entry of entries) {
      const operation = (await readOperation(store.reader, { voen, seq: entry.seq }))!
      expect(operation.entry).toEqual(entry)
      const [own, uses, closed] = [
        await partsOf(store, operation, 'own'),
        await partsOf(store, operation, 'uses'),
        await partsOf(store, operation, 'closed'),
      ]
      const isOtherSide = entry.type === 'advance-drawdown' && entry.ledger === 'advance'
      if (!isOtherSide) shown.push(...own)
      if (own.length > 0) expect([entry.seq, sumOf(own)]).toEqual([entry.seq, entry.amount])
      expect(toAllocationsCsv(closed)).toBe(toAllocationsCsv(byCharge.get(entry.seq) ?? []))
      const { charge, source } = operation
      expect([entry.seq, charge !== null]).toEqual([entry.seq, entry.type === 'assessment'])
      if (charge) {
        const closing = closed.filter(({ type }) => type !== 'reduction')
        const reducing = closed.filter(({ type }) => type === 'reduction')
        const unsettled = reducing.filter(({ effect }) => effect === 'overpayment')
        expect([charge.amount, charge.reduced, charge.settled]).toEqual([
          entry.amount,
          sumOf(reducing),
          sumOf(closing) - sumOf(unsettled),
        ])
      }
      if (source) {
        expect(toAllocationsCsv(uses)).toBe(toAllocationsCsv(bySource.get(entry.seq) ?? []))
        expect(source.used).toBe(sumOf(uses))
      }
      const ofEvent = entries.filter(({ eventId, type }) => eventId === entry.eventId && !SETTLEMENTS.includes(type))
      expect(operation.booked).toEqual(ofEvent)
      expect(operation.event?.id).toBe(entry.eventId)
      for (const { entry, charged, source } of [...operation.own.parts, ...operation.uses.parts]) {
        for (const row of [entry, charged, source]) if (row) expect(row).toEqual(entries[row.seq - 1])
      }
    }
    expect(toAllocationsCsv(shown)).toBe(toAllocationsCsv(printed))
  })
})

const SETTLEMENTS: readonly string[] = ['overpayment-offset', 'advance-drawdown']

describe('an event that closes more debts than a page shows', () => {
  const COUNT = 2 * PART_PAGE_SIZE + 3
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
    await store.deliver(
      registered(),
      registered({ voen: OTHER_TRADER }),
      ...Array.from({ length: COUNT }, (_, nth) => assessed(`D/${nth}`, { 'customs-duty': '1.00', vat: '2.00' })),
      paidToCode('142330', `${3 * COUNT}.00`, { id: 'large' }),
    )
  })
  afterAll(() => store.close())

  const read = (seq: number, voen = TRADER) => readOperation(store.reader, { voen, seq })
  const payment = 2 * COUNT + 1

  test('names its payment on the page of its last row, hundreds of rows later', async () => {
    const { account } = (await readAccount(store.reader, TRADER))!
    expect(account.entries).toBe(payment + 4 * COUNT)
    for (const seq of [payment, payment + 1, payment + 2, payment + 4 * COUNT - 1, account.entries]) {
      expect((await read(seq))!.booked.map(({ seq }) => seq)).toEqual([payment])
    }
    expect((await read(1))!.booked.map(({ seq }) => seq)).toEqual([1, 2])
    expect((await read(payment - 1))!.booked.map(({ seq }) => seq)).toEqual([payment - 2, payment - 1])
  })

  test('shows each debt once, page after page, oldest document first', async () => {
    const operation = (await read(payment))!
    expect(operation.uses.parts).toHaveLength(PART_PAGE_SIZE)
    const uses = await partsOf(store, operation, 'uses')
    expect(uses.map(({ chargedRow }) => chargedRow)).toEqual(Array.from({ length: 2 * COUNT }, (_, nth) => nth + 1))
    expect(sumOf(uses)).toBe(operation.entry.amount)
  })

  test('is of its own account only', async () => {
    expect(await read(payment, OTHER_TRADER)).toBeNull()
    expect(await read(payment + 4 * COUNT + 1)).toBeNull()
    expect(await read(0)).toBeNull()
  })
})

test('a payment whose payer was not known says when it arrived, and when it was assigned', async () => {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const unknown = { id: 'unknown', voen: undefined, occurredAt: '2026-03-01T10:00:00+04:00' }
  const assignment = { type: 'payment.assigned', id: 'assigned', occurredAt: '2026-03-05T09:00:00+04:00' }
  await store.deliver(registered(), paidToCode('142330', '5.00', unknown))
  await store.deliver({ ...assignment, voen: TRADER, payment: 'unknown', code: '142330' })
  const { event } = (await readOperation(store.reader, { voen: TRADER, seq: 1 }))!
  expect([event!.id, event!.type, event!.occurredAt.toISOString()]).toEqual([
    'assigned',
    'payment.assigned',
    '2026-03-05T05:00:00.000Z',
  ])
  expect([event!.assigned!.id, event!.assigned!.occurredAt.toISOString()]).toEqual([
    'unknown',
    '2026-03-01T06:00:00.000Z',
  ])
})

test('a payment by number is whole on the page of each of its rows, with what was left', async () => {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  await store.deliver(
    registered(),
    assessed('A', { 'customs-duty': '10.00', vat: '20.00', 'eservice-fee': '1.00' }),
    paidToFund('vat', '5.00'),
    paidByNumber('A', '30.00'),
  )
  const rows = [6, 7, 8]
  for (const seq of rows) {
    const { booked } = (await readOperation(store.reader, { voen: TRADER, seq }))!
    expect(booked.map(({ seq, type, amount }) => [seq, type, amount])).toEqual([
      [6, 'hop-payment', 1000],
      [7, 'hop-payment', 1500],
      [8, 'advance-payment-general', 500],
    ])
  }
})
