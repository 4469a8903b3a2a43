import type { Actor, AuditEntry, Visit } from '../../domain/audit.ts'
import { appendVisit } from '../../store/access/access-log.ts'
import { appendAuditLines } from '../../store/access/audit-log.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { newLogId } from './log-id.ts'

/** Lets the company know who looked at its account. */
export function recordVisit(access: AccessStore, visit: Visit): Promise<void> {
  const line = { ...visit, id: newLogId() }
  return access.write(trx => appendVisit(trx, line))
}

/** Lets the company and the operator know who took something of an account away, both or neither. */
export function recordExport(
  access: AccessStore,
  visit: Visit,
  actor: Actor,
  detail: AuditEntry['detail'],
): Promise<void> {
  const { at, voen } = visit
  const line = { ...visit, id: newLogId() }
  const audited = { id: newLogId(), at, action: 'export', actor, voen, detail } as const
  return access.write(async trx => {
    await appendVisit(trx, line)
    await appendAuditLines(trx, [audited])
  })
}
