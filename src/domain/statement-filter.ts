import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { OperationType } from './operation-type.ts'

/** How many declarations may be asked for at once. */
export const MAX_DECLARATIONS = 50

/** What a ledger is filtered by (section 5). Bounds are inclusive; null means open. All parts combine. */
export interface StatementFilter {
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly type: OperationType | null
  /** Distinct; a row of any of them passes, and every row when there are none. */
  readonly declarations: readonly DeclarationNumber[]
}

export const NO_FILTER: StatementFilter = {
  from: null,
  to: null,
  type: null,
  declarations: [],
}
