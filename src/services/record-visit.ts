import type { Actor, AuditEntry, Visit } from '../domain/audit.ts'
import type { GateAccess } from '../store/access.ts'

export function recordVisit(_gate: GateAccess, _visit: Visit): Promise<void> {
  throw new Error('to be built')
}

export function recordExport(
  _gate: GateAccess,
  _visit: Visit,
  _actor: Actor,
  _detail: AuditEntry['detail'],
): Promise<void> {
  throw new Error('to be built')
}
