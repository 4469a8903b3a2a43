/** A statement in the dialect for people's spreadsheets. */
import type { LedgerTotals } from '../domain/account.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { Catalogue } from '../i18n/index.ts'
import { amountText, BYTE_ORDER_MARK, type Cell, guarded, toLines } from './spreadsheet.ts'

/** The headings. */
export function toSpreadsheetHead(t: Catalogue): string {
  const { columns, filter } = t
  return (
    BYTE_ORDER_MARK +
    toLines([
      [
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
      ],
    ])
  )
}

/** The line before a ledger's rows, or after them: what it stood at then. */
export function toBalanceLine(
  t: Catalogue,
  ledger: Ledger,
  moment: 'opening' | 'closing',
  date: PlainDate,
  { debt, overpayment }: LedgerTotals,
): string {
  const blanks = Array<Cell>(6).fill(null)
  return toLines([
    [t.funds[ledger], t.format.date(date), t.ledger[moment], ...blanks, amountText(debt), amountText(overpayment)],
  ])
}

export function toSpreadsheetCsv(entries: readonly LedgerEntry[], t: Catalogue): string {
  return toLines(
    entries.map(entry => [
      t.funds[entry.ledger],
      t.format.date(entry.operationDate),
      guarded(t.operationName(entry)),
      t.operationTypes[entry.type],
      guarded(entry.declaration),
      guarded(entry.reference),
      entry.channel && t.channels[entry.channel],
      entry.paymentDate && t.format.date(entry.paymentDate),
      amountText(entry.amount),
      amountText(entry.debt),
      amountText(entry.overpayment),
    ]),
  )
}
