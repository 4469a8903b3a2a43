import { type StatementFilter, selectsRows } from '../domain/statement-filter.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { OperationsWalk, StatementWalk } from '../services/statement/exports.ts'
import { csvFacts } from './file.ts'
import { MACHINE_HEADER, toMachineCsv } from './machine-csv.ts'
import { type CsvDialect, csvStart, itemLines, rowLines } from './spreadsheet.ts'
import {
  type BalanceLine,
  balanceLine,
  balanceRow,
  entryColumns,
  ledgerColumn,
  movementLines,
  statementFacts,
} from './statement-table.ts'
import type { Row } from './table.ts'

export interface StatementFile {
  readonly statement: StatementWalk
  readonly filter: StatementFilter
  readonly now: Date
  readonly t: Catalogue
}

/** Yields walks of rows as CSV for software, in pieces. */
export async function* machineCsv(walks: readonly Pick<OperationsWalk, 'walk'>[]): AsyncGenerator<string> {
  yield MACHINE_HEADER
  for (const { walk } of walks) for await (const entries of walk()) yield toMachineCsv(entries)
}

/** Yields a statement as CSV for spreadsheets, in pieces. */
export async function* statementCsv(file: StatementFile, dialect: CsvDialect): AsyncGenerator<string> {
  const { statement, t } = file
  const columns = [ledgerColumn(t), ...entryColumns(t)]
  yield csvStart(csvFacts(statementFacts(file), t), columns, dialect)
  for (const { turnover, isSelection, walk } of statement.ledgers) {
    const { ledger, opening, closing, movements } = turnover
    const row = (line: BalanceLine): Row => [{ kind: 'text', value: t.funds[ledger] }, ...balanceRow(line)]
    const lines = (...of: BalanceLine[]) => rowLines(of.map(row), dialect)
    yield lines(balanceLine('opening', statement.from, opening, t))
    for await (const entries of walk()) yield itemLines(columns, entries, dialect)
    if (!isSelection) yield lines(...movementLines(movements, statement.to, t))
    yield lines(balanceLine('closing', statement.to, closing, t))
  }
}

/** `vərəqə-VÖEN-gömrük-rüsumu-from-to`: users look for the ledger's name, not for our code. */
export function statementFileName(
  { voen, ledgers, from, to }: StatementWalk,
  filter: StatementFilter,
  t: Catalogue,
): string {
  const ledger = ledgers.length === 1 ? inFileName(t.funds[ledgers[0]!.turnover.ledger], t) : t.export.allLedgers
  return `${t.export.fileName}-${voen}-${ledger}-${from}-${to}${selectionIn(filter, t)}`
}

/** `vərəqə-VÖEN-bütün-əməliyyatlar-from-to`. */
export function operationsFileName({ voen, from, to }: OperationsWalk, filter: StatementFilter, t: Catalogue): string {
  return `${t.export.fileName}-${voen}-${inFileName(t.operations.title, t)}-${from}-${to}${selectionIn(filter, t)}`
}

/** A file that leaves rows out is not called as the whole one is. */
function selectionIn(filter: StatementFilter, t: Catalogue): string {
  return selectsRows(filter) ? `-${t.export.selected}` : ''
}

function inFileName(name: string, { lang }: Catalogue): string {
  return name.toLocaleLowerCase(lang).replaceAll(' ', '-')
}
