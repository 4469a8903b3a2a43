/** Balances at many moments, each found by an index seek. The rows between are not read. */

import type { Kysely } from 'kysely'
import type { LedgerMoment } from '../../domain/balance-history.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { Qepik } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepareLookup } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'
import { type EntryQuery, listOrUnion, unionAll } from '../engine/union-all.ts'

/** The account's last row up to a day. */
export interface LastRow {
  readonly operationDate: PlainDate
  readonly seq: number
}

type OfDay = { day: PlainDate }
type DayRow = { operation_date: string; seq: number }

const lastOfDay = (db: Kysely<Schema>, { voen, day }: { voen: Voen } & OfDay): EntryQuery<DayRow> =>
  db
    .selectFrom('ledger_entry')
    .select(['operation_date', 'seq'])
    .where('voen', '=', voen)
    .where('operation_date', '<=', day)
    .orderBy('operation_date', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)

const unionOfDays = prepareLookup<DayRow, PlainDate, { voen: Voen }>((db, days, { voen }) =>
  unionAll(
    db,
    days.map(day => lastOfDay(db, { voen, day })),
    'of_day',
  ),
)

const selectLastRows = listOrUnion<OfDay, { voen: Voen }, DayRow>({ day: 'date' }, lastOfDay, (db, keys, values) =>
  unionOfDays(
    db,
    keys.map(({ day }) => day),
    values,
  ),
)

/** @returns the account's last row up to each day, without repetition, in booking order */
export async function findLastRows(tx: Reader, voen: Voen, days: readonly PlainDate[]): Promise<LastRow[]> {
  const keys = days.map(day => ({ day }))
  const rows = await selectLastRows(tx, keys, { voen })
  return eachOnce(rows.map(row => ({ operationDate: row.operation_date as PlainDate, seq: row.seq })))
}

type UpTo = { upTo: number }
type OfLedger = { voen: Voen; ledger: Ledger }
type TotalsRow = { seq: number; debt: number; overpayment: number }

const lastUpTo = (db: Kysely<Schema>, { voen, ledger, upTo }: OfLedger & UpTo): EntryQuery<TotalsRow> =>
  db
    .selectFrom('ledger_entry')
    .select(['seq', 'debt', 'overpayment'])
    .where('voen', '=', voen)
    .where('ledger', '=', ledger)
    .where('seq', '<=', upTo)
    .orderBy('seq', 'desc')
    .limit(1)

const unionOfRows = prepareLookup<TotalsRow, number, OfLedger>((db, seqs, { voen, ledger }) =>
  unionAll(
    db,
    seqs.map(upTo => lastUpTo(db, { voen, ledger, upTo })),
    'of_row',
  ),
)

const selectTotals = listOrUnion<UpTo, OfLedger, TotalsRow>({ upTo: 'bigint' }, lastUpTo, (db, keys, values) =>
  unionOfRows(
    db,
    keys.map(({ upTo }) => upTo),
    values,
  ),
)

/** @returns the ledger's last row up to each of the given rows, without repetition, in booking order */
export async function findLedgerMoments(
  tx: Reader,
  voen: Voen,
  ledger: Ledger,
  seqs: readonly number[],
): Promise<LedgerMoment[]> {
  const keys = seqs.map(upTo => ({ upTo }))
  const rows = await selectTotals(tx, keys, { voen, ledger })
  return eachOnce(
    rows.map(({ seq, ...row }) => ({ seq, debt: row.debt as Qepik, overpayment: row.overpayment as Qepik })),
  )
}

function eachOnce<Row extends { readonly seq: number }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [row.seq, row])).values()].sort((one, other) => one.seq - other.seq)
}
