/** Count and sum of rows by their payment. */
import type { Ledger } from '../../domain/fund.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import { between } from '../../domain/turnover.ts'
import type { Reader } from '../engine/access.ts'
import { type ConditionedRange, findTurnoverAt, type TypeTurnovers, toTypeTurnovers } from './balances-at.ts'
import { movedTypes, withinPaid } from './entry-ranges.ts'
import { sumPayments } from './payment-ranges.ts'

/**
 * Count and sum by type of the rows whose payment meets the conditions, which name no declaration. It reads the payments of
 * the range in an index; what moved on the account is the difference of two rows of each type.
 */
export async function sumOfPayments(
  db: Reader,
  ledgers: readonly Ledger[],
  range: ConditionedRange,
): Promise<TypeTurnovers> {
  const only = ledgers.length === 1 ? ledgers[0]! : null
  const types = [...new Set(ledgers.flatMap(ledger => movedTypes(ledger, range)))]
  const [payments, movedOf] = await Promise.all([
    sumPayments(db, { ...range, ledger: only }),
    types.length === 0 ? null : sumMoved(db, ledgers, types, range),
  ])
  const paidOf = toTypeTurnovers(payments)
  return (ledger, type) => movedOf?.get(type)?.(ledger) ?? paidOf(ledger, type)
}

async function sumMoved(
  db: Reader,
  ledgers: readonly Ledger[],
  types: readonly OperationType[],
  range: ConditionedRange,
) {
  const { voen } = range
  const { after, upTo } = await withinPaid(db, range)
  const sums = types.map(async type => {
    const [start, end] = await Promise.all([
      findTurnoverAt(db, voen, { ledgers, type, seq: after }),
      findTurnoverAt(db, voen, { ledgers, type, seq: upTo }),
    ])
    return [type, (ledger: Ledger) => between(start(ledger), end(ledger))] as const
  })
  return new Map(await Promise.all(sums))
}
