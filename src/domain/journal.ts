/** Turns ledger rows into double entry (README.md, "Double entry"). */
import { type LedgerTotals, NO_TOTALS } from './account.ts'
import type { Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { type Qepik, subtract } from './money.ts'

export interface JournalPosting {
  readonly account: string
  readonly side: 'debit' | 'credit'
  readonly amount: Qepik
  /** The account's balance after the posting, on its normal side; only for the taxpayer's own accounts. */
  readonly balance?: Qepik
}

/** One transaction. The two rows of a drawdown make one, and so do those of a transfer. */
export interface JournalTransaction {
  /** The row, or the first of the two. */
  readonly entry: LedgerEntry
  readonly postings: readonly JournalPosting[]
}

/** The journal of one taxpayer. `record` takes the rows in booking order. */
export class Journal {
  readonly #totals: Record<Ledger, LedgerTotals> = { ...NO_TOTALS }
  #out: LedgerEntry | null = null

  /**
   * @returns null for the `advance` row of a drawdown, which the fund's row already covers, and for the first row of a
   * transfer, whose transaction comes with the second
   */
  record(entry: LedgerEntry): JournalTransaction | null {
    const before = this.#totals[entry.ledger]
    this.#totals[entry.ledger] = {
      debt: entry.debt,
      overpayment: entry.overpayment,
    }
    if (entry.ledger === 'advance' && entry.type === 'advance-drawdown') return null
    if (entry.type === 'transfer-out') {
      this.#out = entry
      return null
    }
    return {
      entry: entry.type === 'transfer-in' ? this.#out! : entry,
      postings: this.#postings(entry, before).filter(posting => posting.amount > 0),
    }
  }

  #postings(entry: LedgerEntry, before: LedgerTotals): JournalPosting[] {
    const { ledger, amount, channel } = entry
    const debt = { account: `assets:debt:${ledger}`, balance: entry.debt }
    const overpayment = overpaymentAfter(entry)
    const assessed = { account: `revenues:assessed:${ledger}` }
    const clearing = { account: `assets:clearing:${channel}` }
    switch (entry.type) {
      case 'assessment':
        return [debit(debt, amount), credit(assessed, amount)]
      case 'hop-payment':
        return [debit(clearing, amount), credit(debt, amount)]
      case 'overpayment-offset':
        return [debit(overpayment, amount), credit(debt, amount)]
      case 'advance-drawdown': {
        const advance = subtract(this.#totals.advance.overpayment, amount)
        return [debit({ account: 'liabilities:advance', balance: advance }, amount), credit(debt, amount)]
      }
      case 'reduction': {
        const unpaid = subtract(before.debt, entry.debt)
        return [
          debit(assessed, amount),
          credit(debt, unpaid),
          credit(overpayment, subtract(entry.overpayment, before.overpayment)),
        ]
      }
      case 'advance-payment-general':
      case 'advance-payment-single':
      case 'eservice-advance':
      case 'eservice-advance-hop':
      case 'eservice-vat-advance':
      case 'eservice-vat-advance-hop':
        return [debit(clearing, amount), credit(overpayment, amount)]
      case 'refund':
        return [debit(overpayment, amount), credit({ account: REFUNDS }, amount)]
      case 'transfer-out':
      case 'transfer-in':
        return [debit(overpaymentAfter(this.#out!), amount), credit(overpayment, amount)]
    }
  }
}

/** The counterpart of money that went back to the trader's bank account. */
export const REFUNDS = 'assets:clearing:refund'

function overpaymentAfter({ ledger, overpayment }: LedgerEntry) {
  const account = ledger === 'advance' ? 'liabilities:advance' : `liabilities:overpayment:${ledger}`
  return { account, balance: overpayment }
}

function debit(to: Omit<JournalPosting, 'side' | 'amount'>, amount: Qepik): JournalPosting {
  return { ...to, side: 'debit', amount }
}

function credit(to: Omit<JournalPosting, 'side' | 'amount'>, amount: Qepik): JournalPosting {
  return { ...to, side: 'credit', amount }
}
