/** The forms of an act: figures of the company, an objection, the signature. */
import type { ActCancelPageModel } from '../../../views/act-cancel-page.tsx'
import type { ActClosePageModel } from '../../../views/act-close-page.tsx'
import type { ActFiguresPageModel } from '../../../views/act-figures-page.tsx'
import type { ActObjectionPageModel } from '../../../views/act-objection-page.tsx'
import { type ActRecord, columnsOf, countDiffering, countUnstated } from '../../domain/act/compared.ts'
import { bridgeOf, type OwnFigures, sidesOf } from '../../domain/act/lines.ts'
import type { Ledger } from '../../domain/fund.ts'
import { lineName, sideName } from '../../i18n/act-names.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { CancelForm, FiguresForm, ObjectedLine, ObjectionForm } from '../queries/act-forms.ts'
import { actFiguresUrl, actObjectionsUrl, cancelActUrl, closeActUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { backToAct } from './act-page.ts'
import { type Kept, keptNotice, periodText, problemModels } from './acts-page.ts'

export interface Stale {
  /** The act has changed since the form was opened. */
  readonly isStale?: boolean
}

interface Common {
  readonly name: string
  readonly viewer: Viewer
  readonly record: ActRecord
  /** Tells whose form it is. */
  readonly person: string
  readonly t: Catalogue
}

function commonModel({ name, viewer, record, person, t }: Common, form: Kept) {
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('acts'), below: true, t }),
    act: { label: t.acts.one(record.act.number), href: backToAct(record) },
    period: periodText(record.act.period, t),
    person,
    seen: record.progress.steps,
    notice: keptNotice(form, t),
  }
}

/** A form that the act has left behind comes back as it was typed, and says so. */
function formNotice(form: Kept & Stale, t: Catalogue): string | null {
  return form.isStale ? t.acts.formChanged : keptNotice(form, t)
}

/** The form says when its change takes agreement back. */
function changeNotice({ record, t }: Common, notice: string | null): string | null {
  if (record.progress.state !== 'agreed') return notice
  return notice === null ? t.acts.takesBack : `${notice} ${t.acts.takesBack}`
}

export interface ActFiguresView extends Common {
  readonly ledger: Ledger
  readonly form: Pick<FiguresForm, 'typed' | 'problems'> & Kept & Stale
  readonly ofBooks: FiguresOfBooks
}

/** What comparisons with own books offer to the form. */
export interface FiguresOfBooks {
  readonly links: readonly { readonly label: string; readonly href: string }[]
  /** The figures of the chosen comparison; null for none. */
  readonly typed: FiguresForm['typed'] | null
  readonly notice: string | null
}

export function actFiguresPageModel(view: ActFiguresView): ActFiguresPageModel {
  const { record, ledger, form, ofBooks, t } = view
  const typed = ofBooks.typed ?? form.typed
  const [customs] = columnsOf(record, ledger)
  return {
    ...commonModel(view, form),
    notice: changeNotice(view, ofBooks.notice ?? formNotice(form, t)),
    books: ofBooks.links,
    title: t.acts.figuresTitle(t.ledgers[ledger]),
    action: actFiguresUrl(record.act.voen, record.act.number, ledger),
    problems: problemModels(form.problems, t),
    groups: sidesOf(ledger).map(side => ({
      title: sideName(ledger, side, t),
      boxes: bridgeOf(side).map(({ line }) => ({
        name: line,
        label: t.acts.lines[line],
        customs: t.acts.customsFigure(t.format.amount(customs[line])),
        value: typed[line] ?? '',
      })),
    })),
  }
}

/** What the company has stated so far, as it would be typed. */
export function typedFigures(own: OwnFigures, { format }: Catalogue): FiguresForm['typed'] {
  return Object.fromEntries(Object.entries(own).map(([line, figure]) => [line, format.typedAmount(figure)]))
}

export interface ActObjectionView extends Common {
  readonly about: ObjectedLine
  readonly form: Pick<ObjectionForm, 'typed' | 'problems'> & Kept & Stale
  /** The comparison that leads here: what it does with the form, and other lines of the act. */
  readonly compared: {
    readonly notice: string
    readonly others: readonly { readonly label: string; readonly href: string }[]
  } | null
}

export function actObjectionPageModel(view: ActObjectionView): ActObjectionPageModel {
  const { record, about, form, compared, t } = view
  const { ledger, line } = about
  return {
    ...commonModel(view, form),
    notice: changeNotice(view, compared?.notice ?? formNotice(form, t)),
    others: compared?.others ?? [],
    line: `${t.ledgers[ledger]}, ${lineName(ledger, line, t)}`,
    customs: t.format.amount(columnsOf(record, ledger)[0][line]),
    action: actObjectionsUrl(record.act.voen, record.act.number, `ledger=${ledger}&line=${line}`),
    ...form.typed,
    problems: problemModels(form.problems, t),
  }
}

export function actClosePageModel(view: Common): ActClosePageModel {
  const { record, t } = view
  const unstated = countUnstated(record)
  const { voen, number, period } = record.act
  return {
    ...commonModel(view, {}),
    question: t.acts.closeQuestion(periodText(period, t)),
    differences: [
      t.acts.closeDifferences(countDiffering(record)),
      ...(unstated > 0 ? [t.acts.closeUnstated(unstated)] : []),
    ].join(' '),
    action: closeActUrl(voen, number),
  }
}

export interface ActCancelView extends Common {
  readonly form: Pick<CancelForm, 'typed' | 'problems'> & Kept & Stale
}

export function actCancelPageModel(view: ActCancelView): ActCancelPageModel {
  const { record, form, t } = view
  const { voen, number, period } = record.act
  return {
    ...commonModel(view, form),
    notice: formNotice(form, t),
    question: t.acts.cancelQuestion(periodText(period, t)),
    action: cancelActUrl(voen, number),
    ...form.typed,
    problems: problemModels(form.problems, t),
  }
}
