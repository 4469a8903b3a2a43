import type { ChargeInterestModel, InterestPageModel, StretchModel } from '../../../views/interest-page.tsx'
import { allows } from '../../domain/account-access.ts'
import type { Charge } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { InterestTerms } from '../../domain/interest.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ChargedInterest, ChargeInterest, SheetPlace } from '../../services/statement/interest-sheet.ts'
import type { PaidLine } from '../../services/statement/paid-days.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { chargeName } from '../queries/debts-query.ts'
import { type InterestQuery, sheetPlaceQuery } from '../queries/interest-query.ts'
import { debtsUrl, interestExportUrl, interestUrl, joinQuery, operationUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { documentHref, documentOf } from './debts-page.ts'
import { decimalText, exactText } from './exact-text.ts'
import { fileLinks } from './file-links.ts'

export interface InterestView {
  readonly viewer: Viewer
  readonly name: string
  readonly query: InterestQuery
  /** Null without rates. */
  readonly terms: InterestTerms | null
  /** What was worked out; null when it was not. */
  readonly sheet: {
    readonly charges: readonly ChargeInterest[]
    readonly total: bigint | null
    /** Of debts that are open now; null for a single charge, and where nothing is added up. */
    readonly ofOpen: bigint | null
    readonly next: SheetPlace | null
    /** Null for a single charge. */
    readonly charged: ChargedInterest | null
  } | null
  /** The place after which the page begins; null for the first page. */
  readonly after: SheetPlace | null
  readonly today: PlainDate
  readonly t: Catalogue
}

export function interestPageModel(view: InterestView): InterestPageModel {
  const { viewer, name, query, terms, sheet, after, t } = view
  const { voen } = viewer.access
  const at = (end: string) => interestUrl(voen, joinQuery(query.query, end))
  const first = sheet?.charges[0]?.charge
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('debts'), below: true, t }),
    only:
      query.charge === null
        ? null
        : { text: first ? t.interest.of(documentOf(first), t.funds[first.fund]) : '', all: interestUrl(voen) },
    noRates: terms === null ? t.interest.noRates : null,
    terms: terms && t.interest.terms(terms.maxDays, ratesText(terms, t)),
    action: interestUrl(voen),
    charge: query.charge && chargeName(query.charge),
    to: query.to === null ? query.typed : t.format.typedDate(query.to),
    problems: query.problem ? [{ field: 'to', message: t.problems[query.problem] }] : [],
    status: query.to === null ? t.interest.invalid : t.interest.caption(t.format.date(query.to)),
    figures: figures(view),
    charges: sheet?.charges.filter(({ lines }) => lines.length > 0).map(charge => chargeModel(voen, charge, t)) ?? [],
    empty: emptyOf(view),
    first: after ? at('') : null,
    next: sheet?.next ? at(sheetPlaceQuery(sheet.next)) : null,
    exports:
      first && allows(viewer.access, 'exports')
        ? fileLinks(text => interestExportUrl(voen, text), query.query, t.interest.exportHint, t)
        : null,
    back: debtsUrl(voen),
  }
}

function emptyOf({ sheet, after, t }: InterestView): string | null {
  if (sheet === null) return t.interest.invalid
  if (sheet.charges.some(({ lines }) => lines.length > 0)) return null
  return after !== null || sheet.next !== null ? t.interest.noneHere : t.interest.none
}

function figures({ query, sheet, today, t }: InterestView): InterestPageModel['figures'] {
  const { to } = query
  if (sheet === null || to === null) return []
  const { total, ofOpen, charged } = sheet
  const notes = [
    ...(ofOpen === null || ofOpen === total ? [] : [t.interest.ofOpen(t.format.money(ofOpen))]),
    ...(to > today ? [t.interest.workedFuture] : []),
  ]
  const worked = {
    label: t.interest.worked(t.format.date(to)),
    amount: total === null ? '–' : t.format.money(total),
    note: total === null ? t.interest.tooMany : notes.join('; ') || null,
  }
  if (charged === null) return [worked]
  const until = to > today ? today : to
  const byCustoms = {
    label: t.interest.charged,
    amount: t.format.money(charged.assessed),
    note: t.interest.chargedNote(t.format.date(until), t.format.money(charged.settled)),
  }
  return total === null ? [worked, byCustoms] : [worked, byCustoms, difference(total - charged.assessed, t)]
}

function difference(more: bigint, { interest, format }: Catalogue): InterestPageModel['figures'][number] {
  const label = more === 0n ? interest.difference.same : more > 0n ? interest.difference.more : interest.difference.less
  return { label, amount: format.money(more < 0n ? -more : more), note: null }
}

function ratesText({ rates }: InterestTerms, t: Catalogue): string {
  return rates
    .map(({ from, percent }) => t.interest.rateFrom(decimalText(percent, t.format), t.format.date(from)))
    .join('; ')
}

function chargeModel(
  voen: Voen,
  { charge, lines, interest, continued }: ChargeInterest,
  t: Catalogue,
): ChargeInterestModel {
  return {
    document: documentOf(charge),
    href: documentHref(voen, charge),
    fund: t.funds[charge.fund],
    due: t.interest.due(t.format.date(charge.dueOn)),
    sum: t.interest.sum(t.format.money(interest)),
    continued: continued ? t.interest.continued : null,
    lines: lines.map(line => stretchModel(voen, charge, line, t)),
  }
}

function stretchModel(voen: Voen, charge: Charge, line: PaidLine, t: Catalogue): StretchModel {
  return {
    range: t.interest.range(t.format.date(line.from), t.format.date(line.to)),
    days: t.interest.counted(line.days),
    principal: t.format.amount(line.principal),
    rate: `${decimalText(line.percent, t.format)}\u00a0%`,
    exact: exactText(line.exact, t.format),
    rounded: t.format.amount(line.interest),
    ends: endsOf(voen, charge, line, t),
  }
}

function endsOf(voen: Voen, charge: Charge, { end }: PaidLine, t: Catalogue): StretchModel['ends'] {
  const { ends } = t.interest
  const rows = end.parts.flatMap(day => day.rows)
  const unnamed = end.parts.reduce((sum, { count }) => sum + count, 0) - rows.length
  return [
    ...rows.map(({ row, type }) => ({ text: ends.paid(t.operationTypes[type], row), href: operationUrl(voen, row) })),
    // The page of the charge lists all that closed it, in pages.
    ...(unnamed > 0 ? [{ text: ends.unnamed(unnamed), href: operationUrl(voen, charge.row) }] : []),
    ...(end.rateChanges ? [{ text: ends.rate, href: null }] : []),
    ...(end.last === null ? [] : [{ text: ends[end.last], href: null }]),
  ]
}
