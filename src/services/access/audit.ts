import type { AuditEntry } from '../../domain/audit.ts'
import { endInBaku, type PlainDate, startInBaku } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import { type AuditLine, appendAuditLines, findAuditLines } from '../../store/access/audit-log.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { toAuditLine } from '../audited-change.ts'

const BATCH_SIZE = 500

export function audit(access: AccessStore, entry: AuditEntry): Promise<void> {
  const line = toAuditLine(entry)
  return access.write(trx => appendAuditLines(trx, [line]))
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
