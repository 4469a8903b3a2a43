import type { AuditEntry } from '../domain/audit.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { GateAccess } from '../store/access.ts'

export function audit(_gate: GateAccess, _entry: AuditEntry): Promise<void> {
  throw new Error('to be built')
}

export interface AuditFilter {
  /** Both inclusive, days in Baku; null is open. */
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly voen: string | null
  readonly subject: string | null
}

/** Oldest first, in batches. */
export function walkAuditLog(_gate: GateAccess, _filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  throw new Error('to be built')
}
