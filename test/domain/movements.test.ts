import { expect, test } from 'vitest'
import type { LedgerTotals } from '../../src/domain/account.ts'
import { type Movements, movementsOf } from '../../src/domain/movements.ts'
import type { OperationType } from '../../src/domain/operation-type.ts'

const totals = (debt: number, overpayment: number) => ({ debt, overpayment }) as LedgerTotals
const sumsOf = (sums: Partial<Record<OperationType, bigint>>) => (type: OperationType) => sums[type] ?? 0n

const NOTHING: Movements = {
  assessed: 0n,
  reducedUnpaid: 0n,
  reducedPaid: 0n,
  settled: 0n,
  received: 0n,
  used: 0n,
  refunded: 0n,
  transferredIn: 0n,
  transferredOut: 0n,
}

test('a ledger without rows between has no movements', () => {
  const same = totals(5, 0)
  expect(movementsOf('vat', { opening: same, closing: same }, () => 0n)).toEqual(NOTHING)
})

test('the debts before and after tell how much of a reduction was unpaid', () => {
  const range = { opening: totals(100, 0), closing: totals(40, 0) }
  // 100 + 20 − 30 settled − 50 unpaid = 40
  const moved = movementsOf('vat', range, sumsOf({ assessment: 20n, 'hop-payment': 30n, reduction: 80n }))
  expect(moved).toEqual({ ...NOTHING, assessed: 20n, settled: 30n, reducedUnpaid: 50n, reducedPaid: 30n })
})

test('an offset closes debt and uses overpayment; a drawdown closes debt of the fund and uses the advance', () => {
  const none = { opening: totals(0, 0), closing: totals(0, 0) }
  const sums = sumsOf({ assessment: 30n, 'overpayment-offset': 10n, 'advance-drawdown': 20n })
  expect(movementsOf('vat', none, sums)).toMatchObject({ settled: 30n, used: 10n, reducedUnpaid: 0n })
  const ofAdvance = sumsOf({ 'advance-drawdown': 20n, 'advance-payment-general': 25n })
  expect(movementsOf('advance', { opening: totals(0, 0), closing: totals(0, 5) }, ofAdvance)).toEqual({
    ...NOTHING,
    used: 20n,
    received: 25n,
  })
})

test('payments of every kind are received; refunds and transfers are figures of their own', () => {
  const none = { opening: totals(0, 0), closing: totals(0, 0) }
  const received: OperationType[] = [
    'advance-payment-general',
    'advance-payment-single',
    'eservice-advance',
    'eservice-vat-advance',
    'eservice-advance-hop',
    'eservice-vat-advance-hop',
  ]
  for (const type of received) expect(movementsOf('vat', none, sumsOf({ [type]: 7n })).received).toBe(7n)
  const moved = sumsOf({ refund: 1n, 'transfer-in': 2n, 'transfer-out': 4n })
  expect(movementsOf('vat', none, moved)).toEqual({ ...NOTHING, refunded: 1n, transferredIn: 2n, transferredOut: 4n })
})
