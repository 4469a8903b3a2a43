import type { Ledger } from '../../../src/domain/fund.ts'
import type { Selection } from '../../../src/services/statement/read-movements.ts'

interface Row {
  readonly ledger: Ledger
  readonly type: string
  readonly amount: number | bigint
}

/** The kind of each type of operation; on the advance, a drawdown is money used and not debt settled. */
const KINDS: Readonly<Record<string, keyof Selection['sums']>> = {
  assessment: 'assessed',
  reduction: 'reduced',
  'hop-payment': 'settled',
  'advance-drawdown': 'settled',
  refund: 'refunded',
  'transfer-in': 'transferredIn',
  'transfer-out': 'transferredOut',
}

/** Counts rows and adds them up by kind, row after row, without the product's code. */
export function selectionOf(rows: readonly Row[]): Selection {
  const sums = {
    ...{ assessed: 0n, reduced: 0n, settled: 0n, received: 0n, used: 0n, refunded: 0n },
    ...{ transferredIn: 0n, transferredOut: 0n },
  }
  for (const { ledger, type, amount } of rows) {
    const isOffset = type === 'overpayment-offset'
    if (isOffset || ledger !== 'advance' || type !== 'advance-drawdown') {
      sums[isOffset ? 'settled' : (KINDS[type] ?? 'received')] += BigInt(amount)
    }
    if (isOffset || (ledger === 'advance' && type === 'advance-drawdown')) sums.used += BigInt(amount)
  }
  return { count: rows.length, sums }
}
