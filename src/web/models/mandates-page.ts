import type { MandateFormModel } from '../../../views/components/mandate-form.tsx'
import type { MandatePageModel } from '../../../views/mandate-page.tsx'
import type { MandateRowModel, MandatesPageModel } from '../../../views/mandates-page.tsx'
import type { PlainDate } from '../../domain/dates.ts'
import { MANDATE_STATES, type Mandate, stateOn } from '../../domain/mandate.ts'
import { hasCheckDigit, type Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { type MandateQuestion, seenOf } from '../mandate-question.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { MandateForm } from '../queries/mandate-form.ts'
import { mandatesUrl, mandateUrl, withdrawMandateUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'

/** The outcomes that the page confirms after a form. */
export const MANDATE_ACTIONS = ['granted', 'changed', 'unchanged', 'withdrawn'] as const

export interface MandateAction {
  readonly action: (typeof MANDATE_ACTIONS)[number]
  readonly broker: Voen
}

export interface MandatesView {
  readonly name: string
  readonly viewer: Viewer
  readonly mandates: readonly Mandate[]
  readonly form: Pick<MandateForm, 'typed' | 'problems'> & {
    readonly kept?: boolean
    readonly person: string
    readonly question?: MandateQuestion
  }
  readonly done: MandateAction | null
  /** The registered name of the broker that the page is about; null when there is none. */
  readonly brokerName: string | null
  readonly today: PlainDate
  readonly t: Catalogue
}

export function mandatesPageModel({
  name,
  viewer,
  mandates,
  form,
  done,
  brokerName,
  today,
  t,
}: MandatesView): MandatesPageModel {
  const { voen } = viewer.access
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('mandates'), below: false, t }),
    status:
      done &&
      [t.mandates.done[done.action](done.broker), ...(brokerName === null ? [] : [t.brokerIs.named(brokerName)])].join(
        ' ',
      ),
    mandates: sortByState(mandates, today).map(mandate => rowModel(mandate, today, t)),
    form: formModel(mandatesUrl(voen), form, submitOf(form.question, t), today, t),
  }
}

function submitOf(question: MandateQuestion | undefined, t: Catalogue): string {
  if (!question) return t.mandates.grant
  return question.present?.withdrawn === false ? t.mandateQuestion.replace : t.mandateQuestion.confirm
}

export interface MandateView extends Omit<MandatesView, 'mandates' | 'done'> {
  readonly mandate: Mandate
}

/** The page that changes or withdraws one mandate. */
export function mandatePageModel({ name, viewer, mandate, form, brokerName, today, t }: MandateView): MandatePageModel {
  const { voen, broker, withdrawn } = mandate
  const submit = withdrawn ? t.mandates.grantAgain : t.mandates.save
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('mandates'), below: true, t }),
    title: t.mandates.changeTitle(broker),
    state: t.mandates.states[stateOn(mandate, today)],
    broker: whoIs(broker, brokerName, t),
    form: {
      ...formModel(mandateUrl(voen, broker), form, submit, today, t),
      seen: seenOf(mandate),
      present: isStale(form.problems) ? rowModel(mandate, today, t) : null,
    },
    withdraw: withdrawn ? null : withdrawMandateUrl(voen, broker),
  }
}

/** The terms that the form showed are no longer those of the mandate. */
function isStale(problems: MandateForm['problems']): boolean {
  return problems.some(({ code }) => code === 'changed-meanwhile')
}

/** Who a broker is, or a question whether its number is right. A number is never refused for its check digit. */
function whoIs(broker: Voen, name: string | null, t: Catalogue): string {
  if (name !== null) return t.brokerIs.named(name)
  return hasCheckDigit(broker) ? t.brokerIs.unknown : t.brokerIs.doubtful
}

/** Sorts by state, mandates in force first; within a state, the latest start date first. */
function sortByState(mandates: readonly Mandate[], today: PlainDate): Mandate[] {
  const rank = (mandate: Mandate) => MANDATE_STATES.indexOf(stateOn(mandate, today))
  return mandates.toSorted((one, other) => rank(one) - rank(other) || (one.from < other.from ? 1 : -1))
}

function rowModel(mandate: Mandate, today: PlainDate, t: Catalogue): MandateRowModel {
  const { voen, broker, from, to, balances, exports } = mandate
  const state = stateOn(mandate, today)
  return {
    broker,
    period: to === null ? t.mandates.openEnd(t.format.date(from)) : t.range(t.format.date(from), t.format.date(to)),
    shows: balances ? t.clients.whole : t.clients.filed,
    exports: exports ? t.mandates.exported : t.mandates.notExported,
    state: t.mandates.states[state],
    holds: state === 'holds',
    change: mandateUrl(voen, broker),
  }
}

function questionModel(
  { broker, name, fits, meant, present }: MandateQuestion,
  t: Catalogue,
): MandateFormModel['question'] {
  const { mandateQuestion: texts } = t
  return {
    broker,
    text: name !== null ? texts.named(broker, name) : fits ? texts.unknown(broker) : texts.doubtful(broker),
    hint: meant && texts.meant(meant.voen, meant.name),
    exists: present && (present.withdrawn ? texts.withdrawn : texts.exists),
  }
}

function formModel(
  action: string,
  { typed, problems, kept = false, person, question }: MandatesView['form'],
  submit: string,
  today: PlainDate,
  t: Catalogue,
): MandateFormModel {
  return {
    action,
    person,
    ...typed,
    exports: typed.exports !== '',
    problems: problems.map(({ field, code }) => ({ field, message: t.mandates.problems[code] })),
    notice: kept ? t.sessionEnd.typed : null,
    question: question ? questionModel(question, t) : null,
    seen: question ? seenOf(question.present) : null,
    present: question?.present ? rowModel(question.present, today, t) : null,
    submit,
  }
}
