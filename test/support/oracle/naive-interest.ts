import { Decimal } from 'decimal.js'
import type { PrintedAllocation, PrintedRow } from './printed.ts'

/** What one charge owed on one day, as text: `VÖEN row day principal rate`. */
export type DayOfDebt = string

const DAY_MS = 86_400_000
const BEARING = ['customs-duty', 'vat', 'excise', 'customs-fee', 'fine', 'other']

interface Asked {
  to: string
  /** Date and percent a day. */
  rates: readonly (readonly [since: string, rate: string])[]
  days: number
}

/**
 * Rule R10 once more, for one charge and one day after another, from the printed rows and allocations alone.
 * @param dueOnOf the `dueOn` of an event, undefined when it has none
 */
export function daysOfDebt(
  rows: readonly PrintedRow[],
  allocations: readonly PrintedAllocation[],
  dueOnOf: (event: string) => string | undefined,
  { to, rates, days }: Asked,
): DayOfDebt[] {
  const found: DayOfDebt[] = []
  const rowOf = new Map(rows.map(row => [`${row.voen} ${row.row}`, row]))
  for (const charged of rows.filter(({ type, ledger }) => type === 'assessment' && BEARING.includes(ledger))) {
    const due_ms = Date.parse(dueOnOf(charged.event) ?? charged.operationDate)
    const its = allocations.filter(({ voen, chargedRow }) => voen === charged.voen && chargedRow === charged.row)
    for (let day_ms = due_ms + DAY_MS; day_ms <= due_ms + days * DAY_MS && day_ms <= Date.parse(to); day_ms += DAY_MS) {
      let principal = charged.amount
      for (const { voen, row, effect, sourceRow, amount } of its) {
        if (effect !== 'debt') continue
        const brought = rowOf.get(`${voen} ${sourceRow ?? row}`)!
        const date = brought.type === 'reduction' ? brought.operationDate : brought.paymentDate
        if (Date.parse(date) < day_ms) principal -= amount
      }
      const rate = rates.findLast(([since]) => Date.parse(since) <= day_ms)?.[1] ?? '0'
      if (principal === 0n || new Decimal(rate).isZero()) continue
      found.push(`${charged.voen} ${charged.row} ${dayOf(day_ms)} ${principal} ${new Decimal(rate)}`)
    }
  }
  return found
}

export const dayOf = (instant_ms: number) => new Date(instant_ms).toISOString().slice(0, 10)
