/** Acts of reconciliation as they were drawn up. */
import type { Act, LedgerFigures } from '../../domain/act/act.ts'
import { ACT_LINES } from '../../domain/act/lines.ts'
import type { BooksPosition } from '../../domain/books-position.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import { recordOf } from '../../domain/record.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, Snapshot, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareForEach, prepareInsert } from '../engine/prepared.ts'
import type { ReconciliationActTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'
import { digestRow } from './digest-record.ts'

export const ACT_COLUMNS = [
  'voen',
  'act',
  'request',
  'from_date',
  'to_date',
  'drawn_up_at',
  'subject',
  'name',
  'content',
] as const

/** Appends rows of another store. Those that are there already stay unchanged. */
export const copyActRows = prepareInsert('reconciliation_act', ACT_COLUMNS, { key: 'any' })

const insertNew = prepare<ReconciliationActTable, { act: number }>((db, slots) =>
  db
    .insertInto('reconciliation_act')
    .values(Object.fromEntries(ACT_COLUMNS.map(column => [column, slots[column]])) as never)
    .onConflict(conflict => conflict.doNothing())
    .returning('act'),
)

/**
 * Adds an act. When its number or its request is taken, that act stays: the same form, or another one, was sent at the
 * same time.
 * @returns whether it was added
 */
export async function insertAct(trx: WriteTransaction, act: Act): Promise<boolean> {
  return (await insertNew(trx, toRow(act))).length > 0
}

const selectByRequest = prepare<{ voen: Voen; request: string }, ReconciliationActTable>((db, { voen, request }) =>
  db.selectFrom('reconciliation_act').selectAll().where('voen', '=', voen).where('request', '=', request),
)

/** Finds the act that a request has already got. */
export async function findActOfRequest(
  tx: Reader | WriteTransaction,
  key: { voen: Voen; request: string },
): Promise<Act | undefined> {
  const [row] = await selectByRequest(tx, key)
  return row && toAct(row)
}

const selectByNumber = prepare<{ voen: Voen; number: number }, ReconciliationActTable>((db, { voen, number }) =>
  db.selectFrom('reconciliation_act').selectAll().where('voen', '=', voen).where('act', '=', number),
)

export async function findAct(
  tx: Reader | WriteTransaction,
  key: { voen: Voen; number: number },
): Promise<Act | undefined> {
  const [row] = await selectByNumber(tx, key)
  return row && toAct(row)
}

type ActKey = { voen: string; act: number }

const selectAt = prepareForEach<ActKey, object, ReconciliationActTable>(
  { voen: 'text', act: 'bigint' },
  (db, { voen, act }) =>
    db
      .selectFrom('reconciliation_act')
      .selectAll()
      .where('voen', '=', voen as Voen)
      .where('act', '=', act),
)

/** Finds acts of any accounts. */
export async function findActsAt(tx: Reader, keys: readonly ActKey[]): Promise<Act[]> {
  return (await selectAt(tx, keys, {})).map(toAct)
}

const selectBefore = prepare<{ voen: Voen; before: number; limit: number }, ReconciliationActTable>(
  (db, { voen, before, limit }) =>
    db
      .selectFrom('reconciliation_act')
      .selectAll()
      .where('voen', '=', voen)
      .where('act', '<', before)
      .orderBy('act', 'desc')
      .limit(limit),
)

/** Finds an account's acts with a lower number, the last one first. */
export async function findActsBefore(
  tx: Reader | WriteTransaction,
  range: { voen: Voen; before: number; limit: number },
): Promise<Act[]> {
  return (await selectBefore(tx, range)).map(toAct)
}

/** The digest of all that is kept of an act: its audit line has it, so that a changed record is found. */
export const digestAct = (act: Act): string => digestRow(toRow(act))

/** An act as `verify` compares it with its audit line. */
export interface KeptAct {
  readonly voen: Voen
  readonly act: number
  readonly record: string
}

const selectAfter = prepare<Pick<KeptAct, 'voen' | 'act'> & { limit: number }, ReconciliationActTable>(
  (db, { voen, act, limit }) =>
    db
      .selectFrom('reconciliation_act')
      .selectAll()
      .where(eb => eb(eb.refTuple('voen', 'act'), '>', eb.tuple(voen, act)))
      .orderBy('voen')
      .orderBy('act')
      .limit(limit),
)

const BATCH_SIZE = 500

/** Yields the acts of every account in batches. */
export function walkKeptActs(snapshot: Snapshot): AsyncGenerator<KeptAct[]> {
  return walk<KeptAct>(BATCH_SIZE, (last = { voen: '' as Voen, act: 0, record: '' }, limit) =>
    snapshot(tx => findKeptActs(tx, { ...last, limit })),
  )
}

/** Finds acts of any accounts after one of them. */
export async function findKeptActs(
  tx: Reader,
  { voen, act, limit }: { voen: string; act: number; limit: number },
): Promise<KeptAct[]> {
  const rows = await selectAfter(tx, { voen: voen as Voen, act, limit })
  return rows.map(row => ({ voen: row.voen, act: row.act, record: digestRow(row) }))
}

/** What the column `content` holds. Amounts are text, because sums can exceed 2^53. */
interface Content {
  readonly day: PlainDate
  readonly company: string
  readonly books: BooksPosition
  readonly ledgers: readonly { readonly ledger: Ledger; readonly figures: Readonly<Record<string, string>> }[]
}

function toRow(act: Act): ReconciliationActTable {
  const { voen, number, request, period, drawnUpAt, drawnUpBy, day, company, books, ledgers } = act
  const content: Content = { day, company, books, ledgers: ledgers.map(toTexts) }
  return {
    ...{ voen, request, ...drawnUpBy },
    act: number,
    from_date: period.from,
    to_date: period.to,
    drawn_up_at: drawnUpAt.toISOString(),
    content: canonicalJson(content),
  }
}

function toAct(row: ReconciliationActTable): Act {
  const { voen, act: number, request, from_date, to_date, subject, name } = row
  const { day, company, books, ledgers } = JSON.parse(row.content) as Content
  return {
    ...{ voen, number, request, day, company, books },
    period: { from: from_date as PlainDate, to: to_date as PlainDate },
    drawnUpAt: new Date(row.drawn_up_at),
    drawnUpBy: { subject, name },
    ledgers: ledgers.map(toFigures),
  }
}

/** A line that is left out is zero. */
function toTexts({ ledger, figures }: LedgerFigures): Content['ledgers'][number] {
  const lines = ACT_LINES.filter(line => figures[line] !== 0n)
  return { ledger, figures: recordOf(lines, line => String(figures[line])) }
}

function toFigures({ ledger, figures }: Content['ledgers'][number]): LedgerFigures {
  return { ledger, figures: recordOf(ACT_LINES, line => BigInt(figures[line] ?? '0')) }
}
