import type { Actor, AuditEntry, Visit } from '../../domain/audit.ts'
import type { Voen } from '../../domain/voen.ts'
import { appendVisit, appendVisits, findVisitsBefore, type LoggedVisit } from '../../store/access/access-log.ts'
import { appendAuditLines } from '../../store/access/audit-log.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { newLogId } from '../audited-change.ts'

/** The position of a line in an account's access log. */
export interface VisitCursor {
  /** An instant as `Date.toISOString` writes it. */
  readonly at: string
  readonly id: string
}

export interface AccessLogPage {
  /** Newest first, at most ACCESS_LOG_PAGE_SIZE. */
  readonly visits: readonly LoggedVisit[]
  /** The cursor of the next page; null on the last page. */
  readonly next: VisitCursor | null
}

export const ACCESS_LOG_PAGE_SIZE = 50

const LATEST: VisitCursor = { at: '9999-12-31T23:59:59.999Z', id: '' }

/** Logs visits for the companies to see, all or none. */
export function recordVisits(access: AccessStore, visits: readonly Visit[]): Promise<void> {
  const lines = visits.map(visit => ({ ...visit, id: newLogId() }))
  const [only] = lines
  return access.write(trx => (only && lines.length === 1 ? appendVisit(trx, only) : appendVisits(trx, lines)))
}

/** Logs an export for the company and for the operator, in one transaction. */
export function recordExport(
  access: AccessStore,
  visit: Visit,
  actor: Actor,
  detail: AuditEntry['detail'],
): Promise<void> {
  const { at, voen } = visit
  const line = { ...visit, id: newLogId() }
  const auditLine = { id: newLogId(), at, action: 'export', actor, voen, detail } as const
  return access.write(async trx => {
    await appendVisit(trx, line)
    await appendAuditLines(trx, [auditLine])
  })
}

/**
 * Logs for the operator that a list of several accounts is exported. The companies' own lines are written as the list is
 * sent, with `recordVisits`.
 */
export function recordListExport(
  access: AccessStore,
  at: Date,
  actor: Actor,
  detail: AuditEntry['detail'],
): Promise<void> {
  const line = { id: newLogId(), at, action: 'export', actor, voen: null, detail } as const
  return access.write(trx => appendAuditLines(trx, [line]))
}

/** Reads one page of an account's visits and exports; from the newest when `before` is null. */
export async function readAccessLog(
  access: AccessStore,
  voen: Voen,
  before: VisitCursor | null,
): Promise<AccessLogPage> {
  const key = { voen, ...(before ?? LATEST), limit: ACCESS_LOG_PAGE_SIZE + 1 }
  const found = await access.read(tx => findVisitsBefore(tx, key))
  const visits = found.slice(0, ACCESS_LOG_PAGE_SIZE)
  const last = visits.at(-1)
  const hasMore = found.length > ACCESS_LOG_PAGE_SIZE && last
  return { visits, next: hasMore ? { at: last.at.toISOString(), id: last.id } : null }
}
