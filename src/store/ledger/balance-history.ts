/** Balances at many moments, each found by an index seek. The rows between are not read. */

import type { LedgerMoment } from '../../domain/balance-history.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { Qepik } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepareLookup } from '../engine/prepared.ts'
import { unionAll } from '../engine/union-all.ts'

/** The account's last row up to a day. */
export interface LastRow {
  readonly operationDate: PlainDate
  readonly seq: number
}

const selectLastRows = prepareLookup<{ operation_date: string; seq: number }, string, { voen: Voen }>(
  (db, days, slots) =>
    unionAll(
      db,
      days.map(day =>
        db
          .selectFrom('ledger_entry')
          .select(['operation_date', 'seq'])
          .where('voen', '=', slots.voen)
          .where('operation_date', '<=', day)
          .orderBy('operation_date', 'desc')
          .orderBy('seq', 'desc')
          .limit(1),
      ),
      'of_day',
    ),
)

/** @returns the account's last row up to each day, without repetition, in booking order */
export async function findLastRows(tx: Reader, voen: Voen, days: readonly PlainDate[]): Promise<LastRow[]> {
  const rows = await selectLastRows(tx, days, { voen })
  return eachOnce(rows.map(row => ({ operationDate: row.operation_date as PlainDate, seq: row.seq })))
}

const selectTotals = prepareLookup<
  { seq: number; debt: number; overpayment: number },
  number,
  { voen: Voen; ledger: Ledger }
>((db, seqs, slots) =>
  unionAll(
    db,
    seqs.map(seq =>
      db
        .selectFrom('ledger_entry')
        .select(['seq', 'debt', 'overpayment'])
        .where('voen', '=', slots.voen)
        .where('ledger', '=', slots.ledger)
        .where('seq', '<=', seq)
        .orderBy('seq', 'desc')
        .limit(1),
    ),
    'of_row',
  ),
)

/** @returns the ledger's last row up to each of the given rows, without repetition, in booking order */
export async function findLedgerMoments(
  tx: Reader,
  voen: Voen,
  ledger: Ledger,
  seqs: readonly number[],
): Promise<LedgerMoment[]> {
  const rows = await selectTotals(tx, seqs, { voen, ledger })
  return eachOnce(
    rows.map(({ seq, ...row }) => ({ seq, debt: row.debt as Qepik, overpayment: row.overpayment as Qepik })),
  )
}

function eachOnce<Row extends { readonly seq: number }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [row.seq, row])).values()].sort((one, other) => one.seq - other.seq)
}
