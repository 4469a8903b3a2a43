import { describe, expect, test } from 'vitest'
import { type DebitType, debitCreditTotals } from '../../src/domain/debit-credit.ts'
import { LEDGERS, type Ledger } from '../../src/domain/fund.ts'

/** A ledger’s sums by type, of which there are others too. */
const sums = (all: bigint, of: Partial<Record<DebitType, bigint>>) => (type: DebitType | null) =>
  type === null ? all : (of[type] ?? 0n)

describe('debits and credits', () => {
  test('debit a fund with assessments and credit it with all that lowers debt', () => {
    const sumOf = sums(250n, { assessment: 100n, 'advance-drawdown': 90n })
    expect(debitCreditTotals('vat', sumOf)).toEqual({ debits: 100n, credits: 150n })
  })

  test('debit the advance with drawdowns and credit it with payments', () => {
    expect(debitCreditTotals('advance', sums(250n, { 'advance-drawdown': 90n }))).toEqual({
      debits: 90n,
      credits: 160n,
    })
  })

  test('contain an offset on both sides, which leaves debt − overpayment unchanged', () => {
    const sumOf = sums(130n, { assessment: 100n, 'overpayment-offset': 30n })
    expect(debitCreditTotals('fine', sumOf)).toEqual({ debits: 130n, credits: 30n })
    expect(debitCreditTotals('fine', sums(30n, { 'overpayment-offset': 30n }))).toEqual({ debits: 30n, credits: 30n })
  })

  test('debit a ledger with what was refunded or moved away, and credit it with what came from another', () => {
    const sumOf = sums(100n, { refund: 10n, 'transfer-out': 20n })
    for (const ledger of ['vat', 'advance'] as const) {
      expect(debitCreditTotals(ledger, sumOf)).toEqual({ debits: 30n, credits: 70n })
    }
  })

  test.each<Ledger>([...LEDGERS])('of the ledger %s without rows are zero', ledger => {
    expect(debitCreditTotals(ledger, () => 0n)).toEqual({ debits: 0n, credits: 0n })
  })
})
