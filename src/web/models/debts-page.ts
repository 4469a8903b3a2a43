import type {
  DebtGroupModel,
  DebtLineModel,
  DebtPayModel,
  DebtsPageModel,
  FigureModel,
} from '../../../views/debts-page.tsx'
import { allows } from '../../domain/account-access.ts'
import { type Charge, outstanding } from '../../domain/charge.ts'
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { CUSTOMS_FUNDS, FUNDS, type Fund } from '../../domain/fund.ts'
import { manat, total } from '../../domain/money.ts'
import { DEBT_ORDERS, overdueDays, wayToPay } from '../../domain/open-debt.ts'
import { isolatedText, seenText } from '../../domain/visible-text.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { AdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import {
  type DebtGroup,
  type ListedDebt,
  MAX_INTEREST_DEBTS,
  type OpenDebtsPage,
} from '../../services/statement/open-debts.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { chargeName, type DebtsQuery, debtsCursorQuery } from '../queries/debts-query.ts'
import type { ListQuery } from '../queries/list-query.ts'
import {
  chosenDebtsUrl,
  debtsExportUrl,
  debtsUrl,
  declarationUrl,
  estimateUrl,
  interestUrl,
  issueDebtsUrl,
  joinQuery,
  previewUrl,
  referenceUrl,
} from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { fileLinks } from './file-links.ts'
import { forecastLineModel } from './forecast.ts'
import { sizeChoices } from './list-paging.ts'
import { liveUpdateModel } from './live-update.ts'
import { payAdvance, payDeclaration, payFund } from './pay-links.ts'

export interface DebtsView {
  readonly viewer: Viewer
  readonly name: string
  readonly query: DebtsQuery
  readonly list: ListQuery
  /** Null when the query has problems. */
  readonly page: OpenDebtsPage | null
  /** Null for a past day, and when the query has problems. */
  readonly outlook: AdvanceOutlook | null
  /** Where the page begins, as its address says; empty on the first page. */
  readonly position: string
  readonly now: Date
  readonly today: PlainDate
  readonly config: Pick<WebConfig, 'hop' | 'lateInterest'>
  readonly t: Catalogue
}

export function debtsPageModel(view: DebtsView): DebtsPageModel {
  const { viewer, name, query, list, page, outlook, position, now, t } = view
  const { voen } = viewer.access
  const filtered = (ofList: string) => debtsUrl(voen, joinQuery(query.query, ofList))
  const at = (end: string) => filtered(joinQuery(list.query, end))
  const hasDebts = page !== null && page.groups.length > 0
  const withInterest = hasRates(view)
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('debts'), below: false, t }),
    asOf: query.on ? t.debts.asOfDay(t.format.date(query.on)) : t.debts.asOfNow(t.format.instant(now)),
    now: query.on && debtsUrl(voen, joinQuery(query.with({ on: '' }).query, list.query)),
    figures: page === null || page.sums.count === 0 ? [] : figures(view, page),
    noRates: withInterest ? null : t.debts.noRates,
    interest: withInterest ? interestUrl(voen, query.on ? `to=${query.on}` : '') : null,
    estimate: estimateUrl(voen),
    forecast: outlook?.forecast ? forecastLineModel(voen, outlook, t) : null,
    ...payments(view),
    filter: filterOf(view),
    status: page === null ? invalidText(view) : t.debts.found(page.sums.count, t.format.money(page.sums.open)),
    liveUpdate:
      page === null || query.on !== null
        ? null
        : liveUpdateModel(viewer, {
            address: ofPage => debtsUrl(voen, ofPage),
            query: joinQuery(query.query, list.query, position),
            version: page.bookings,
          }),
    empty: emptyOf(view),
    groups: page === null ? [] : page.groups.map(group => groupModel(group, view)),
    withInterest,
    chosen: query.on === null ? chosenDebtsUrl(voen) : null,
    newer: page?.before ? at(debtsCursorQuery({ before: page.before })) : null,
    older: page?.after ? at(debtsCursorQuery({ after: page.after })) : null,
    sizes: page ? sizeChoices(page.sums.count, list, filtered, t) : [],
    exports:
      hasDebts && allows(viewer.access, 'exports')
        ? fileLinks(text => debtsExportUrl(voen, text), query.query, t.debts.exportHint, t)
        : null,
    pdf: hasDebts && allows(viewer.access, 'exports') ? issueDebtsUrl(voen, query.query) : null,
  }
}

