/**
 * A ledger as an account of money has one balance: the overpayment less the debt. Formats of bank statements know no other.
 */
import type { LedgerTotals } from './account.ts'
import type { Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { Movements } from './movements.ts'

/** @returns qəpik; negative while the trader owes more than customs holds */
export function netBalance({ debt, overpayment }: LedgerTotals): bigint {
  return BigInt(overpayment) - BigInt(debt)
}

/** @returns by how many qəpik a row raises the net balance of its ledger; 0 for an offset, which lowers both sides */
export function netEffect({ type, ledger, amount }: Pick<LedgerEntry, 'type' | 'ledger' | 'amount'>): bigint {
  const by = BigInt(amount)
  switch (type) {
    case 'overpayment-offset':
      return 0n
    case 'assessment':
    case 'refund':
    case 'transfer-out':
      return -by
    case 'advance-drawdown':
      return ledger === 'advance' ? -by : by
    default:
      return by
  }
}

/** @returns the sums of the rows that raise and of those that lower the net balance, both positive */
export function netMovements(ledger: Ledger, movements: Movements): { raised: bigint; lowered: bigint } {
  const { assessed, reducedUnpaid, reducedPaid, settled, received, used, refunded, transferredIn, transferredOut } =
    movements
  // On the ledger of a fund, used overpayment closes debt of the same ledger.
  const offset = ledger === 'advance' ? 0n : used
  return {
    raised: reducedUnpaid + reducedPaid + settled - offset + received + transferredIn,
    lowered: assessed + refunded + transferredOut + used - offset,
  }
}
