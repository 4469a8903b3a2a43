import type { Voen } from '../../domain/voen.ts'
import { findVisitsBefore, type LoggedVisit } from '../../store/access/access-log.ts'
import type { AccessStore } from '../../store/engine/access.ts'

/** A line's place in an account's access log. */
export interface VisitCursor {
  /** An instant as `Date.toISOString` writes it. */
  readonly at: string
  readonly id: string
}

export interface AccessLogPage {
  /** Newest first, at most ACCESS_LOG_PAGE_SIZE. */
  readonly visits: readonly LoggedVisit[]
  /** Before which the next page goes on; null when this is the last. */
  readonly next: VisitCursor | null
}

export const ACCESS_LOG_PAGE_SIZE = 50

const LATEST: VisitCursor = { at: '9999-12-31T23:59:59.999Z', id: '' }

/** Who looked at an account and took something of it away. */
export async function readAccessLog(
  access: AccessStore,
  voen: Voen,
  before: VisitCursor | null,
): Promise<AccessLogPage> {
  const place = { voen, ...(before ?? LATEST), limit: ACCESS_LOG_PAGE_SIZE + 1 }
  const found = await access.read(tx => findVisitsBefore(tx, place))
  const visits = found.slice(0, ACCESS_LOG_PAGE_SIZE)
  const last = visits.at(-1)
  const goesOn = found.length > ACCESS_LOG_PAGE_SIZE && last
  return { visits, next: goesOn ? { at: last.at.toISOString(), id: last.id } : null }
}