function hasRates({ config }: DebtsView): boolean {
  return (config.lateInterest ?? null) !== null
}

function figures(view: DebtsView, { sums, interest }: OpenDebtsPage): FigureModel[] {
  const { query, t } = view
  const { debts, format } = t
  const { count, open, overdueCount, overdue, byWay } = sums
  const figure = (label: string, amount: bigint, note: string | null = null): FigureModel => ({
    label,
    amount: format.money(amount),
    note,
    tone: 'plain',
  })
  const late = { ...figure(debts.overdue, overdue, debts.debts(overdueCount)), tone: 'debt' } as const
  const worked: FigureModel =
    interest === null
      ? { label: debts.interest, amount: '–', note: debts.interestTooMany(MAX_INTEREST_DEBTS), tone: 'plain' }
      : figure(debts.interest, interest, debts.interestNote)
  return [
    figure(query.isFiltered ? debts.totalFiltered : debts.total, open, debts.debts(count)),
    ...(overdueCount > 0 ? [late] : []),
    ...(byWay.number > 0n ? [figure(debts.byNumber, byWay.number)] : []),
    ...(byWay.voen > 0n ? [figure(debts.byVoen, byWay.voen)] : []),
    ...(byWay.eservice > 0n ? [figure(debts.eservice, byWay.eservice)] : []),
    ...(hasRates(view) ? [worked] : []),
  ]
}

/** Pays all debts of now; a filter or a past day has no payment of its own. */
function payments({ viewer, query, page, config, t }: DebtsView): Pick<DebtsPageModel, 'pay' | 'eservice'> {
  if (page === null || query.on !== null || query.isFiltered) return { pay: null, eservice: [] }
  const { voen } = viewer.access
  const { byFund } = page.sums
  const customs = total(CUSTOMS_FUNDS.map(fund => byFund[fund]))
  const pay = payAdvance(config.hop, voen, customs, t)
  const ofServices = FUNDS.slice(CUSTOMS_FUNDS.length)
  return {
    pay: pay && {
      label: t.debts.payAll(t.format.money(customs)),
      pay,
      preview: previewUrl(voen, `amount=${manat(customs)}`),
    },
    eservice: ofServices.flatMap(fund => payFund(config.hop, voen, fund, byFund[fund], t) ?? []),
  }
}

function filterOf({ viewer, query, list, t }: DebtsView): DebtsPageModel['filter'] {
  const { typed, on, problems } = query
  const isWrong = problems.some(({ field }) => field === 'on')
  return {
    action: debtsUrl(viewer.access.voen),
    isOpen: query.query !== '',
    kept: list.fields,
    on: on === null ? (isWrong ? typed.on : '') : t.format.typedDate(on),
    fund: typed.fund,
    funds: FUNDS.map(fund => ({ code: fund, label: t.funds[fund] })),
    declaration: typed.declaration,
    overdue: query.filter.overdue,
    order: typed.order,
    orders: DEBT_ORDERS.map(order => ({ code: order, label: t.debts.orders[order] })),
    problems: problems.map(({ code, field }) => ({
      field,
      message: code === 'on-in-future' || code === 'choice-unknown' ? t.debts.problems[code] : t.problems[code],
    })),
  }
}

/** Why nothing is shown. */
function invalidText({ list, t }: DebtsView): string {
  return list.isValid ? t.debts.invalid : t.paging.unknownChoice
}

function emptyOf(view: DebtsView): DebtsPageModel['empty'] {
  const { viewer, query, list, page, position, t } = view
  const firstPage = debtsUrl(viewer.access.voen, joinQuery(query.query, list.query))
  if (page === null) return { message: invalidText(view), firstPage: list.isValid ? null : firstPage }
  if (page.groups.length > 0) return null
  if (position !== '') return { message: t.debts.pastTheEnd, firstPage }
  if (query.isFiltered) return { message: t.debts.noneFound, firstPage: null }
  const message = query.on === null ? t.debts.none : t.debts.noneOn(t.format.date(query.on))
  return { message, firstPage: null }
}

