import { type Charge, isPayableByNumber, outstanding } from '../domain/charge.ts'
import { manat } from '../domain/money.ts'
import { withoutControls } from '../domain/visible-text.ts'
import type { Voen } from '../domain/voen.ts'
import { toCsvLine } from './csv-lines.ts'

export const DEBTS_HEADER =
  'voen,charged_row,fund,declaration,reference,assessed_on,due_on,amount,reduced,settled,open,by_declaration\n'

export function toDebtsCsv(voen: Voen, charges: readonly Charge[]): string {
  return charges.map(charge => toCsvLine(toRecord(voen, charge))).join('')
}

function toRecord(voen: Voen, charge: Charge): (string | null)[] {
  return [
    voen,
    ...chargeCells(charge),
    charge.assessedOn,
    charge.dueOn,
    manat(charge.amount),
    manat(charge.reduced),
    manat(charge.settled),
    manat(outstanding(charge)),
    isPayableByNumber(charge) ? 'yes' : 'no',
  ]
}

/** What names a charge: its row, fund, and declaration or reference. */
export function chargeCells({ row, fund, declaration, reference }: Charge): (string | null)[] {
  return [String(row), fund, declaration, reference && withoutControls(reference)]
}
