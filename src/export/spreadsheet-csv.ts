/** Writes a statement as CSV for spreadsheets. */
import type { LedgerTotals } from '../domain/account.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { Catalogue } from '../i18n/index.ts'
import { BYTE_ORDER_MARK, type Cell, dateText, guarded, toLines, withoutFormula } from './spreadsheet.ts'

export function toSpreadsheetHead(t: Catalogue): string {
  const { columns, filter } = t
  const headings = [
    columns.ledger,
    columns.operationDate,
    columns.name,
    columns.type,
    filter.declaration,
    t.export.reference,
    t.export.channel,
    columns.paymentDate,
    columns.amount,
    columns.debt,
    columns.overpayment,
  ]
  return BYTE_ORDER_MARK + toLines([headings], t.format)
}

/** The opening or closing balance of a ledger. */
export interface LedgerBalance {
  readonly kind: 'opening' | 'closing'
  readonly ledger: Ledger
  readonly date: PlainDate
  readonly totals: LedgerTotals
}

export function toBalanceLine(
  { kind, ledger, date, totals: { debt, overpayment } }: LedgerBalance,
  t: Catalogue,
): string {
  const { format } = t
  const start = [t.funds[ledger], dateText(date, format), t.ledger[kind], ...Array<Cell>(6).fill(null)]
  return toLines([[...start, format.typedAmount(debt), format.typedAmount(overpayment)]], format)
}

export function toSpreadsheetCsv(entries: readonly LedgerEntry[], t: Catalogue): string {
  const { format } = t
  const records = entries.map(entry => [
    t.funds[entry.ledger],
    dateText(entry.operationDate, format),
    withoutFormula(t.operationName(entry)),
    t.operationTypes[entry.type],
    guarded(entry.declaration),
    guarded(entry.reference),
    entry.channel && t.channels[entry.channel],
    entry.paymentDate && dateText(entry.paymentDate, format),
    format.typedAmount(entry.amount),
    format.typedAmount(entry.debt),
    format.typedAmount(entry.overpayment),
  ])
  return toLines(records, format)
}
