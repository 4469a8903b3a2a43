import { expect, test } from 'vitest'
import { balancesOn, type LedgerMoment } from '../../src/domain/balance-history.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Ledger } from '../../src/domain/fund.ts'
import { type Qepik, ZERO } from '../../src/domain/money.ts'

const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'] as PlainDate[]
const tx = (seq: number, debt: number, overpayment = 0): LedgerMoment => ({
  seq,
  debt: debt as Qepik,
  overpayment: overpayment as Qepik,
})

test('a day ends with the balance after its last row; a day without rows keeps the balance before', () => {
  const lastRows = [
    { operationDate: days[1]!, seq: 4 },
    { operationDate: days[3]!, seq: 9 },
  ]
  const ledgers = new Map<Ledger, LedgerMoment[]>([
    ['vat', [tx(4, 700), tx(9, 200)]],
    ['fine', [tx(3, 50)]],
    // The overpayment of a fund is no advance.
    ['excise', [tx(2, 0, 33)]],
    ['advance', [tx(8, 0, 5)]],
  ])
  expect(balancesOn(days, lastRows, ledgers)).toEqual([
    { day: days[0], debt: 0n, advance: 0n },
    { day: days[1], debt: 750n, advance: 0n },
    { day: days[2], debt: 750n, advance: 0n },
    { day: days[3], debt: 250n, advance: 5n },
  ])
})

test('an account without rows has zero balances on every day', () => {
  expect(balancesOn(days, [], new Map()).every(({ debt, advance }) => debt === 0n && advance === 0n)).toBe(true)
  expect(balancesOn([days[0]!], [{ operationDate: days[3]!, seq: 1 }], new Map([['vat', [tx(1, 1)]]]))).toEqual([
    { day: days[0], debt: BigInt(ZERO), advance: 0n },
  ])
})
