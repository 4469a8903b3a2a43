import type { PlainDate } from './dates.ts'
import type { OperationType } from './operation-type.ts'

/** What a ledger is filtered by (section 5). Bounds are inclusive; null means open. All parts combine. */
export interface StatementFilter {
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly type: OperationType | null
  readonly declaration: string | null
}

export const NO_FILTER: StatementFilter = {
  from: null,
  to: null,
  type: null,
  declaration: null,
}
