import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { findFirstSeqFrom, findLastSeqTo } from '../../store/ledger/entry-ranges.ts'

/** The account's rows with `after` < seq ≤ `upTo`. */
export interface RowWindow {
  readonly after: number
  readonly upTo: number
}

/**
 * The rows of a range of dates. An account's rows are always in date order (R1), so a range of dates is a range of
 * `seq`, found by two index seeks.
 * @param asOf the account's last row, when the reading began
 */
export async function findRowWindow(
  reader: Reader,
  voen: Voen,
  { from, to }: Pick<StatementFilter, 'from' | 'to'>,
  asOf: number,
): Promise<RowWindow> {
  const first = from ? ((await findFirstSeqFrom(reader, voen, from)) ?? asOf + 1) : 1
  const last = to ? ((await findLastSeqTo(reader, voen, to)) ?? 0) : asOf
  return { after: Math.min(first - 1, asOf), upTo: Math.min(last, asOf) }
}
