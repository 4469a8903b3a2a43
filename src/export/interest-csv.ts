import type { Charge } from '../domain/charge.ts'
import type { InterestLine } from '../domain/interest.ts'
import { manat } from '../domain/money.ts'
import type { Voen } from '../domain/voen.ts'
import { toCsvLine } from './csv-lines.ts'
import { chargeCells } from './debts-csv.ts'

export const INTEREST_HEADER = 'voen,charged_row,fund,declaration,reference,from,to,days,principal,rate,interest\n'

export function toInterestCsv(voen: Voen, charge: Charge, lines: Iterable<InterestLine>): string {
  return Array.from(lines, ({ from, to, days, principal, percent, interest }) =>
    toCsvLine([voen, ...chargeCells(charge), from, to, `${days}`, manat(principal), percent, manat(interest)]),
  ).join('')
}
