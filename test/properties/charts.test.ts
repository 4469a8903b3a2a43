import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Age } from '../../src/domain/ageing.ts'
import { addDays, type PlainDate } from '../../src/domain/dates.ts'
import { FUNDS, LEDGERS } from '../../src/domain/fund.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { type Course, readCharts } from '../../src/services/statement/charts.ts'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import { type OracleAccount, type OracleCharge, openOf } from '../support/oracle/oracle-account.ts'
import { runs } from '../support/property-runs.ts'
import { Service } from '../support/stores/service.ts'

const VOEN = '1000000001' as Voen
const FIRST_DAY = '2025-12-10' as PlainDate

/** Days from before the first event of a stream until long after its last. */
const day = fc.integer({ min: 0, max: 250 }).map(days => addDays(FIRST_DAY, days))
const length = fc.oneof(fc.integer({ min: 0, max: 61 }), fc.integer({ min: 62, max: 400 }), fc.constant(1700))
const dates = fc.oneof(
  fc.tuple(day, length).map(([to, days]) => ({ from: addDays(to, -days), to })),
  fc.record({ from: fc.constant(null), to: fc.option(day) }),
  fc.record({ from: fc.constantFrom(FIRST_DAY, addDays(FIRST_DAY, -800)), to: fc.constant(null) }),
)

const sum = (charges: readonly OracleCharge[], part: (charge: OracleCharge) => bigint) =>
  charges.reduce((total, charge) => total + part(charge), 0n)

/** Amounts assessed on declarations within dates, and paid of them. */
function assessedIn({ charges }: OracleAccount, from: string, to: string) {
  const inRange = charges.filter(
    ({ declaration, assessedOn }) => declaration !== '' && assessedOn >= from && assessedOn <= to,
  )
  return {
    assessed: sum(inRange, charge => charge.amount - charge.reduced),
    paid: sum(inRange, charge => charge.settled),
  }
}

/** Balances at the end of a day, from the last rows of the ledgers. */
function balanceAfter({ entries }: OracleAccount, day: string) {
  const last = (ledger: string) => entries.findLast(row => row.ledger === ledger && row.operation_date <= day)
  return {
    debt: FUNDS.reduce((total, fund) => total + (last(fund)?.debt ?? 0n), 0n),
    advance: last('advance')?.overpayment ?? 0n,
  }
}

function age_days(assessedOn: string, today: string): number {
  return (Date.parse(today) - Date.parse(assessedOn)) / 86_400_000
}

const AGES: readonly (readonly [age: Age, youngest: number, oldest: number])[] = [
  ['0-30', Number.NEGATIVE_INFINITY, 30],
  ['31-60', 31, 60],
  ['61-90', 61, 90],
  ['91-', 91, Number.POSITIVE_INFINITY],
]

test('charts equal the sums of charges and rows by month, by day and by age', async () => {
  await fc.assert(
    fc.asyncProperty(
      extendedStream(),
      fc.array(fc.tuple(dates, day), { minLength: 3, maxLength: 5 }),
      async (lines, asked) => {
        const oracle = new Oracle()
        oracle.import(lines, NOW)
        const account = oracle.accounts.get(VOEN)
        fc.pre(account !== undefined)
        await using service = await Service.open(NOW)
        await service.import(lines)
        for (const [dates, today] of asked) {
          const { course, debts, latest } = (await readCharts(service.store.reader, VOEN, dates, today))!
          const byAge = () =>
            Object.fromEntries(
              AGES.map(([age, youngest, oldest]) => {
                const isOf = ({ assessedOn }: OracleCharge) =>
                  age_days(assessedOn, today) >= youngest && age_days(assessedOn, today) <= oldest
                return [age, sum(account!.charges.filter(isOf), openOf)]
              }),
            )
          expect(debts).toEqual(typeof course === 'object' ? byAge() : null)
          if (course === 'from-in-future') {
            expect(dates.from! > latest).toBe(true)
            continue
          }
          const { period, months, balances } = course as Course
          expect(period.to).toBe(dates.to !== null && dates.to < latest ? dates.to : latest)
          expect(months).toEqual(months.map(({ from, to }) => ({ from, to, ...assessedIn(account!, from, to) })))
          expect(sumOf(months)).toEqual(assessedIn(account!, period.from, period.to))
          expect(balances).toEqual(balances.map(({ day }) => ({ day, ...balanceAfter(account!, day) })))
          expect([balances[0]!.day, balances.at(-1)!.day]).toEqual([period.from, period.to])
        }
        const now = (await readCharts(service.store.reader, VOEN, { from: null, to: null }, FIRST_DAY))!
        expect((now.course as Course).balances.at(-1)).toMatchObject(currentTotals(account!))
      },
    ),
    { numRuns: runs({ all: 30, few: 3 }) },
  )
})

function sumOf(months: Course['months']) {
  return {
    assessed: months.reduce((total, month) => total + month.assessed, 0n),
    paid: months.reduce((total, month) => total + month.paid, 0n),
  }
}

/** Cards 1 and 3: the current debt of all funds and the advance. */
function currentTotals(account: OracleAccount) {
  return {
    debt: LEDGERS.reduce((total, ledger) => total + account.debt(ledger), 0n),
    advance: account.overpayment.get('advance')!,
  }
}
