import type { CardPaymentModel, MoneyCardModel, MoneyLine } from '../../../views/components/money-card.tsx'
import type { AssessedCardModel, LedgerLineModel, StatementPageModel } from '../../../views/statement-page.tsx'
import { cardTotals } from '../../domain/cards.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { CUSTOMS_FUNDS, FUNDS, LEDGERS, type Ledger } from '../../domain/fund.ts'
import { manat, type Qepik, total } from '../../domain/money.ts'
import { OPERATION_TYPES } from '../../domain/operation-type.ts'
import type { Turnover } from '../../domain/turnover.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Statement } from '../../services/statement/read-statement.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { FilterQuery } from '../queries/filter.ts'
import { debtsUrl, ledgerUrl, previewUrl, statementExportUrl, statementExtractUrl, statementUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel, emptyMessage, exportModel, singleDeclaration, unknownMessage } from './account.ts'
import { filterModel } from './filter-form.ts'
import { liveUpdateModel } from './live-update.ts'
import { payAdvance, payFund } from './pay-links.ts'

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
  const count = LEDGERS.reduce((sum, ledger) => sum + statement.turnovers[ledger].count, 0)
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
      today,
      t,
    }),
    status: valid ? t.results.counted(count) : t.problems.count(query.problems.length),
    declaration: singleDeclaration(filtered, voen),
    unknown: valid ? unknownMessage(filtered) : null,
    empty: valid ? (count === 0 ? emptyMessage(filtered) : null) : t.results.invalidFilter,
    ledgers: LEDGERS.map(ledger => ledgerLine(view, ledger)),
    total: ledgersTotal(view, count),
    liveUpdate: valid ? liveUpdateModel(viewer, { address, query: query.query, version: statement.bookings }) : null,
    exports: valid ? exportModel(viewer, text => statementExportUrl(voen, text), query) : null,
    extract: valid ? statementExtractUrl(voen, query.query) : null,
  }
}

function balanceCard({ statement: { voen, totals }, today, t }: StatementView): MoneyCardModel {
  const { balanceLines } = t.statement
  const { balance, advance, customsOverpayment } = cardTotals(totals)
  const { 'eservice-fee': fee, 'eservice-vat': vat } = totals
  return {
    title: t.statement.balance,
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
  return {
    title: t.statement[side],
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
  const funds = FUNDS.flatMap(fund => payFund(hop, voen, fund, totals[fund].debt, t) ?? [])
  if (funds.length === 0) return null
  return {
    preview: customs > 0n ? previewUrl(voen, `amount=${manat(customs)}`) : null,
    all: payAdvance(hop, voen, customs, t),
    debts: debtsUrl(voen),
    funds,
  }
}

function assessedCard({ statement: { voen, assessed, paid }, query, t }: StatementView): AssessedCardModel {
  const { from, to } = query.filter
  const valid = query.problems.length === 0
  const amountOrUnknown = (amount: bigint) => (valid ? t.format.amount(amount) : t.statement.unknown)
  const sumOf = (amounts: Statement['assessed']) => total(FUNDS.map(fund => amounts[fund]))
  const range = valid ? t.range(from && t.format.date(from), to && t.format.date(to)) : t.statement.unknown
  const dates = query.with({ type: '', declaration: '' }).query
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
    meaning: t.statement.meanings.assessed(range),
    assessed: valid ? t.format.money(sumOf(assessed)) : t.statement.unknown,
    paid: amountOrUnknown(sumOf(paid)),
    outstanding: amountOrUnknown(sumOf(assessed) - sumOf(paid)),
    funds: funds.filter(fund => !fund.zero),
    zeroFunds: funds.filter(fund => fund.zero),
  }
}

function ledgerLine(view: StatementView, ledger: Ledger): LedgerLineModel {
  const { statement, query, t } = view
  return {
    code: ledger,
    title: t.ledgers[ledger],
    href: ledgerUrl(statement.voen, ledger, query.query),
    ...ledgerFigures(view, statement.totals[ledger], statement.turnovers[ledger]),
  }
}

function ledgersTotal(view: StatementView, count: number): StatementPageModel['total'] {
  const { totals, turnovers } = view.statement
  const balances = {
    debt: total(LEDGERS.map(ledger => totals[ledger].debt)),
    overpayment: total(LEDGERS.map(ledger => totals[ledger].overpayment)),
  }
  return ledgerFigures(view, balances, { count, amount: total(LEDGERS.map(ledger => turnovers[ledger].amount)) })
}

function ledgerFigures(
  { query, t }: StatementView,
  { debt, overpayment }: Record<'debt' | 'overpayment', Qepik | bigint>,
  { count, amount }: Turnover,
): StatementPageModel['total'] {
  const valid = query.problems.length === 0
  return {
    debt: t.format.amount(debt),
    overpayment: t.format.amount(overpayment),
    count: valid ? t.format.count(count) : t.statement.unknown,
    sum: valid ? t.format.amount(amount) : t.statement.unknown,
  }
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
