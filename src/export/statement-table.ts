/** The columns of ledgers, and the lines of their balances. */
import type { LedgerTotals } from '../domain/account.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import { BRIDGES, type Movements } from '../domain/movements.ts'
import { type StatementFilter, selectsRows } from '../domain/statement-filter.ts'
import type { Catalogue } from '../i18n/index.ts'
import type { WalkedAccount } from '../services/statement/exports.ts'
import { conditionTexts } from './conditions.ts'
import { companyFacts, madeFact, textFact } from './facts.ts'
import { type Cell, type Column, label, type Row } from './table.ts'

export type LedgerColumn = Column<LedgerEntry>

/** What a file of several ledgers has before the columns of each. */
export function ledgerColumn(t: Catalogue): LedgerColumn {
  return { heading: t.columns.ledger, kind: 'text', width: 30, of: ({ ledger }) => t.funds[ledger] }
}

/** The places of some of the columns of entries. */
export const COLUMN = { type: 2, amount: 7, debt: 8, overpayment: 9 } as const

export function entryColumns(t: Catalogue): LedgerColumn[] {
  const { columns, filter } = t
  const amount = (heading: string, of: (entry: LedgerEntry) => number): LedgerColumn => {
    return { heading, kind: 'amount', width: 16, of }
  }
  return [
    { heading: columns.operationDate, kind: 'date', width: 18, of: entry => entry.operationDate },
    { heading: columns.name, kind: 'text', width: 56, of: entry => t.operationName(entry) },
    { heading: columns.type, kind: 'text', width: 28, of: ({ type }) => t.operationTypes[type] },
    { heading: filter.declaration, kind: 'identifier', width: 24, of: ({ declaration }) => declaration },
    { heading: t.export.reference, kind: 'identifier', width: 20, of: ({ reference }) => reference },
    { heading: t.export.channel, kind: 'text', width: 20, of: ({ channel }) => channel && t.channels[channel] },
    { heading: columns.paymentDate, kind: 'date', width: 14, of: ({ paymentDate }) => paymentDate },
    amount(columns.amount, entry => entry.amount),
    amount(columns.debt, ({ debt }) => debt),
    amount(columns.overpayment, ({ overpayment }) => overpayment),
  ]
}

/** What leads from a row to the books. */
export function sourceColumns(t: Catalogue): LedgerColumn[] {
  return [
    { heading: t.export.row, kind: 'count', width: 10, of: ({ seq }) => seq },
    { heading: t.export.event, kind: 'identifier', width: 38, of: ({ eventId }) => eventId },
    { heading: t.export.cause, kind: 'text', width: 14, of: ({ cause }) => cause && t.export.causes[cause] },
  ]
}

interface StatementFacts {
  readonly statement: WalkedAccount
  readonly filter: StatementFilter
  readonly now: Date
  readonly t: Catalogue
}

export function statementFacts({ statement, filter, now, t }: StatementFacts): Row[] {
  const { from, to, bookings, lastOperationDate } = statement
  const books = t.extract.booked(bookings, lastOperationDate && t.format.date(lastOperationDate))
  return [
    ...companyFacts(statement, t),
    textFact(t.extract.period, t.range(t.format.date(from), t.format.date(to))),
    ...conditionTexts(filter, t).map(({ label, value }) => textFact(label, value)),
    madeFact(now, t, books),
    ...(selectsRows(filter) ? [textFact(t.export.note, t.extract.onlySelected)] : []),
  ]
}

/** A line of a ledger beside its rows: one of its balances, or what leads from one to the other. */
export interface BalanceLine {
  readonly kind: 'opening' | 'closing' | keyof Movements
  readonly text: string
  readonly date: PlainDate
  readonly debt: Cell | null
  readonly overpayment: Cell | null
}

export function balanceLine(
  kind: 'opening' | 'closing',
  date: PlainDate,
  totals: LedgerTotals,
  t: Catalogue,
): BalanceLine {
  const amount = (value: number): Cell => ({ kind: 'amount', value })
  return { kind, text: t.ledger[kind], date, debt: amount(totals.debt), overpayment: amount(totals.overpayment) }
}

/**
 * What leads from the opening to the closing balance, a line for each kind: in the columns of debt and overpayment, which
 * then add up. Not in the column of amounts: a reader who sums that one wants the operations alone.
 */
export function movementLines(movements: Movements, date: PlainDate, t: Catalogue): BalanceLine[] {
  return BRIDGE.filter(([kind]) => movements[kind] > 0n).map(([kind, side, sign]) => {
    const amount: Cell = { kind: 'amount', value: sign * movements[kind] }
    const text = `${t.sums.period}: ${t.sums.kinds[kind]}`
    return { kind, text, date, debt: side === 'debt' ? amount : null, overpayment: side === 'debt' ? null : amount }
  })
}

const BRIDGE = (['debt', 'overpayment'] as const).flatMap(side =>
  BRIDGES[side].map(([kind, sign]) => [kind, side, sign === 'raises' ? 1n : -1n] as const),
)

/** A line under the columns of `entryColumns`. */
export function balanceRow({ text, date, debt, overpayment }: BalanceLine, isStrong = false): Row {
  const strong = (cell: Cell | null) => cell && { ...cell, isStrong }
  const name: Cell = isStrong ? label(text) : { kind: 'text', value: text }
  return [
    { kind: 'date', value: date, isStrong },
    name,
    ...Array<null>(6).fill(null),
    strong(debt),
    strong(overpayment),
  ]
}
