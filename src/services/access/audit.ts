import type { AuditEntry } from '../../domain/audit.ts'
import { endInBaku, type PlainDate, startInBaku } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import { type AuditLine, appendAuditLines, findAuditLines } from '../../store/access/audit-log.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { newLogId } from './log-id.ts'

/** Keeps what was done or refused, for whoever asks after the fact. */
export function audit(access: AccessStore, entry: AuditEntry): Promise<void> {
  const line = { ...entry, id: newLogId() }
  return access.write(trx => appendAuditLines(trx, [line]))
}

export interface AuditFilter {
  /** Both inclusive, days in Baku; null is open. */
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly voen: Voen | null
  readonly subject: string | null
}

const WALKED_AT_ONCE = 500

/** The audit log, oldest first, in batches. */
export function walkAuditLog(access: AccessStore, { from, to, ...about }: AuditFilter): AsyncGenerator<AuditLine[]> {
  const range = { ...about, from: from && startInBaku(from), before: to && endInBaku(to) }
  return walk<AuditLine>(WALKED_AT_ONCE, (last, size) => access.read(tx => findAuditLines(tx, range, last, size)))
}
