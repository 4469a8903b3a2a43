import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import { cardTotals } from '../../src/domain/cards.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { FUNDS, type Fund, type Ledger } from '../../src/domain/fund.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { total } from '../../src/domain/money.ts'
import { NO_FILTER } from '../../src/domain/statement-filter.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { type Course, readCharts } from '../../src/services/statement/charts.ts'
import { readStatement } from '../../src/services/statement/read-statement.ts'
import { findAccount } from '../../src/store/ledger/accounts.ts'
import { walkAccountEntries } from '../../src/store/ledger/entry-ranges.ts'
import { assessed, on, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { all } from '../support/stores/service.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'
import { run } from '../support/stores/store-places.ts'

const day = (text: string) => text as PlainDate
const OPEN = { from: null, to: null }
const sumOf = (amounts: Readonly<Record<Fund, bigint>>) => total(FUNDS.map(fund => amounts[fund]))

async function courseOf(store: TestStore, voen: Voen, dates: Parameters<typeof readCharts>[2], today: string) {
  return (await readCharts(store.reader, voen, dates, day(today)))!.course as Course
}

/** The later events make debts of later months. */
const UP_TO_16_MARCH = 16

describe('the worked example', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
    const file = new URL('../fixtures/example/events.ndjson', import.meta.url)
    await store.deliver(...(await readFile(file, 'utf8')).split('\n').slice(0, UP_TO_16_MARCH))
  })
  afterAll(() => store.close())

  test('shows assessed sums by month, as card 4 does, and debt by age', async () => {
    const { course, debts } = (await readCharts(store.reader, TRADER, OPEN, day('2026-04-20')))!
    const { months } = course as Course
    expect(months).toHaveLength(12)
    expect(months.filter(({ assessed, paid }) => assessed > 0n || paid > 0n)).toEqual([
      { from: '2026-03-01', to: '2026-03-31', assessed: 97_600n, paid: 97_600n },
    ])
    // The fine of 13 March: 38 days.
    expect(debts).toEqual({ '0-30': 0n, '31-60': 10_315n, '61-90': 0n, '91-': 0n })
  })

  test('shows debt and advance by day', async () => {
    const march = { from: day('2026-03-01'), to: day('2026-03-17') }
    const { balances } = await courseOf(store, TRADER, march, '2026-04-20')
    expect(balances.map(({ day, debt, advance }) => [day.slice(8), Number(debt), Number(advance)])).toEqual([
      ['01', 0, 0],
      ['02', 0, 100_000],
      ['03', 0, 10_000],
      ['04', 42_550, 0],
      ['05', 42_550, 0],
      ['06', 15_550, 0],
      ['07', 15_550, 0],
      ['08', 15_550, 0],
      ['09', 10_550, 0],
      ['10', 10_550, 0],
      ['11', 8550, 0],
      ['12', 0, 0],
      ['13', 50_315, 0],
      ['14', 50_315, 0],
      ['15', 50_315, 0],
      ['16', 10_315, 0],
      ['17', 10_315, 0],
    ])
  })

  test('covers the chosen dates only', async () => {
    const dates = { from: day('2026-03-04'), to: day('2026-03-05') }
    const { months, period } = await courseOf(store, TRADER, dates, '2026-04-20')
    expect(months).toEqual([{ ...period, assessed: 10_500n, paid: 10_500n }])
  })

  test('with a period too long or invalid dates reads nothing', async () => {
    const long = await readCharts(store.reader, TRADER, { from: day('2001-01-01'), to: null }, day('2026-04-20'))
    const unread = await readCharts(store.reader, TRADER, null, day('2026-04-20'))
    expect([long!.course, unread!.course]).toEqual(['range-too-long', null])
    expect([long!.debts, unread!.debts]).toEqual([null, null])
  })

  test('an unregistered taxpayer has no charts', async () => {
    expect(await readCharts(store.reader, '9999999991' as Voen, OPEN, day('2026-04-20'))).toBeNull()
  })
})

test('an account without rows has twelve empty months', async () => {
  const store = await openTestStore()
  await store.deliver(registered())
  const { course, debts } = (await readCharts(store.reader, TRADER, OPEN, day('2026-04-20')))!
  const { months, balances } = course as Course
  expect([months.length, sumsOf(months)]).toEqual([12, { assessed: 0n, paid: 0n }])
  expect(balances.filter(({ debt, advance }) => debt !== 0n || advance !== 0n)).toEqual([])
  expect(Object.values(debts!)).toEqual([0n, 0n, 0n, 0n])
  await store.close()
})

