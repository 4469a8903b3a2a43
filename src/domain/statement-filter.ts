import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { OperationType } from './operation-type.ts'

/** The most declarations in one filter. */
export const MAX_DECLARATIONS = 50

/** The filter of a ledger. Dates are inclusive, null means open, and all parts combine. */
export interface StatementFilter {
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly type: OperationType | null
  /** Distinct. A row of any of them passes; without any, every row does. */
  readonly declarations: readonly DeclarationNumber[]
}

export const NO_FILTER: StatementFilter = {
  from: null,
  to: null,
  type: null,
  declarations: [],
}
