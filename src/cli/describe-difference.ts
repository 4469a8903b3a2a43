import type { Difference } from '../store/maintenance/compare.ts'
import { oneLine } from './command.ts'

/** @param names of the side that has `kept` and of the side that has `recomputed` */
export function describeDifference(
  { table, row, column, kept, recomputed }: Difference,
  [left, right]: readonly [left: string, right: string],
): string {
  if (column === null) return oneLine(`${table} (${row}) is only in ${kept === null ? right : left}`)
  return oneLine(
    `${table} (${row}): ${column} is ${kept ?? 'empty'} in ${left}, and ${recomputed ?? 'empty'} in ${right}`,
  )
}
