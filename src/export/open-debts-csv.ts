import { type Charge, outstanding } from '../domain/charge.ts'
import { daysBetween, type PlainDate } from '../domain/dates.ts'
import { overdueDays, wayToPay } from '../domain/open-debt.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { BYTE_ORDER_MARK, type Cell, dateText, guarded, toLines } from './spreadsheet.ts'

interface ExportedDebt {
  readonly charge: Charge
  readonly interest: bigint | null
}

/**
 * Yields open debts as spreadsheet CSV.
 * @param day the day that age and overdue days are counted to
 * @param withInterest false where no rates are configured: then there is no such column
 */
export async function* openDebtsCsv(
  batches: AsyncIterable<readonly ExportedDebt[]>,
  { day, withInterest, t }: { readonly day: PlainDate; readonly withInterest: boolean; readonly t: Catalogue },
): AsyncGenerator<string> {
  const written = (cells: Cell[]) => (withInterest ? cells : cells.toSpliced(INTEREST_CELL, 1))
  yield BYTE_ORDER_MARK + toLines([written(headings(t))], t.format)
  for await (const batch of batches) {
    yield toLines(
      batch.map(debt => written(cellsOf(debt, day, t))),
      t.format,
    )
  }
}

/** `açıq-borclar-VÖEN-date.csv`. */
export function openDebtsFileName(voen: Voen, day: PlainDate, t: Catalogue): string {
  return `${t.debts.fileName}-${voen}-${day}.csv`
}

function headings({ debts, columns }: Catalogue): Cell[] {
  return [
    debts.document,
    debts.exportKind,
    columns.fund,
    debts.exportAssessedOn,
    debts.exportAge,
    debts.dueOn,
    debts.exportLate,
    columns.assessed,
    columns.reduced,
    columns.paid,
    columns.open,
    debts.exportInterest,
    debts.way,
  ]
}

const INTEREST_CELL = 11

function cellsOf({ charge, interest }: ExportedDebt, day: PlainDate, t: Catalogue): Cell[] {
  const { format } = t
  return [
    guarded(charge.declaration ?? charge.reference),
    charge.declaration === null ? t.preview.reference : t.preview.declaration,
    t.funds[charge.fund],
    dateText(charge.assessedOn, format),
    `${Math.max(0, daysBetween(charge.assessedOn, day))}`,
    dateText(charge.dueOn, format),
    `${overdueDays(charge, day)}`,
    format.typedAmount(charge.amount),
    format.typedAmount(charge.reduced),
    format.typedAmount(charge.settled),
    format.typedAmount(outstanding(charge)),
    interest === null ? null : format.typedAmount(interest),
    t.debts.exportWays[wayToPay(charge)],
  ]
}
