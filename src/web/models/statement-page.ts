import type { CardPaymentModel, MoneyCardModel, MoneyLine } from '../../../views/components/money-card.tsx'
import type { AssessedCardModel, LedgerCardModel, StatementPageModel } from '../../../views/statement-page.tsx'
import { allows } from '../../domain/account-access.ts'
import { cardTotals } from '../../domain/cards.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { CUSTOMS_FUNDS, FUNDS, LEDGERS, type Ledger } from '../../domain/fund.ts'
import { manat, type Qepik, total } from '../../domain/money.ts'
import { OPERATION_TYPES } from '../../domain/operation-type.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { countOf, type Statement } from '../../services/statement/read-statement.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { FilterQuery } from '../queries/filter.ts'
import {
  accountingUrl,
  actsUrl,
  chartsUrl,
  debtsUrl,
  issueExtractUrl,
  ledgerUrl,
  previewUrl,
  statementExportUrl,
  statementExtractUrl,
  statementUrl,
} from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel, emptyMessage, exportModel, singleDeclaration, unknownMessage } from './account.ts'
import { filterModel } from './filter-form.ts'
import { liveUpdateModel } from './live-update.ts'
import { payAdvance, payFund } from './pay-links.ts'
import { accountSums, balanceLines, sumDates } from './sums.ts'

