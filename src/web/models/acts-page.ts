import type { ActRowModel, ActsPageModel } from '../../../views/acts-page.tsx'
import { allows } from '../../domain/account-access.ts'
import type { ActRecord } from '../../domain/act/compared.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { monthNumber, type Period, wholeMonths } from '../../domain/period.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ActsPage } from '../../services/papers/list-acts.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { ActProblem, PeriodForm } from '../queries/act-forms.ts'
import { actsUrl, actUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'

export interface Kept {
  /** The text was typed before the session ended. */
  readonly kept?: boolean
}

export interface ActsView {
  readonly name: string
  readonly viewer: Viewer
  readonly page: ActsPage
  /** True on the first page. */
  readonly newest: boolean
  readonly form: Pick<PeriodForm, 'typed' | 'problems'> &
    Kept & {
      /** The result of a comparison with own books that the next page objects to. */
      readonly objection?: { readonly id: string; readonly seq: number } | null
    }
  /** Tells whose form it is. */
  readonly person: string
  readonly today: PlainDate
  readonly t: Catalogue
}

export function actsPageModel({ name, viewer, page, newest, form, person, today, t }: ActsView): ActsPageModel {
  const { voen } = viewer.access
  const { acts, next } = page
  const firstPage = newest ? null : actsUrl(voen)
  const empty = { message: newest ? t.acts.none : t.acts.pastTheEnd, firstPage }
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('acts'), below: false, t }),
    form: maySign(viewer)
      ? {
          action: actsUrl(voen),
          ...form.typed,
          person,
          notice: form.objection ? t.ownBooks.objection.drawUp : keptNotice(form, t),
          hidden: form.objection ? { books: form.objection.id, result: `${form.objection.seq}` } : {},
          problems: problemModels(form.problems, t),
          periods: periods(voen, today, t),
        }
      : null,
    status: t.acts.shown(acts.length),
    acts: acts.map(act => rowModel(act, t)),
    empty: acts.length > 0 ? null : empty,
    first: acts.length > 0 ? firstPage : null,
    next: next === null ? null : actsUrl(voen, `before=${next}`),
  }
}

/** Said above a form whose text was kept. */
export function keptNotice({ kept = false }: Kept, t: Catalogue): string | null {
  return kept ? t.sessionEnd.typed : null
}

/** Only the company's own people bind it: they draw up acts, object to them and sign them. */
export function maySign({ access }: Viewer): boolean {
  return allows(access, 'representation')
}

export function problemModels(problems: readonly ActProblem[], t: Catalogue) {
  return problems.map(({ field, code }) => ({ field, message: t.acts.problems[code] }))
}

/** The month before today's, which people reconcile first. */
export function lastMonth(today: PlainDate): Period {
  return wholeMonths(monthNumber(today) - 1)
}

export function typedPeriod({ from, to }: Period, { format }: Catalogue): PeriodForm['typed'] {
  return { from: format.typedDate(from), to: format.typedDate(to) }
}

/** Each fills the form. */
function periods(voen: string, today: PlainDate, t: Catalogue) {
  const month = monthNumber(today)
  const [quarter, year] = [month - (month % 3), month - (month % 12)]
  const choices = [
    [t.acts.lastMonth, lastMonth(today)],
    [t.acts.lastQuarter, wholeMonths(quarter - 3, quarter - 1)],
    [t.acts.thisMonth, { from: wholeMonths(month).from, to: today }],
    [t.acts.lastYear, wholeMonths(year - 12, year - 1)],
  ] as const
  return choices.map(([label, { from, to }]) => ({ label, href: actsUrl(voen, `from=${from}&to=${to}`) }))
}

function rowModel({ act, progress }: ActRecord, t: Catalogue): ActRowModel {
  const { voen, number, period, drawnUpAt, drawnUpBy } = act
  return {
    title: t.acts.one(number),
    href: actUrl(voen, number),
    period: periodText(period, t),
    state: t.acts.states[progress.state],
    drawnUpAt: t.format.instant(drawnUpAt),
    drawnUpBy: drawnUpBy.name,
  }
}

export function periodText({ from, to }: Period, t: Catalogue): string {
  return t.range(t.format.date(from), t.format.date(to))
}
