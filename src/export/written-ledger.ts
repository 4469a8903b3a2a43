import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { OperationType } from '../domain/operation-type.ts'
import type { LedgerWalk } from '../services/statement/exports.ts'
import { type BalanceLine, COLUMN } from './statement-table.ts'
import { columnName, isTooLong } from './workbook/cells.ts'
import { quoted, type TablePart, type WrittenTable } from './workbook/sheet.ts'

/** What formulas need of a ledger in a workbook: known as soon as its sheet is written. */
export class WrittenLedger {
  readonly walk: LedgerWalk
  /** The number and the sum of its rows by type. */
  readonly types = new Map<OperationType, { count: number; sum: bigint }>()
  parts: readonly TablePart[] = []
  /** The sheet with the lines of its balances. */
  sheet = ''
  hasLongRow = false
  readonly #rows = new Map<BalanceLine['kind'], number>()

  constructor(walk: LedgerWalk) {
    this.walk = walk
  }

  /** Yields its rows, and adds them up. */
  async *entries(): AsyncGenerator<readonly LedgerEntry[]> {
    for await (const entries of this.walk.walk()) {
      for (const { type, amount } of entries) {
        const { count, sum } = this.types.get(type) ?? { count: 0, sum: 0n }
        this.types.set(type, { count: count + 1, sum: sum + BigInt(amount) })
      }
      yield entries
    }
  }

  /** @param row the number of the first of the lines */
  place({ sheet, parts, hasLongAmount }: WrittenTable, row: number, lines: readonly BalanceLine[]): void {
    this.sheet = sheet
    this.parts = parts
    this.hasLongRow = hasLongAmount
    for (const [index, { kind }] of lines.entries()) this.#rows.set(kind, row + index)
  }

  /** @returns undefined where the sheet has no such line */
  rowOf(kind: BalanceLine['kind']): number | undefined {
    return this.#rows.get(kind)
  }
}

/** Whether an amount of the ledger is text, so that a formula would leave it out. */
export function hasLongAmount({ walk: { turnover }, types, hasLongRow }: WrittenLedger): boolean {
  const { opening, closing, movements } = turnover
  const amounts = [...Object.values(opening), ...Object.values(closing), ...Object.values(movements)]
  return hasLongRow || amounts.some(isTooLong) || [...types.values()].some(({ sum }) => isTooLong(sum))
}

/**
 * The formula of the sum of the rows of a type.
 * @param type a text or a cell of a formula
 */
export function sumOfType({ parts }: WrittenLedger, type: string): string {
  return parts.map(part => `SUMIF(${columnOf(part, COLUMN.type)},${type},${columnOf(part, COLUMN.amount)})`).join('+')
}

/** The formula of the number of its rows. */
export function countOfRows({ parts }: WrittenLedger): string {
  return `COUNTA(${parts.map(part => columnOf(part, COLUMN.type)).join(',')})`
}

function columnOf({ sheet, first, last }: TablePart, column: number): string {
  const letter = columnName(column)
  return `${quoted(sheet)}!$${letter}$${first}:$${letter}$${last}`
}
