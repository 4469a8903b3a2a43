import { type LedgerTotals, NO_TOTALS, type Totals } from './account.ts'
import type { Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { type LedgerSums, type Movements, movementsOf, sumsOf, withEntry } from './movements.ts'
import type { OperationType } from './operation-type.ts'
import { RefusalError } from './problem.ts'
import type { Steps } from './steps.ts'

/** The number and sum (qəpik) of rows so far. Unlike a ledger's totals it only grows. */
export interface Turnover {
  readonly count: number
  readonly amount: bigint
}

export const NO_TURNOVER: Turnover = { count: 0, amount: 0n }

/** A row with what its ledger, and its type there, have come to, including the row. */
export interface StampedEntry extends LedgerEntry {
  readonly ledgerCount: number
  readonly ledgerSums: LedgerSums
  readonly typeTurnover: Turnover
}

/** What the rows of a ledger have come to. */
interface OfLedger {
  turnover: Turnover
  /** Worked out when the first row is added. */
  sums: LedgerSums | null
  readonly byType: Map<OperationType, Turnover>
}

/** The turnover of an account by ledger and operation type. */
export class Turnovers {
  readonly #ledgers = new Map<Ledger, OfLedger>()

  of(ledger: Ledger, type?: OperationType): Turnover {
    const known = this.#ledgers.get(ledger)
    return (type ? known?.byType.get(type) : known?.turnover) ?? NO_TURNOVER
  }

  add(ledger: Ledger, type: OperationType, more: Turnover): void {
    addTo(this.#of(ledger), type, more)
  }

  /** What has happened on a ledger. @param totals after its last row */
  movements(ledger: Ledger, totals: LedgerTotals): Movements {
    return movementsOf(ledger, { opening: NO_TOTALS[ledger], closing: totals }, type => this.of(ledger, type).amount)
  }

  /**
   * In steps: adds rows in booking order and stamps each with what its ledger has come to.
   * @param before the totals before the rows
   * @throws {RefusalError} `total-too-large` when a turnover would exceed 2^63 − 1 qəpik, the largest integer of a store;
   * nothing is added then
   */
  *stamp(entries: readonly LedgerEntry[], before: Totals): Steps<StampedEntry[]> {
    const sums = new Map<Ledger, bigint>()
    for (const { ledger, amount } of entries) {
      const sum = (sums.get(ledger) ?? this.of(ledger).amount) + BigInt(amount)
      if (sum > MAX_TURNOVER) throw new RefusalError('total-too-large')
      sums.set(ledger, sum)
      yield
    }
    const totals = { ...before }
    const stamped: StampedEntry[] = []
    for (const entry of entries) {
      const { ledger, type } = entry
      const ofLedger = this.#of(ledger)
      ofLedger.sums = withEntry(ofLedger.sums ?? sumsOf(this.movements(ledger, before[ledger])), totals[ledger], entry)
      totals[ledger] = entry
      const typeTurnover = addTo(ofLedger, type, { count: 1, amount: BigInt(entry.amount) })
      stamped.push({ ...entry, ledgerCount: ofLedger.turnover.count, ledgerSums: ofLedger.sums, typeTurnover })
      yield
    }
    return stamped
  }

  #of(ledger: Ledger): OfLedger {
    let known = this.#ledgers.get(ledger)
    if (!known) {
      known = { turnover: NO_TURNOVER, sums: null, byType: new Map() }
      this.#ledgers.set(ledger, known)
    }
    return known
  }
}

/** @returns the turnover of the type */
function addTo(ledger: OfLedger, type: OperationType, more: Turnover): Turnover {
  const ofType = plus(ledger.byType.get(type) ?? NO_TURNOVER, more)
  ledger.byType.set(type, ofType)
  ledger.turnover = plus(ledger.turnover, more)
  return ofType
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
