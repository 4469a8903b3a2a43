/** Under which keys lines and operations find each other. */
import type { Comparable, Operation, OwnLine } from './line.ts'

/** Where both have numbers and have not been paired by them, they contradict each other. */
export const WITHOUT_CONTRADICTION = [
  { line: true, operation: false },
  { line: false, operation: true },
  { line: false, operation: false },
] as const

export function hasNumbers({ numbers }: Comparable): boolean {
  return numbers.length > 0
}

/** @param fitting whether the ledger must fit; a line without one looks among the operations of all */
export function lineKeys(content: string, { ledger }: OwnLine, fitting: boolean): readonly string[] {
  if (!fitting || ledger === null) return [`${content} *`]
  return [`${content} ${ledger}`, `${content} -`]
}

export function operationKeys(content: string, { ledger }: Operation, fitting: boolean): readonly string[] {
  return fitting ? [`${content} *`, `${content} ${ledger ?? '-'}`] : [`${content} *`]
}