test('charts end with the last operation even if it is dated tomorrow', async () => {
  const store = await openTestStore()
  await store.deliver(registered(), toLine(assessed('A/1', { vat: '5.00' }, on('2026-03-02'))))
  const { period, months, balances } = await courseOf(store, TRADER, OPEN, '2026-03-01')
  expect([period.to, months.at(-1)!.assessed, balances.at(-1)!.debt]).toEqual(['2026-03-02', 500n, 500n])
  await store.close()
})

test('sums of all funds in a month can exceed the sum of a store', async () => {
  const store = await openTestStore()
  await store.deliver(registered())
  const max = 2n ** 63n - 1n
  for (const [grain, period] of [['month', '2026-02'] as const, ['day', '2026-03-01'] as const]) {
    for (const fund of ['vat', 'excise']) {
      const values = `'${TRADER}', '${grain}', '${period}', '${fund}', ${max}, ${max}`
      await run(store.raw, `insert into assessed (voen, grain, period, fund, assessed, paid) values (${values})`)
    }
  }
  const dates = { from: day('2026-01-31'), to: day('2026-03-02') }
  const { months } = await courseOf(store, TRADER, dates, '2026-04-20')
  expect(months.map(({ assessed, paid }) => [assessed, paid])).toEqual([
    [0n, 0n],
    [2n * max, 2n * max],
    [2n * max, 2n * max],
  ])
  await store.close()
})

describe('of the demonstration traders', () => {
  const TODAY = '2026-06-10'
  const VOENS = ['2899061361', '8654473551', '0321117921'] as Voen[]
  const ALL = VOENS.map(voen => [voen] as const)
  const RANGES = [OPEN, { from: day('2022-01-31'), to: null }, { from: day('2025-03-13'), to: day('2025-05-02') }]

  let store: TestStore
  beforeAll(async () => {
    store = await openTestStore()
    await loadDemonstration(store, () => new Date(`${TODAY}T08:00:00Z`))
  })
  afterAll(() => store.close())

  test.each(ALL)('%s: the months add up to card 4 of the period', async voen => {
    for (const dates of RANGES) {
      const { period, months } = await courseOf(store, voen, dates, TODAY)
      const filter = { ...NO_FILTER, ...period }
      const { assessed, paid } = (await readStatement(store.reader, voen, filter, day(TODAY)))!
      expect(sumsOf(months)).toEqual({ assessed: sumOf(assessed), paid: sumOf(paid) })
      for (const month of months) {
        const alone = (await readStatement(
          store.reader,
          voen,
          { ...filter, from: month.from, to: month.to },
          day(TODAY),
        ))!
        expect([month.assessed, month.paid]).toEqual([sumOf(alone.assessed), sumOf(alone.paid)])
      }
    }
  })

  test.each(ALL)('%s: debt of all ages is card 3, and the last balances are cards 3 and 1', async voen => {
    const { totals } = (await readStatement(store.reader, voen, NO_FILTER, day(TODAY)))!
    const { debt, advance } = cardTotals(totals)
    const { debts } = (await readCharts(store.reader, voen, OPEN, day(TODAY)))!
    expect(total(Object.values(debts!))).toBe(debt)
    for (const dates of RANGES.slice(0, 2)) {
      const { balances } = await courseOf(store, voen, dates, TODAY)
      expect(balances.at(-1)).toEqual({ day: TODAY, debt, advance })
    }
  })

  test.each(ALL)('%s: every balance agrees with the rows', async voen => {
    const record = await store.reader.snapshot(voen, tx => findAccount(tx, voen))
    const rows = await all(walkAccountEntries(store.reader, voen, record!.account.entries))
    for (const dates of RANGES) {
      const { balances } = await courseOf(store, voen, dates, TODAY)
      expect(balances).toEqual(balances.map(({ day }) => ({ day, ...balanceAfter(rows, day) })))
    }
  })
})

function balanceAfter(rows: readonly LedgerEntry[], day: PlainDate): { debt: bigint; advance: bigint } {
  const last = new Map<Ledger, LedgerEntry>()
  for (const row of rows) if (row.operationDate <= day) last.set(row.ledger, row)
  const advance = last.get('advance')?.overpayment ?? 0
  return { debt: total([...last.values()].map(row => row.debt)), advance: BigInt(advance) }
}

function sumsOf(months: Course['months']): { assessed: bigint; paid: bigint } {
  return { assessed: total(months.map(month => month.assessed)), paid: total(months.map(month => month.paid)) }
}
