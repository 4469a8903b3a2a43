/** Writes a statement as CSV for spreadsheets. */
import type { LedgerTotals } from '../domain/account.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import { BRIDGES } from '../domain/movements.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { LedgerTurnover } from '../services/statement/read-movements.ts'
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

/**
 * What leads from the opening to the closing balance, a line for each kind: in the columns of debt and overpayment, which
 * then add up. Not in the column of amounts: a reader who sums that one wants the operations alone.
 */
export function toMovementLines({ ledger, movements }: LedgerTurnover, date: PlainDate, t: Catalogue): string {
  const { format } = t
  const lines = BRIDGE.filter(([kind]) => movements[kind] > 0n).map(([kind, side, sign]) => {
    const amount = `${sign}${format.typedAmount(movements[kind])}`
    const label = `${t.sums.period}: ${t.sums.kinds[kind]}`
    const start = [t.funds[ledger], dateText(date, format), label, ...Array<Cell>(6).fill(null)]
    return [...start, ...(side === 'debt' ? [amount, null] : [null, amount])]
  })
  return lines.length === 0 ? '' : toLines(lines, format)
}

const BRIDGE = (['debt', 'overpayment'] as const).flatMap(side =>
  BRIDGES[side].map(([kind, sign]) => [kind, side, sign === 'raises' ? '' : '-'] as const),
)

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
