import { randomBytes } from 'node:crypto'
import type { AuditEntry } from '../domain/audit.ts'
import { type AuditLine, appendAuditLines, isAudited } from '../store/access/audit-log.ts'
import { type AccessStore, adapterOf, type WriteTransaction } from '../store/engine/access.ts'

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
    attempt = { result, lines: entries.map(toAuditLine) }
    await appendAuditLines(trx, attempt.lines)
    return result
  })
}

/** Logs what a delivery has done, in its own transaction and as its last work: from then on it has the gate's role. */
export async function auditDelivery(trx: WriteTransaction, entry: AuditEntry): Promise<void> {
  await adapterOf(trx).actAtGate(trx)
  await appendAuditLines(trx, [toAuditLine(entry)])
}

export function toAuditLine(entry: AuditEntry): AuditLine {
  return { ...entry, id: newLogId() }
}

let lineCount = 0

/** Makes the id of a log line. Lines of one instant sort in the order in which their process wrote them. */
export function newLogId(): string {
  lineCount += 1
  return `${lineCount.toString(36).padStart(7, '0')}-${randomBytes(8).toString('hex')}`
}
