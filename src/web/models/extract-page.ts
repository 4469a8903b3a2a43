import type {
  BalancesModel,
  DebitCreditModel,
  ExtractLedgerModel,
  ExtractPageModel,
  ExtractRowModel,
} from '../../../views/extract-page.tsx'
import type { LedgerTotals } from '../../domain/account.ts'
import { cardTotals } from '../../domain/cards.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { DebitCreditTotals } from '../../domain/debit-credit.ts'
import { FUNDS, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { type Qepik, total } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ExtractLedger, StatementExtract } from '../../services/statement/extract.ts'
import type { FilterQuery } from '../queries/filter.ts'
import { ledgerUrl, statementUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { unknownMessage } from './account.ts'
import { entryFigures } from './entry-row.ts'

export interface ExtractView {
  readonly viewer: Viewer
  readonly extract: StatementExtract
  /** Null for all ledgers. */
  readonly only: Ledger | null
  /** Has no key for a ledger without rows. */
  readonly rows: ReadonlyMap<Ledger, readonly ExtractRowModel[]>
  readonly query: FilterQuery
  readonly today: PlainDate
  readonly now: Date
  readonly t: Catalogue
}

export function extractPageModel(view: ExtractView): ExtractPageModel {
  const { extract, only, rows, query, t } = view
  const { name, voen, ledgers } = extract
  const period = periodOf(extract, t)
  const listed = ledgers.filter(({ ledger }) => only !== null || rows.has(ledger))
  return {
    title: t.extract.title,
    back: backLink(voen, only, query, t),
    facts: facts(view),
    running: `${t.extract.nameAndVoen(name, voen)}, ${period}`,
    from: t.format.date(extract.from),
    to: t.format.date(extract.to),
    notices: notices(view),
    cards: only === null ? cards(view) : [],
    debitCredits: ledgers.map(ledger => debitCreditModel(t.funds[ledger.ledger], ledger, t)),
    total: only === null ? debitCreditModel(t.columns.total, sumOf(ledgers), t) : null,
    ledgers: listed.map(ledger => ledgerModel(ledger, rows.get(ledger.ledger) ?? [], t)),
    empty: rows.size === 0 ? t.results.nothing : null,
  }
}

export function backLink(voen: Voen, only: Ledger | null, { query }: FilterQuery, t: Catalogue) {
  return only === null
    ? { label: t.extract.toStatement, href: statementUrl(voen, query) }
    : { label: t.extract.toLedger, href: ledgerUrl(voen, only, query) }
}

/** Also the name of the file when a browser prints to PDF. */
export function extractTitle({ extract, only, t }: ExtractView): string {
  const { name, voen } = extract
  return [t.extract.title, only && t.ledgers[only], t.extract.nameAndVoen(name, voen), periodOf(extract, t)]
    .filter(Boolean)
    .join(', ')
}

export function extractRowModel(entry: LedgerEntry, t: Catalogue): ExtractRowModel {
  return { ...entryFigures(entry, t), name: t.operationName(entry) }
}

function periodOf({ from, to }: StatementExtract, t: Catalogue): string {
  return t.range(t.format.date(from), t.format.date(to))
}

function facts({ extract, only, query, now, t }: ExtractView): ExtractPageModel['facts'] {
  const { name, voen, bookings, lastOperationDate } = extract
  const { type, declarations } = query.filter
  const fact = (label: string, value: string | null) => (value === null ? [] : [{ label, value }])
  return [
    ...fact(t.extract.taxpayer, name),
    ...fact(t.voen, voen),
    ...fact(t.extract.ledger, only && t.ledgers[only]),
    ...fact(t.extract.period, periodOf(extract, t)),
    ...fact(t.filter.type, type && t.operationTypes[type]),
    ...fact(t.filter.declaration, declarations.join(', ') || null),
    ...fact(t.extract.madeAt, t.extract.bakuTime(t.format.instant(now))),
    ...fact(t.extract.books, t.extract.booked(bookings, lastOperationDate && t.format.date(lastOperationDate))),
  ]
}

function notices(view: ExtractView): string[] {
  const { viewer, extract, query, t } = view
  const { ledgers, unknown } = extract
  const { filter } = query
  const notFound = unknownMessage({ query, unknown, t })
  const { onlyNewest, choosePeriod, exportHasAll, onlySelected } = t.extract
  const count = (countOf: (ledger: ExtractLedger) => number) =>
    ledgers.reduce((sum, ledger) => sum + countOf(ledger), 0)
  const [selected, leftOut] = [count(({ selected }) => selected.count), count(({ leftOut }) => leftOut.turnover.count)]
  const all = viewer.access.exports ? ` ${exportHasAll}` : ''
  return [
    ...(leftOut > 0 ? [`${onlyNewest(selected, selected - leftOut)} ${choosePeriod}${all}`] : []),
    ...(filter.type || filter.declarations.length > 0 ? [onlySelected] : []),
    ...(notFound === null ? [] : [notFound]),
  ]
}

function cards({ extract, today, t }: ExtractView): ExtractPageModel['cards'] {
  const { assessed, paid } = extract
  const totals = cardTotals(extract.totals)
  const note = t.extract.asOf(t.format.date(today))
  const now = (card: 'balance' | 'overpayment' | 'debt') => {
    return { label: t.statement[card], value: t.format.money(totals[card]), note }
  }
  const fundsTotal = (amounts: typeof assessed) => t.format.money(total(FUNDS.map(fund => amounts[fund])))
  return [
    now('balance'),
    now('overpayment'),
    now('debt'),
    {
      label: t.statement.assessed,
      value: fundsTotal(assessed),
      note: `${periodOf(extract, t)}, ${t.statement.paidOf} ${fundsTotal(paid)}`,
    },
  ]
}

interface DebitCreditSummary {
  readonly opening: Balances
  readonly closing: Balances
  readonly movement: DebitCreditTotals
}

/** Sums over ledgers can exceed 2^53. */
type Balances = Readonly<Record<keyof LedgerTotals, Qepik | bigint>>

function sumOf(ledgers: readonly DebitCreditSummary[]): DebitCreditSummary {
  const sumBalances = (end: 'opening' | 'closing') => ({
    debt: total(ledgers.map(ledger => ledger[end].debt)),
    overpayment: total(ledgers.map(ledger => ledger[end].overpayment)),
  })
  const debits = total(ledgers.map(({ movement }) => movement.debits))
  const credits = total(ledgers.map(({ movement }) => movement.credits))
  return { opening: sumBalances('opening'), closing: sumBalances('closing'), movement: { debits, credits } }
}

function debitCreditModel(
  label: string,
  { opening, closing, movement }: DebitCreditSummary,
  t: Catalogue,
): DebitCreditModel {
  return {
    label,
    opening: balancesModel(opening, t),
    debits: t.format.amount(movement.debits),
    credits: t.format.amount(movement.credits),
    closing: balancesModel(closing, t),
  }
}

function balancesModel({ debt, overpayment }: Balances, { format }: Catalogue): BalancesModel {
  return { debt: format.amount(debt), overpayment: format.amount(overpayment) }
}

function ledgerModel(
  { ledger, opening, closing, selected, leftOut: { turnover, totals } }: ExtractLedger,
  rows: readonly ExtractRowModel[],
  t: Catalogue,
): ExtractLedgerModel {
  const label = t.extract.leftOut(turnover.count)
  return {
    code: ledger,
    title: t.ledgers[ledger],
    opening: balancesModel(opening, t),
    leftOut:
      turnover.count === 0 ? null : { label, amount: t.format.amount(turnover.amount), ...balancesModel(totals, t) },
    rows,
    selected: { label: t.extract.sumOf(selected.count), amount: t.format.amount(selected.amount) },
    closing: balancesModel(closing, t),
  }
}
