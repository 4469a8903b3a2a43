import type { Catalogue } from '../i18n/index.ts'
import type { OperationsWalk, StatementWalk } from '../services/statement/exports.ts'
import { MACHINE_HEADER, toMachineCsv } from './machine-csv.ts'
import { toBalanceLine, toMovementLines, toSpreadsheetCsv, toSpreadsheetHead } from './spreadsheet-csv.ts'

export type Dialect = 'spreadsheet' | 'machine'

/** Yields a statement as CSV in pieces. */
export async function* statementCsv(statement: StatementWalk, dialect: Dialect, t: Catalogue): AsyncGenerator<string> {
  if (dialect === 'machine') {
    yield MACHINE_HEADER
    for (const { walk } of statement.ledgers) for await (const entries of walk()) yield toMachineCsv(entries)
    return
  }
  yield toSpreadsheetHead(t)
  for (const { turnover, isSelection, walk } of statement.ledgers) {
    const { ledger, opening, closing } = turnover
    yield toBalanceLine({ kind: 'opening', ledger, date: statement.from, totals: opening }, t)
    for await (const entries of walk()) yield toSpreadsheetCsv(entries, t)
    if (!isSelection) yield toMovementLines(turnover, statement.to, t)
    yield toBalanceLine({ kind: 'closing', ledger, date: statement.to, totals: closing }, t)
  }
}

/** Yields the operations of all ledgers as CSV in pieces: one list, without the balances of single ledgers. */
export async function* operationsCsv({ walk }: OperationsWalk, dialect: Dialect, t: Catalogue): AsyncGenerator<string> {
  yield dialect === 'machine' ? MACHINE_HEADER : toSpreadsheetHead(t)
  for await (const entries of walk()) yield dialect === 'machine' ? toMachineCsv(entries) : toSpreadsheetCsv(entries, t)
}

/** `vərəqə-VÖEN-gömrük-rüsumu-from-to.csv`: users look for the ledger's name, not for our code. */
export function fileName({ voen, ledgers, from, to }: StatementWalk, t: Catalogue): string {
  const ledger = ledgers.length === 1 ? inFileName(t.funds[ledgers[0]!.turnover.ledger], t) : t.export.allLedgers
  return `${t.export.fileName}-${voen}-${ledger}-${from}-${to}.csv`
}

/** `vərəqə-VÖEN-bütün-əməliyyatlar-from-to.csv`. */
export function operationsFileName({ voen, from, to }: OperationsWalk, t: Catalogue): string {
  return `${t.export.fileName}-${voen}-${inFileName(t.operations.title, t)}-${from}-${to}.csv`
}

function inFileName(name: string, { lang }: Catalogue): string {
  return name.toLocaleLowerCase(lang).replaceAll(' ', '-')
}
