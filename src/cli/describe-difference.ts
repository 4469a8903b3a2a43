import type { Difference } from '../store/maintenance/compare.ts'

/** @param verbs what the other side does with a row that it has, and with one that it lacks */
export function describeDifference(
  { table, row, column, kept, recomputed }: Difference,
  { does, doesNot }: { does: string; doesNot: string },
): string {
  if (column === null) {
    return kept === null ? `${table} (${row}) is missing; ${does} it` : `${table} (${row}) is there, but ${doesNot} it`
  }
  return `${table} (${row}): ${column} is ${kept ?? 'empty'}, ${does} it ${recomputed ?? 'empty'}`
}
