import type { Visit } from '../domain/audit.ts'
import type { GateAccess } from '../store/access.ts'

/** A line's place in an account's access log. */
export interface VisitPlace {
  readonly at: string
  readonly id: string
}

export interface AccessLogPage {
  /** Newest first, at most ACCESS_LOG_PAGE_SIZE. */
  readonly visits: readonly (Visit & { readonly id: string })[]
  /** Before which the next page goes on; null when this is the last. */
  readonly next: VisitPlace | null
}

export const ACCESS_LOG_PAGE_SIZE = 50

export function readAccessLog(_gate: GateAccess, _voen: string, _before: VisitPlace | null): Promise<AccessLogPage> {
  throw new Error('to be built')
}
