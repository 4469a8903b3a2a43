import type { Allocation } from '../domain/allocation.ts'
import { manat } from '../domain/money.ts'
import { toCsvLine } from './csv-lines.ts'

export const ALLOCATIONS_HEADER = 'voen,row,type,effect,charged_row,source_row,amount\n'

export function toAllocationsCsv(allocations: readonly Allocation[]): string {
  return allocations
    .map(({ voen, row, type, effect, chargedRow, sourceRow, amount }) =>
      toCsvLine([voen, `${row}`, type, effect, numberOrEmpty(chargedRow), numberOrEmpty(sourceRow), manat(amount)]),
    )
    .join('')
}

function numberOrEmpty(row: number | null): string {
  return row === null ? '' : String(row)
}
