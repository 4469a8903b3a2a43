import type { Actor, AuditEntry, Visit } from '../domain/audit.ts'
import type { GateAccess } from '../store/access.ts'
import { appendVisit } from '../store/access-log.ts'
import { appendAuditLines } from '../store/audit-log.ts'
import { newLineId } from './log-line.ts'

/** Lets the company know who looked at its account. */
export function recordVisit(gate: GateAccess, visit: Visit): Promise<void> {
  const line = { ...visit, id: newLineId() }
  return gate.change(trx => appendVisit(trx, line))
}

/** Lets the company and the operator know who took something of an account away, both or neither. */
export function recordExport(
  gate: GateAccess,
  visit: Visit,
  actor: Actor,
  detail: AuditEntry['detail'],
): Promise<void> {
  const { at, voen } = visit
  const line = { ...visit, id: newLineId() }
  const audited = { id: newLineId(), at, action: 'export', actor, voen, detail } as const
  return gate.change(async trx => {
    await appendVisit(trx, line)
    await appendAuditLines(trx, [audited])
  })
}
