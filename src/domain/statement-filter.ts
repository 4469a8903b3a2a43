import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { Channel, OperationType } from './operation-type.ts'

/** The most declarations in one filter. */
export const MAX_DECLARATIONS = 50

/** What rows must be, whenever they were booked. Dates are inclusive, null means open, and all parts combine. */
export interface RowConditions {
  readonly type: OperationType | null
  /** Distinct. A row of any of them passes; without any, every row does. */
  readonly declarations: readonly DeclarationNumber[]
  /** How the money arrived. Rows that brought none have no channel. */
  readonly channel: Channel | null
  /** The range of the payment date, which assessments and reductions do not have. */
  readonly paidFrom: PlainDate | null
  readonly paidTo: PlainDate | null
}

/** The filter of a ledger: a range of operation dates, and conditions. */
export interface StatementFilter extends RowConditions {
  readonly from: PlainDate | null
  readonly to: PlainDate | null
}

export const NO_CONDITIONS: RowConditions = {
  type: null,
  declarations: [],
  channel: null,
  paidFrom: null,
  paidTo: null,
}

export const NO_FILTER: StatementFilter = { from: null, to: null, ...NO_CONDITIONS }

/** The conditions of a filter, without its range of operation dates. */
export function conditionsOf({ type, declarations, channel, paidFrom, paidTo }: RowConditions): RowConditions {
  return { type, declarations, channel, paidFrom, paidTo }
}

/** Whether rows must be payments of some kind, and others are left out. */
export function choosesPayments({
  channel,
  paidFrom,
  paidTo,
}: Pick<RowConditions, 'channel' | 'paidFrom' | 'paidTo'>): boolean {
  return channel !== null || paidFrom !== null || paidTo !== null
}

/** Whether conditions leave rows out that change the balances. */
export function selectsRows(conditions: RowConditions): boolean {
  return conditions.type !== null || conditions.declarations.length > 0 || choosesPayments(conditions)
}
