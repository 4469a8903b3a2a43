import type { AuditEntry } from '../../domain/audit.ts'
import { appendAuditLines, isAudited } from '../../store/access/audit-log.ts'
import type { AccessStore, WriteTransaction } from '../../store/engine/access.ts'
import { newLogId } from './log-id.ts'

export interface Change<Result> {
  readonly result: Result
  /** What the audit log says of it; nothing when nothing was done. */
  readonly entries: readonly AuditEntry[]
}

/**
 * Changes something and logs it, both or neither. When the connection is lost over the commit, and so the work begins
 * again, what was done is known by its line in the log.
 */
export function auditedChange<Result>(
  access: AccessStore,
  change: (trx: WriteTransaction) => Promise<Change<Result>>,
): Promise<Result> {
  let tried: { lines: readonly (AuditEntry & { id: string })[]; result: Result } | undefined
  return access.write(async trx => {
    const [line] = tried?.lines ?? []
    if (line && (await isAudited(trx, line))) return tried!.result
    const { entries, result } = await change(trx)
    tried = { result, lines: entries.map(entry => ({ ...entry, id: newLogId() })) }
    await appendAuditLines(trx, tried.lines)
    return result
  })
}
