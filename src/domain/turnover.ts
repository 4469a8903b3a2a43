import type { Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { OperationType } from './operation-type.ts'
import { RefusalError } from './problem.ts'
import type { Steps } from './steps.ts'

/** The number and sum (qəpik) of rows so far. Unlike a ledger's totals it only grows. */
export interface Turnover {
  readonly count: number
  readonly amount: bigint
}

export const NO_TURNOVER: Turnover = { count: 0, amount: 0n }

/** A row with the turnover of its ledger, and of its type there, including the row. */
export interface StampedEntry extends LedgerEntry {
  readonly ledgerTurnover: Turnover
  readonly typeTurnover: Turnover
}

/** The turnover of an account by ledger and operation type. */
export class Turnovers {
  readonly #byType = new Map<string, Turnover>()
  readonly #byLedger = new Map<Ledger, Turnover>()

  of(ledger: Ledger, type?: OperationType): Turnover {
    return (type ? this.#byType.get(`${ledger} ${type}`) : this.#byLedger.get(ledger)) ?? NO_TURNOVER
  }

  add(ledger: Ledger, type: OperationType, more: Turnover): void {
    this.#byType.set(`${ledger} ${type}`, plus(this.of(ledger, type), more))
    this.#byLedger.set(ledger, plus(this.of(ledger), more))
  }

  /**
   * In steps: adds rows in booking order and stamps each with the turnover so far.
   * @throws {RefusalError} `total-too-large` when a turnover would exceed 2^63 − 1 qəpik, the largest integer of a store;
   * nothing is added then
   */
  *stamp(entries: readonly LedgerEntry[]): Steps<StampedEntry[]> {
    const sums = new Map<Ledger, bigint>()
    for (const { ledger, amount } of entries) {
      const sum = (sums.get(ledger) ?? this.of(ledger).amount) + BigInt(amount)
      if (sum > MAX_TURNOVER) throw new RefusalError('total-too-large')
      sums.set(ledger, sum)
      yield
    }
    const stamped: StampedEntry[] = []
    for (const entry of entries) {
      this.add(entry.ledger, entry.type, {
        count: 1,
        amount: BigInt(entry.amount),
      })
      stamped.push({
        ...entry,
        ledgerTurnover: this.of(entry.ledger),
        typeTurnover: this.of(entry.ledger, entry.type),
      })
      yield
    }
    return stamped
  }
}

const MAX_TURNOVER = 2n ** 63n - 1n

export function plus(left: Turnover, right: Turnover): Turnover {
  return {
    count: left.count + right.count,
    amount: left.amount + right.amount,
  }
}

/** The turnover after `start` and up to `end`. */
export function between(start: Turnover, end: Turnover): Turnover {
  return { count: end.count - start.count, amount: end.amount - start.amount }
}