function groupModel({ sums, debts }: DebtGroup, view: DebtsView): DebtGroupModel {
  const { viewer, query, t } = view
  const { voen } = viewer.access
  const first = debts[0]!
  const lines = debts.map(debt => lineModel(debt, view))
  const sum = t.debts.groupSum(sums.count, t.format.money(sums.open))
  if (query.order === 'declaration') {
    const payable = debts.find(debt => debt.payable > 0n)
    const pay = payable ? numberPay(payable, view) : null
    const heading = { label: documentOf(first.charge), href: documentHref(voen, first.charge), sum, pay }
    return { heading, lines }
  }
  if (query.order === 'fund') {
    const { fund } = first.charge
    return { heading: { label: t.funds[fund], href: null, sum, pay: fundPay(fund, sums.open, view) }, lines }
  }
  return { heading: null, lines }
}

function lineModel(debt: ListedDebt, view: DebtsView): DebtLineModel {
  const { viewer, query, today, t } = view
  const { charge, interest } = debt
  const day = query.on ?? today
  const [document, fund] = [documentOf(charge), t.funds[charge.fund]]
  const isByDocument = query.order === 'declaration'
  const late = overdueDays(charge, day)
  const kind = charge.declaration === null ? t.preview.reference : t.preview.declaration
  return {
    choice: query.on === null ? chargeName(charge) : null,
    about: `${isolatedText(document)}, ${fund}, ${t.format.amount(outstanding(charge))}`,
    name: isByDocument ? fund : document,
    href: isByDocument ? null : documentHref(viewer.access.voen, charge),
    detail: isByDocument || query.order === 'fund' ? (isByDocument && charge.declaration !== null ? '' : kind) : fund,
    assessedOn: t.format.date(charge.assessedOn),
    age: t.debts.age(Math.max(0, daysBetween(charge.assessedOn, day))),
    dueOn: t.format.date(charge.dueOn),
    late: late > 0 ? t.debts.late(late) : null,
    amount: t.format.amount(charge.amount),
    open: t.format.amount(outstanding(charge)),
    interest: interest === null ? '' : t.format.amount(interest),
    sheet:
      query.on === null && interest !== null ? interestUrl(viewer.access.voen, `charge=${chargeName(charge)}`) : null,
    way: t.debts.ways[wayToPay(charge)],
    pay: query.on === null ? linePay(debt, view) : null,
  }
}

/** Where the list is grouped by document, the heading of the group has the payment by number. */
function linePay(debt: ListedDebt, view: DebtsView): DebtPayModel | null {
  const { viewer, query, config, t } = view
  const { voen } = viewer.access
  const { charge } = debt
  const of = t.debts.payOf(`${isolatedText(documentOf(charge))}, ${t.funds[charge.fund]}`)
  const way = wayToPay(charge)
  if (way === 'number') return query.order === 'declaration' ? null : numberPay(debt, view)
  if (way === 'voen') return { label: t.debts.payWays, of, href: chosenDebtsUrl(voen, `charge=${chargeName(charge)}`) }
  const pay = payFund(config.hop, voen, charge.fund, BigInt(outstanding(charge)), t)
  return pay && { label: t.debts.payCode(pay.code!.digits), of, href: pay.href }
}

function numberPay({ charge, payable }: ListedDebt, { config, t }: DebtsView): DebtPayModel | null {
  const pay = payDeclaration(config.hop, charge.declaration!, payable, t)
  return (
    pay && { label: t.debts.payNumber(t.format.money(payable)), of: t.debts.payOf(charge.declaration!), href: pay.href }
  )
}

/** Pays all debts of a fund of now (R6, R7a). */
function fundPay(fund: Fund, sum: bigint, { viewer, query, config, t }: DebtsView): DebtPayModel | null {
  if (query.on !== null || query.isFiltered) return null
  const pay = payFund(config.hop, viewer.access.voen, fund, sum, t)
  return pay && { label: t.debts.payFund(t.funds[fund], t.format.money(sum)), of: '', href: pay.href }
}

export function documentOf({ declaration, reference }: Charge): string {
  return declaration ?? seenText(reference ?? '')
}

export function documentHref(voen: Voen, { declaration, reference }: Charge): string | null {
  if (declaration !== null) return declarationUrl(voen, declaration)
  return reference && referenceUrl(voen, reference)
}

/** For the title; null on the first page. */
export function debtsPosition({ page, position, t }: DebtsView): string | null {
  const first = page?.groups[0]?.debts[0]
  return position === '' || !first ? null : t.debts.position(isolatedText(documentOf(first.charge)))
}
