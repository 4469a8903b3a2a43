/** A statement as a workbook: a sheet for each ledger, and before them one that adds them up. */
import type { Catalogue } from '../i18n/index.ts'
import { type FileContext, longAmountNote, properties } from './file.ts'
import type { StatementFile } from './statement-csv.ts'
import { summarySheet } from './statement-summary.ts'
import {
  type BalanceLine,
  balanceLine,
  balanceRow,
  COLUMN,
  entryColumns,
  movementLines,
  sourceColumns,
  statementFacts,
} from './statement-table.ts'
import { type Cell, label, type Row } from './table.ts'
import { columnName } from './workbook/cells.ts'
import { type Sheet, sheetName } from './workbook/sheet.ts'
import { workbook } from './workbook/workbook.ts'
import { hasLongAmount, sumOfType, WrittenLedger } from './written-ledger.ts'

export function statementWorkbook(file: StatementFile, context: FileContext): AsyncGenerator<Uint8Array> {
  const { statement, t } = file
  const { ledgers } = statement
  const facts = statementFacts(file)
  const [only, ...others] = ledgers
  const isOne = others.length === 0
  const title = isOne ? t.ledgers[only!.turnover.ledger] : t.service
  const written = ledgers.map(walk => new WrittenLedger(walk))
  const sheets = written.map(ledger => ledgerSheet(ledger, file, facts))
  if (!isOne) sheets.push(summarySheet(written, facts, t))
  return workbook(sheets, {
    properties: properties(`${title}, ${t.range(statement.from, statement.to)}`, statement.name, context),
    turn: context.turn,
  })
}

function ledgerSheet(written: WrittenLedger, { statement, t }: StatementFile, facts: readonly Row[]): Sheet {
  const { ledger } = written.walk.turnover
  const columns = [...entryColumns(t), ...sourceColumns(t)]
  return {
    name: sheetName(t.funds[ledger]),
    widths: columns.map(({ width }) => width),
    head: [[label(t.ledgers[ledger])], ...facts, []],
    table: { columns, batches: written.entries() } as Sheet['table'],
    foot(table, row) {
      const lines = balanceLines(written, statement, t)
      written.place(table, row, lines)
      const rows = lines.map(line =>
        balanceRow(line.kind === 'closing' ? summed(line, row, written) : line, line.kind === 'closing'),
      )
      const all = [...rows, ...typeRows(written, t)]
      return [...all, ...longAmountNote(hasLongAmount(written), all, t)]
    },
  }
}

/** The opening balance, what leads from it to the closing one if all rows are in the file, and the closing balance. */
function balanceLines({ walk }: WrittenLedger, { from, to }: StatementFile['statement'], t: Catalogue): BalanceLine[] {
  const { turnover, isSelection } = walk
  return [
    balanceLine('opening', from, turnover.opening, t),
    ...(isSelection ? [] : movementLines(turnover.movements, to, t)),
    balanceLine('closing', to, turnover.closing, t),
  ]
}

/** The closing balance as the sum of the lines above it, which begin at a row. */
function summed(line: BalanceLine, first: number, written: WrittenLedger): BalanceLine {
  if (written.walk.isSelection || hasLongAmount(written)) return line
  const last = written.rowOf('closing')! - 1
  const sum = (cell: Cell | null, column: number): Cell | null => {
    const letter = columnName(column)
    return cell && { ...cell, formula: `SUM(${letter}${first}:${letter}${last})` }
  }
  return { ...line, debt: sum(line.debt, COLUMN.debt), overpayment: sum(line.overpayment, COLUMN.overpayment) }
}

/** The rows of the ledger by type, added up. Amounts of different types are not added to each other. */
function typeRows(written: WrittenLedger, t: Catalogue): Row[] {
  const rows = [...written.types].map(([type, { count, sum }]): Row => {
    const name = t.operationTypes[type]
    const formula = sumOfType(written, `"${name.replaceAll('"', '""')}"`)
    const amount: Cell = { kind: 'amount', value: sum, ...(!hasLongAmount(written) && { formula }) }
    return [
      null,
      null,
      { kind: 'text', value: name },
      ...Array<null>(3).fill(null),
      { kind: 'count', value: count },
      amount,
    ]
  })
  return rows.length === 0 ? [] : [[], [null, null, label(t.export.byType)], ...rows]
}
