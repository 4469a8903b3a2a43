/** The names of the sides and lines of a reconciliation act. */
import { type ActLine, type ActSide, bridgeOf, sidesOf } from '../domain/act/lines.ts'
import type { Ledger } from '../domain/fund.ts'
import type { Catalogue } from './index.ts'

/** The advance is a ledger and a side. */
export function sideName(ledger: Ledger, side: ActSide, t: Catalogue): string {
  return side === 'debt' ? t.columns.debt : ledger === 'advance' ? t.sums.advance : t.columns.overpayment
}

/** A line within its ledger: both sides have an opening balance. */
export function lineName(ledger: Ledger, line: ActLine, t: Catalogue): string {
  const side = sidesOf(ledger).find(side => bridgeOf(side).some(one => one.line === line))!
  return t.acts.boxLabel(sideName(ledger, side, t), t.acts.lines[line])
}
