/** The first sheet of a statement: its ledgers, added up by formulas. */
import type { LedgerTotals } from '../domain/account.ts'
import { total } from '../domain/money.ts'
import { BRIDGES, type Movements } from '../domain/movements.ts'
import { OPERATION_TYPES } from '../domain/operation-type.ts'
import type { Catalogue } from '../i18n/index.ts'
import { longAmountNote } from './file.ts'
import { COLUMN } from './statement-table.ts'
import { type Cell, label, type Row } from './table.ts'
import { columnName } from './workbook/cells.ts'
import { cellOf, type Sheet, sheetName } from './workbook/sheet.ts'
import { countOfRows, hasLongAmount, sumOfType, type WrittenLedger } from './written-ledger.ts'

const [NAME_WIDTH, WIDTH] = [36, 17]

/** It is written last, when the rows of all ledgers are known, and listed first. */
export function summarySheet(ledgers: readonly WrittenLedger[], facts: readonly Row[], t: Catalogue): Sheet {
  const columns = 2 + balanceColumns(ledgers, t).length
  return {
    name: sheetName(t.export.summary),
    isFirst: true,
    widths: [NAME_WIDTH, ...Array<number>(Math.max(columns, ledgers.length + 2)).fill(WIDTH)],
    head: [[label(t.service)], ...facts, []],
    table: null,
    foot: (_, row) => {
      const hasLong = ledgers.some(hasLongAmount)
      const balances = balanceRows(ledgers, row, t)
      const types = typeRows(ledgers, row + balances.length + 1, t)
      const rows = [...balances, [], ...types]
      return [...(hasLong ? rows.map(withoutFormulas) : rows), ...longAmountNote(hasLong, rows, t)]
    },
  }
}

interface BalanceColumn {
  readonly heading: string
  readonly side: keyof LedgerTotals
  readonly kind: 'opening' | 'closing' | keyof Movements
  /** Negative where it lowers the balance. */
  of(ledger: WrittenLedger): bigint
}

/** From the opening to the closing balance of each side; without what lies between, where rows are left out. */
function balanceColumns([first]: readonly WrittenLedger[], t: Catalogue): BalanceColumn[] {
  const isSelection = first!.walk.isSelection
  return (['debt', 'overpayment'] as const).flatMap(side => {
    const balance = (kind: 'opening' | 'closing'): BalanceColumn => ({
      heading: t.export[kind][side],
      side,
      kind,
      of: ({ walk }) => BigInt(walk.turnover[kind][side]),
    })
    const movements = BRIDGES[side].map(
      ([kind, effect]): BalanceColumn => ({
        heading: t.sums.kinds[kind],
        side,
        kind,
        of: ({ walk }) => (effect === 'raises' ? 1n : -1n) * walk.turnover.movements[kind],
      }),
    )
    return [balance('opening'), ...(isSelection ? [] : movements), balance('closing')]
  })
}

/** A line for each ledger, which takes its figures from the ledger's sheet, and one with the sums. */
function balanceRows(ledgers: readonly WrittenLedger[], from: number, t: Catalogue): Row[] {
  const columns = balanceColumns(ledgers, t)
  const headings = [t.columns.ledger, t.columns.count, ...columns.map(({ heading }) => heading)]
  const rows = ledgers.map((ledger, index): Row => {
    const row = from + 1 + index
    const count = rowCount(ledger)
    return [
      { kind: 'text', value: t.funds[ledger.walk.turnover.ledger] },
      { kind: 'count', value: count, ...(count > 0 && { formula: countOfRows(ledger) }) },
      ...columns.map((column, place) => balanceCell(ledger, column, columns, { place, row })),
    ]
  })
  const sumOf = (column: number) => {
    const letter = columnName(column)
    return `SUM(${letter}${from + 1}:${letter}${from + ledgers.length})`
  }
  const counts: Cell = {
    kind: 'count',
    value: ledgers.reduce((sum, ledger) => sum + rowCount(ledger), 0),
    formula: sumOf(1),
  }
  const sums = columns.map(({ of }, index): Cell => {
    return { kind: 'amount', value: total(ledgers.map(of)), formula: sumOf(2 + index) }
  })
  const strong = (cell: Cell): Cell => ({ ...cell, isStrong: true })
  return [headings.map(heading), ...rows, [label(t.columns.total), ...[counts, ...sums].map(strong)]]
}

/** A closing balance adds up what stands before it. */
function balanceCell(
  ledger: WrittenLedger,
  { side, kind, of }: BalanceColumn,
  columns: readonly BalanceColumn[],
  { place, row }: { readonly place: number; readonly row: number },
): Cell {
  const value = of(ledger)
  const opening = columns.findIndex(column => column.side === side)
  if (kind === 'closing' && !ledger.walk.isSelection) {
    const formula = `SUM(${columnName(2 + opening)}${row}:${columnName(1 + place)}${row})`
    return { kind: 'amount', value, formula }
  }
  const line = ledger.rowOf(kind)
  const formula = line === undefined ? {} : { formula: cellOf(ledger.sheet, COLUMN[side], line) }
  return { kind: 'amount', value, ...formula }
}

/**
 * The rows of all ledgers by type: a column for each ledger that has rows. They are not added across: what the advance
 * paid for a fund stands on both ledgers.
 */
function typeRows(ledgers: readonly WrittenLedger[], from: number, t: Catalogue): Row[] {
  const shown = ledgers.filter(({ types }) => types.size > 0)
  const types = OPERATION_TYPES.filter(type => shown.some(ledger => ledger.types.has(type)))
  const names = shown.map(({ walk }) => t.funds[walk.turnover.ledger])
  const rows = types.map((type, index): Row => {
    const row = from + 1 + index
    const sums = shown.map(ledger => ledger.types.get(type)?.sum ?? 0n)
    const cells = sums.map((value, place): Cell => {
      return { kind: 'amount', value, formula: sumOfType(shown[place]!, `$A${row}`) }
    })
    return [{ kind: 'text', value: t.operationTypes[type] }, ...cells]
  })
  return rows.length === 0 ? [] : [[t.columns.type, ...names].map(heading), ...rows]
}

function rowCount({ types }: WrittenLedger): number {
  return [...types.values()].reduce((sum, { count }) => sum + count, 0)
}

function heading(value: string): Cell {
  return { kind: 'text', value, isHeading: true }
}

function withoutFormulas(row: Row): Row {
  return row.map(cell => {
    if (cell?.formula === undefined) return cell
    const { formula: _, ...rest } = cell
    return rest
  })
}
