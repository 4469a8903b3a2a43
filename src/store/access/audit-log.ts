import type { AuditAction, AuditEntry } from '../../domain/audit.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { AuditLogTable } from '../engine/schema.ts'
import { toStoredJson } from '../engine/stored-json.ts'
import { AUDIT_LOG, appendSealed, type Unsealed } from './log-chain.ts'

export interface AuditLine extends AuditEntry {
  /** Orders lines of the same instant. */
  readonly id: string
}

/** The columns that an action fills. The seal covers them in this order. */
export const AUDIT_LOG_COLUMNS = [
  'at',
  'id',
  'action',
  'subject',
  'name',
  'session',
  'address',
  'user_agent',
  'voen',
  'detail',
] as const

const SEALED_COLUMNS = [...AUDIT_LOG_COLUMNS, 'number', 'seal'] as const

/** Appends rows of another store, with their seals. Rows whose key or place in the chain is taken are left out. */
export const copyAuditRows = prepareInsert('audit_log', SEALED_COLUMNS, { key: 'any' })

const appendRows = prepareInsert('audit_log', SEALED_COLUMNS)

/**
 * Appends lines to the log's chain. The chain is locked until the transaction ends, so this is a transaction's last work.
 * Lines that are there already, from before a lost commit, are left unchanged.
 */
export async function appendAuditLines(trx: WriteTransaction, lines: readonly AuditLine[]): Promise<void> {
  await appendSealed(trx, AUDIT_LOG, lines.map(toRow), {
    columns: AUDIT_LOG_COLUMNS,
    isThere: async row => (await selectByKey(trx, row)).length > 0,
    append: rows => appendRows(trx, rows),
  })
}

const selectByKey = prepare<Pick<AuditLogTable, 'at' | 'id'>, Pick<AuditLogTable, 'id'>>((db, { at, id }) =>
  db.selectFrom('audit_log').select('id').where('at', '=', at).where('id', '=', id),
)

export async function isAudited(trx: WriteTransaction, { at, id }: AuditLine): Promise<boolean> {
  return (await selectByKey(trx, { at: at.toISOString(), id })).length > 0
}

const selectAcceptedClock = prepare<{ from: string; to: string; action: AuditAction }, Pick<AuditLogTable, 'id'>>(
  (db, { from, to, action }) =>
    db
      .selectFrom('audit_log')
      .select('id')
      .where('at', '>=', from)
      .where('at', '<=', to)
      .where('action', '=', action)
      .limit(1),
)

/** Whether an operator has accepted a clock of that time; both ends are inclusive. */
export async function hasAcceptedClock(tx: Reader, from: Date, to: Date): Promise<boolean> {
  const range = { from: from.toISOString(), to: to.toISOString() }
  return (await selectAcceptedClock(tx, { ...range, action: 'clock-accepted' })).length > 0
}

const selectByNumber = prepare<{ number: number }, Pick<AuditLogTable, 'seal'>>((db, { number }) =>
  db.selectFrom('audit_log').select('seal').where('number', '=', number),
)

/** The seal of a line of the chain; undefined when there is no such line. */
export async function findAuditSeal(tx: Reader, number: number): Promise<string | undefined> {
  const [line] = await selectByNumber(tx, { number })
  return line?.seal ?? undefined
}

export interface AuditRange {
  /** `from` is inclusive, `before` is exclusive; null is open. */
  readonly from: Date | null
  readonly before: Date | null
  readonly voen: Voen | null
  readonly subject: string | null
}

/** Finds lines after `last`, or from the start of the range, oldest first. */
export async function findAuditLines(
  tx: Reader,
  { from, before, voen, subject }: AuditRange,
  last: AuditLine | undefined,
  limit: number,
): Promise<AuditLine[]> {
  let lines = tx.selectFrom('audit_log').selectAll()
  if (last) {
    lines = lines.where(eb => eb(eb.refTuple('at', 'id'), '>', eb.tuple(last.at.toISOString(), last.id)))
  } else if (from) lines = lines.where('at', '>=', from.toISOString())
  if (before) lines = lines.where('at', '<', before.toISOString())
  if (voen) lines = lines.where('voen', '=', voen)
  if (subject) lines = lines.where('subject', '=', subject)
  return (await lines.orderBy('at').orderBy('id').limit(limit).execute()).map(toLine)
}

function toRow({ at, id, action, actor, voen, detail }: AuditLine): Unsealed<AuditLogTable> {
  const { subject, name, session, address, userAgent } = actor
  return {
    at: at.toISOString(),
    id,
    action,
    subject,
    name,
    session,
    address,
    user_agent: userAgent,
    voen,
    detail: toStoredJson(detail),
  }
}

function toLine(row: AuditLogTable): AuditLine {
  const { subject, name, session, address, user_agent: userAgent } = row
  return {
    at: new Date(row.at),
    id: row.id,
    action: row.action as AuditAction,
    actor: { subject, name, session, address, userAgent },
    voen: row.voen,
    detail: JSON.parse(row.detail),
  }
}
