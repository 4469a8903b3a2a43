import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { OperationsWalk } from '../services/statement/exports.ts'
import type { FileContext, FileFormat } from './file.ts'
import { entryColumns, ledgerColumn, sourceColumns, statementFacts } from './statement-table.ts'
import type { Table } from './table.ts'

interface Choice {
  readonly filter: StatementFilter
  readonly format: FileFormat
}

/** The operations of all ledgers as one list, without the balances of single ledgers. */
export function operationsTable(
  statement: OperationsWalk,
  { filter, format }: Choice,
  { t, now }: FileContext,
): Table<LedgerEntry> {
  return {
    title: t.operations.title,
    facts: statementFacts({ statement, filter, now, t }),
    columns: [ledgerColumn(t), ...entryColumns(t), ...(format === 'xlsx' ? sourceColumns(t) : [])],
    batches: statement.walk(),
  }
}
