import { manat } from '../domain/money.ts'
import type { Voen } from '../domain/voen.ts'
import type { LedgerTurnover } from '../services/statement/read-movements.ts'
import { toCsvLine } from './csv-lines.ts'

export const TURNOVER_HEADER =
  'voen,ledger,opening_debt,opening_overpayment,assessed,reduced_unpaid,reduced_paid,settled,received,used,refunded,transferred_in,transferred_out,closing_debt,closing_overpayment\n'

export function toTurnoverCsv(voen: Voen, ledgers: readonly LedgerTurnover[]): string {
  return ledgers.map(ledger => toCsvLine(toRecord(voen, ledger))).join('')
}

function toRecord(voen: Voen, { ledger, opening, closing, movements }: LedgerTurnover): string[] {
  return [
    voen,
    ledger,
    manat(opening.debt),
    manat(opening.overpayment),
    manat(movements.assessed),
    manat(movements.reducedUnpaid),
    manat(movements.reducedPaid),
    manat(movements.settled),
    manat(movements.received),
    manat(movements.used),
    manat(movements.refunded),
    manat(movements.transferredIn),
    manat(movements.transferredOut),
    manat(closing.debt),
    manat(closing.overpayment),
  ]
}
