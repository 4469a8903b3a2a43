import { randomBytes } from 'node:crypto'
import type { AuditEntry } from '../../domain/audit.ts'
import { endInBaku, type PlainDate, startInBaku } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import { type AuditLine, appendAuditLines, findAuditLines, isAudited } from '../../store/access/audit-log.ts'
import type { AccessStore, WriteTransaction } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'

const BATCH_SIZE = 500

export function audit(access: AccessStore, entry: AuditEntry): Promise<void> {
  const line = toLine(entry)
  return access.write(trx => appendAuditLines(trx, [line]))
}

export interface AuditedChange<Result> {
  readonly result: Result
  /** Empty when nothing was changed. */
  readonly entries: readonly AuditEntry[]
}

/**
 * Makes a change and logs it in one transaction. When the connection is lost during the commit, the transaction is
 * retried: the first audit line then shows whether the first attempt was committed.
 */
export function auditedChange<Result>(
  access: AccessStore,
  change: (trx: WriteTransaction) => Promise<AuditedChange<Result>>,
): Promise<Result> {
  let attempt: { lines: readonly AuditLine[]; result: Result } | undefined
  return access.write(async trx => {
    const [line] = attempt?.lines ?? []
    if (line && (await isAudited(trx, line))) return attempt!.result
    const { entries, result } = await change(trx)
    attempt = { result, lines: entries.map(toLine) }
    await appendAuditLines(trx, attempt.lines)
    return result
  })
}

export interface AuditFilter {
  /** Days in Baku, both inclusive; null is open. */
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly voen: Voen | null
  readonly subject: string | null
}

/** Yields the audit log in batches, oldest line first. */
export function walkAuditLog(access: AccessStore, { from, to, ...about }: AuditFilter): AsyncGenerator<AuditLine[]> {
  const range = { ...about, from: from && startInBaku(from), before: to && endInBaku(to) }
  return walk<AuditLine>(BATCH_SIZE, (last, size) => access.read(tx => findAuditLines(tx, range, last, size)))
}

function toLine(entry: AuditEntry): AuditLine {
  return { ...entry, id: newLogId() }
}

let lineCount = 0

/** Makes the id of a log line. Lines of one instant sort in the order in which their process wrote them. */
export function newLogId(): string {
  lineCount += 1
  return `${lineCount.toString(36).padStart(7, '0')}-${randomBytes(8).toString('hex')}`
}
