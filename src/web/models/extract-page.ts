import type { SumLineModel } from '../../../views/components/sums.tsx'
import type {
  BalancesModel,
  ExtractLedgerModel,
  ExtractPageModel,
  ExtractRowModel,
} from '../../../views/extract-page.tsx'
import type { LedgerTotals } from '../../domain/account.ts'
import { allows } from '../../domain/account-access.ts'
import { cardTotals } from '../../domain/cards.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { FUNDS, LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { total } from '../../domain/money.ts'
import { recordOf } from '../../domain/record.ts'
import { type RowConditions, selectsRows } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import { conditionTexts } from '../../export/conditions.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ExtractLedger, StatementExtract } from '../../services/statement/extract.ts'
import type { Selection } from '../../services/statement/read-movements.ts'
import type { StatementSummary } from '../../services/statement/read-statement.ts'
import type { FilterQuery } from '../queries/filter.ts'
import { issueExtractUrl, ledgerUrl, statementUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { unknownMessage } from './account.ts'
import { entryFigures } from './entry-row.ts'
import { accountSums, bridgesOf, kindLines, type SumDates, selectionBlocks } from './sums.ts'

/** What an extract says, whoever sees it. */
export interface ExtractFigures {
  readonly extract: StatementExtract
  /** Null for all ledgers. */
  readonly only: Ledger | null
  /** Has no key for a ledger without rows. */
  readonly rows: ReadonlyMap<Ledger, readonly ExtractRowModel[]>
  readonly conditions: RowConditions
  readonly today: PlainDate
  readonly t: Catalogue
}

export interface ExtractView extends Omit<ExtractFigures, 'conditions'> {
  readonly viewer: Viewer
  readonly query: FilterQuery
  readonly now: Date
}

type FiguresModel = Pick<ExtractPageModel, 'from' | 'to' | 'blocks' | 'sums' | 'ledgers' | 'empty'>

export function extractPageModel(view: ExtractView): ExtractPageModel {
  const { extract, only, query, t } = view
  const { name, voen } = extract
  const figures = { ...view, conditions: query.filter }
  return {
    title: t.extract.title,
    back: backLink(voen, only, query, t),
    issue: allows(view.viewer.access, 'exports') ? issueExtractUrl(voen, only, query.query) : null,
    facts: facts(view),
    running: `${t.extract.nameAndVoen(name, voen)}, ${periodOf(extract, t)}`,
    notices: notices(view),
    cards: only === null ? [...balanceCards(figures), assessedCard(view)] : [],
    ...extractFiguresModel(figures),
  }
}

export function extractFiguresModel(figures: ExtractFigures): FiguresModel {
  const { extract, only, rows, conditions, t } = figures
  const listed = extract.ledgers.filter(({ turnover }) => only !== null || rows.has(turnover.ledger))
  const isSelection = selectsRows(conditions)
  return {
    from: t.format.date(extract.from),
    to: t.format.date(extract.to),
    blocks: only === null ? [] : blocksOf(figures),
    sums: only === null ? sumsOf(figures) : null,
    ledgers: listed.map(ledger => ledgerModel(ledger, rows.get(ledger.turnover.ledger) ?? [], isSelection, t)),
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
  const fact = (label: string, value: string | null) => (value === null ? [] : [{ label, value }])
  return [
    ...fact(t.extract.taxpayer, name),
    ...fact(t.voen, voen),
    ...fact(t.extract.ledger, only && t.ledgers[only]),
    ...fact(t.extract.period, periodOf(extract, t)),
    ...conditionTexts(query.filter, t),
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
  const [selected, leftOut] = [count(({ selected }) => selected.count), count(({ leftOut }) => leftOut.count)]
  const all = viewer.access.exports ? ` ${exportHasAll}` : ''
  return [
    ...(leftOut > 0 ? [`${onlyNewest(selected, selected - leftOut)} ${choosePeriod}${all}`] : []),
    ...(selectsRows(filter) ? [onlySelected] : []),
    ...(notFound === null ? [] : [notFound]),
  ]
}

/** As they stood at the end of the period, like the balances below them. */
export function balanceCards({ extract, today, t }: ExtractFigures): ExtractPageModel['cards'] {
  const { ledgers, to } = extract
  const closing = new Map(ledgers.map(({ turnover }) => [turnover.ledger, turnover.closing]))
  const totals = cardTotals(recordOf(LEDGERS, ledger => closing.get(ledger)!))
  const note = to < today ? t.ledger.to(t.format.date(to)) : t.extract.asOf(t.format.date(today))
  return (['balance', 'overpayment', 'debt'] as const).map(card => {
    return { label: t.statement[card], value: t.format.money(totals[card]), note }
  })
}

function assessedCard({ extract, today, t }: ExtractView): ExtractPageModel['cards'][number] {
  const { assessed, paid } = extract
  const fundsTotal = (amounts: typeof assessed) => t.format.money(total(FUNDS.map(fund => amounts[fund])))
  return {
    label: t.statement.assessed,
    value: fundsTotal(assessed),
    note: `${t.statement.meanings.assessed(periodOf(extract, t))} ${t.sums.paidBy(t.format.date(today))}: ${fundsTotal(paid)}`,
  }
}

function datesOf({ extract: { from, to }, t }: ExtractFigures): SumDates {
  return { opening: t.ledger.from(t.format.date(from)), closing: t.ledger.to(t.format.date(to)) }
}

function blocksOf(figures: ExtractFigures): ExtractPageModel['blocks'] {
  const { extract, conditions, t } = figures
  return extract.ledgers.flatMap(({ turnover, selected }) =>
    selectsRows(conditions)
      ? selectionBlocks(turnover.ledger, { ...turnover, selected }, datesOf(figures), t)
      : bridgesOf(turnover, datesOf(figures), t),
  )
}

function sumsOf(figures: ExtractFigures): ExtractPageModel['sums'] {
  const { extract, conditions, t } = figures
  const ledgers = new Map(extract.ledgers.map(ledger => [ledger.turnover.ledger, ledger]))
  const summary: StatementSummary = selectsRows(conditions)
    ? { of: 'selection', ledgers: recordOf(LEDGERS, ledger => ledgers.get(ledger)!.selected) }
    : { of: 'all-rows', ledgers: recordOf(LEDGERS, ledger => ledgers.get(ledger)!.turnover) }
  return accountSums({ summary, dates: datesOf(figures), hrefOf: () => null, t })
}

function balancesModel({ debt, overpayment }: LedgerTotals, { format }: Catalogue): BalancesModel {
  return { debt: format.amount(debt), overpayment: format.amount(overpayment) }
}

/** Balances only where the rows lead from one to the other. */
function ledgerModel(
  { turnover: { ledger, opening, closing }, selected, leftOut }: ExtractLedger,
  rows: readonly ExtractRowModel[],
  isSelection: boolean,
  t: Catalogue,
): ExtractLedgerModel {
  const balances = (totals: LedgerTotals) => (isSelection ? null : balancesModel(totals, t))
  const rowsModel = (label: string, { sums }: Selection) => ({
    label,
    sums: kindLines(sums, t)
      .map(line => inWords(line, t))
      .join('; '),
  })
  return {
    code: ledger,
    title: t.ledgers[ledger],
    opening: balances(opening),
    leftOut:
      leftOut.count === 0
        ? null
        : { ...rowsModel(t.extract.leftOut(leftOut.count), leftOut), balances: balances(leftOut.totals) },
    rows,
    selected: rowsModel(t.extract.sumOf(selected.count), selected),
    closing: balances(closing),
  }
}

function inWords({ label, figure }: SumLineModel, { lang }: Catalogue): string {
  return `${label.charAt(0).toLocaleLowerCase(lang)}${label.slice(1)} ${figure.text}`
}