export interface StatementView {
  readonly viewer: Viewer
  readonly statement: Statement
  readonly query: FilterQuery
  readonly today: PlainDate
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function statementPageModel(view: StatementView): StatementPageModel {
  const { viewer, statement, query, today, t } = view
  const { voen, unknown } = statement
  const filtered = { query, unknown, t }
  const address = (text: string) => statementUrl(voen, text)
  const location = new AccountLocation('statement', null, query)
  const count = countOf(statement.summary)
  const valid = query.problems.length === 0
  return {
    account: accountModel({ name: statement.name, viewer, location, below: false, t }),
    balance: balanceCard(view),
    overpayment: fundCard(view, 'overpayment'),
    debt: { ...fundCard(view, 'debt'), payment: debtPayment(view) },
    assessed: assessedCard(view),
    filter: filterModel({
      query,
      address,
      types: OPERATION_TYPES,
      // Its first view has no room for what few ask; the ledgers and the list of all operations have it.
      offersPayments: false,
      today,
      t,
    }),
    status: valid ? t.results.counted(count) : t.problems.count(query.problems.length),
    declaration: singleDeclaration(filtered, voen),
    unknown: valid ? unknownMessage(filtered) : null,
    empty: valid ? (count === 0 ? emptyMessage(filtered) : null) : t.results.invalidFilter,
    ledgers: LEDGERS.map(ledger => ledgerCard(view, ledger)),
    sums: valid ? sumsOf(view) : null,
    cardsNow: valid ? cardsNow(view) : null,
    liveUpdate: valid ? liveUpdateModel(viewer, { address, query: query.query, version: statement.bookings }) : null,
    exports: valid
      ? exportModel(
          viewer,
          {
            address: text => statementExportUrl(voen, text),
            query: query.query,
            accounting: accountingUrl(voen, query.period),
          },
          t,
        )
      : null,
    extract: valid ? statementExtractUrl(voen, query.query) : null,
    pdf: valid && allows(viewer.access, 'exports') ? issueExtractUrl(voen, null, query.query) : null,
    act: valid ? actsUrl(voen, actPeriod(query)) : null,
  }
}

function balanceCard({ statement: { voen, totals }, today, t }: StatementView): MoneyCardModel {
  const { balanceLines } = t.statement
  const { balance, advance, customsOverpayment } = cardTotals(totals)
  const { 'eservice-fee': fee, 'eservice-vat': vat } = totals
  return {
    title: t.statement.balance,
    href: ledgerUrl(voen, 'advance'),
    meaning: t.statement.meanings.balance(t.format.date(today)),
    amount: t.format.money(balance),
    tone: 'plain',
    ...splitLines(
      [
        [balanceLines.advance, advance, ledgerUrl(voen, 'advance')],
        [balanceLines.customs, customsOverpayment, '#overpayment'],
        [balanceLines.eserviceFee, fee.overpayment, ledgerUrl(voen, 'eservice-fee')],
        [balanceLines.eserviceVat, vat.overpayment, ledgerUrl(voen, 'eservice-vat')],
      ],
      t,
    ),
    payment: null,
  }
}

/** Cards 2 and 3: overpayment and debt by fund. */
function fundCard(
  { statement: { voen, totals }, today, t }: StatementView,
  side: 'overpayment' | 'debt',
): MoneyCardModel {
  const sum = cardTotals(totals)[side]
  const [fund, ...others] = FUNDS.filter(fund => totals[fund][side] > 0)
  return {
    title: t.statement[side],
    href: side === 'debt' ? debtsUrl(voen) : fund && others.length === 0 ? ledgerUrl(voen, fund) : '#ledgers-heading',
    meaning: t.statement.meanings[side](t.format.date(today)),
    amount: t.format.money(sum),
    tone: sum === 0n ? 'plain' : side === 'debt' ? 'debt' : 'credit',
    ...splitLines(
      FUNDS.map(fund => [t.funds[fund], totals[fund][side], ledgerUrl(voen, fund)]),
      t,
    ),
    payment: null,
  }
}

/** The advance pays the debts of the customs funds together. E-service funds are paid one by one. */
function debtPayment({ statement: { voen, totals }, hop, t }: StatementView): CardPaymentModel | null {
  const customs = total(CUSTOMS_FUNDS.map(fund => totals[fund].debt))
  const funds = FUNDS.flatMap(fund => payFund(hop, voen, fund, BigInt(totals[fund].debt), t) ?? [])
  if (funds.length === 0) return null
  return {
    preview: customs > 0n ? previewUrl(voen, `amount=${manat(customs)}`) : null,
    all: payAdvance(hop, voen, customs, t),
    debts: debtsUrl(voen),
    funds,
  }
}

function assessedCard({ statement, query, today, t }: StatementView): AssessedCardModel {
  const { voen, assessed, paid, assessedIn, before } = statement
  const { from, to } = assessedIn
  const valid = query.problems.length === 0
  const amountOrUnknown = (amount: bigint) => (valid ? t.format.amount(amount) : t.statement.unknown)
  const sumOf = (amounts: Statement['assessed']) => total(FUNDS.map(fund => amounts[fund]))
  const range = t.range(from && t.format.date(from), to && t.format.date(to))
  const dates = query.with({ from: from ?? '', to: to ?? '', type: '', declaration: '' }).query
  const funds = valid
    ? FUNDS.map(fund => ({
        label: t.funds[fund],
        href: ledgerUrl(voen, fund, dates),
        assessed: t.format.amount(assessed[fund]),
        paid: t.format.amount(paid[fund]),
        zero: assessed[fund] === 0n,
      }))
    : []
  return {
    href: chartsUrl(voen, dates),
    meaning: valid ? t.statement.meanings.assessed(range) : t.statement.meanings.unread,
    allDates: before && statementUrl(voen, query.with({ from: before }).query),
    paidBy: t.sums.paidBy(t.format.date(today)),
    assessed: valid ? t.format.money(sumOf(assessed)) : t.statement.unknown,
    paid: amountOrUnknown(sumOf(paid)),
    outstanding: amountOrUnknown(sumOf(assessed) - sumOf(paid)),
    funds: funds.filter(fund => !fund.zero),
    zeroFunds: funds.filter(fund => fund.zero),
  }
}

/** Cards 5 to 8 of the guide, and those of the other ledgers. */
function ledgerCard({ statement: { voen, totals }, query, t }: StatementView, ledger: Ledger): LedgerCardModel {
  return {
    code: ledger,
    title: t.ledgers[ledger],
    href: ledgerUrl(voen, ledger, query.query),
    balances: balanceLines(ledger, totals[ledger], t),
  }
}

function sumsOf({ statement, query, today, t }: StatementView): StatementPageModel['sums'] {
  return accountSums({
    summary: statement.summary,
    dates: sumDates(query, today, t),
    hrefOf: ledger => ledgerUrl(statement.voen, ledger, query.query),
    t,
  })
}

/** The cards stand today; balances of an earlier day beside them need a word. */
function cardsNow({ statement, query: { filter }, today, t }: StatementView): string | null {
  const isEarlier = statement.summary.of === 'all-rows' && filter.to !== null && filter.to < today
  return isEarlier ? t.sums.cardsNow(t.format.date(today), t.format.date(filter.to)) : null
}

/** The dates of the filter, when both are chosen. */
function actPeriod({ filter: { from, to } }: FilterQuery): string {
  return from && to ? `from=${from}&to=${to}` : ''
}

/** Lines with an amount come first; the zero lines are collapsed. */
function splitLines(
  all: readonly (readonly [label: string, amount: Qepik | bigint, href: string])[],
  { format }: Catalogue,
): Pick<MoneyCardModel, 'lines' | 'zeroLines'> {
  const linesWhere = (zero: boolean): MoneyLine[] =>
    all
      .filter(([, amount]) => (BigInt(amount) === 0n) === zero)
      .map(([label, amount, href]) => ({ label, amount: format.amount(amount), href }))
  return { lines: linesWhere(false), zeroLines: linesWhere(true) }
}
