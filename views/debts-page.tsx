import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { DateField } from './components/date-field.tsx'
import { ForecastLine, type ForecastLineModel } from './components/forecast-line.tsx'
import { ListFilter } from './components/list-filter.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { type NamedChoice, Paging } from './components/paging.tsx'
import { PayButton, PayLink, type PayModel } from './components/pay-link.tsx'
import type { ProblemModel } from './components/problem-summary.tsx'
import { Empty, type EmptyModel, type ExportModel, FileLinks, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SelectField } from './components/select-field.tsx'
import { TextField } from './components/text-field.tsx'

export interface FigureModel {
  readonly label: string
  readonly amount: string
  readonly note: string | null
  readonly tone: 'debt' | 'plain'
}

export interface DebtLineModel {
  /** Identifies the charge in the form; null where debts cannot be chosen. */
  readonly choice: string | null
  /** What the line is about: a document and a charge type. */
  readonly about: string
  readonly name: string
  readonly href: string | null
  readonly detail: string
  readonly assessedOn: string
  readonly age: string
  readonly dueOn: string
  /** Null while it is not overdue. */
  readonly late: string | null
  readonly amount: string
  readonly open: string
  readonly interest: string
  /** The sheet of the debt; null for a past day. */
  readonly sheet: string | null
  readonly way: string
  readonly pay: DebtPayModel | null
}

/** `of` says to screen readers what the link pays; empty where the label says it. */
export interface DebtPayModel {
  readonly label: string
  readonly of: string
  readonly href: string
}

export interface DebtGroupModel {
  /** Null where the list is not grouped. */
  readonly heading: {
    readonly label: string
    readonly href: string | null
    readonly sum: string
    readonly pay: DebtPayModel | null
  } | null
  readonly lines: readonly DebtLineModel[]
}

export interface DebtsPageModel {
  readonly account: AccountModel
  readonly asOf: string
  /** The link back to today's debts; null for them. */
  readonly now: string | null
  readonly figures: readonly FigureModel[]
  /** Says that no interest is worked out; null where it is. */
  readonly noRates: string | null
  /** The sheet of late interest; null without rates. */
  readonly interest: string | null
  readonly estimate: string
  /** Null without one. */
  readonly forecast: ForecastLineModel | null
  readonly pay: { readonly label: string; readonly pay: PayModel; readonly preview: string } | null
  readonly eservice: readonly PayModel[]
  readonly filter: {
    readonly action: string
    /** Unfolded. */
    readonly isOpen: boolean
    /** What the list keeps beside the filter. */
    readonly kept: readonly { readonly name: string; readonly value: string }[]
    readonly on: string
    readonly fund: string
    readonly funds: readonly { readonly code: string; readonly label: string }[]
    readonly declaration: string
    readonly overdue: boolean
    readonly order: string
    readonly orders: readonly { readonly code: string; readonly label: string }[]
    readonly problems: readonly ProblemModel[]
  }
  readonly status: string
  /** Null for a past day, which does not change, and while a condition cannot be read. */
  readonly liveUpdate: LiveUpdateModel | null
  readonly empty: EmptyModel | null
  readonly groups: readonly DebtGroupModel[]
  readonly withInterest: boolean
  /** The address of the form with the chosen debts; null for a past day. */
  readonly chosen: string | null
  readonly newer: string | null
  readonly older: string | null
  /** Numbers of debts on a page; empty where every number shows the same. */
  readonly sizes: readonly NamedChoice[]
  /** Null when the user may not download. */
  readonly exports: ExportModel | null
  /** Has the debts issued as a PDF document; null without debts, and when the user may not download. */
  readonly pdf: string | null
}

interface DebtsProps {
  readonly model: DebtsPageModel
  readonly t: Catalogue
}

export const DebtsPage = ({ model, t }: DebtsProps) => (
  <>
    <h1>{t.debts.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">{t.debts.lead}</p>
    <DebtsStanding model={model} t={t} />
    <DebtsFilter model={model} t={t} />
    <LiveUpdateStatus status={model.status} liveUpdate={model.liveUpdate} t={t} />
    <DebtsResults model={model} t={t} />
  </>
)

export const DebtsFragment = ({ model, t }: DebtsProps) => (
  <>
    <DebtsResults model={model} t={t} />
    <hx-partial hx-target="#standing" hx-swap="outerMorph">
      <DebtsStanding model={model} t={t} />
    </hx-partial>
    <hx-partial hx-target="#filter" hx-swap="outerHTML">
      <DebtsFilter model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
  </>
)

/** What is ticked stays ticked: the boxes keep their elements. */
export const DebtsLiveUpdate = ({ model, at, t }: DebtsProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={model.status} liveUpdate={model.liveUpdate} at={at} t={t} />
    <hx-partial hx-target="#standing" hx-swap="outerMorph">
      <DebtsStanding model={model} t={t} />
    </hx-partial>
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <DebtsResults model={model} t={t} />
    </hx-partial>
  </>
)

const DebtsStanding = ({ model, t }: DebtsProps) => (
  <section id="standing" class="block" aria-labelledby="standing-heading">
    <h2 id="standing-heading" class="sr-only">
      {t.debts.standing}
    </h2>
    <p class="note">
      {model.asOf} {model.now !== null && <a href={model.now}>{t.debts.toNow}</a>}
    </p>
    {model.figures.length > 0 && (
      <dl class="summary">
        {model.figures.map(({ label, amount, note, tone }) => (
          <div>
            <dt>{label}</dt>
            <dd class={tone}>
              <b>{amount}</b> {note !== null && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    )}
    {model.pay && (
      <div class="pay-row">
        <PayButton pay={model.pay.pay} label={model.pay.label} t={t} />
        <p>
          <a class="button quiet" href={model.pay.preview}>
            {t.debts.preview}
          </a>
        </p>
      </div>
    )}
    {model.eservice.map(pay => (
      <PayLink pay={pay} t={t} />
    ))}
    {model.noRates !== null && <p class="note">{model.noRates}</p>}
    {model.forecast && <ForecastLine forecast={model.forecast} />}
    <p class="links">
      {model.interest !== null && <a href={model.interest}>{t.interest.link}</a>}{' '}
      <a href={model.estimate}>{t.estimate.link}</a>
    </p>
  </section>
)

const DebtsFilter = ({ model: { filter }, t }: DebtsProps) => (
  <ListFilter
    form="debts"
    filter={filter}
    texts={{
      heading: t.debts.filterHeading,
      parts: t.debts.filterParts,
      problems: t.debts.problemsHeading,
      show: t.debts.show,
      clear: t.debts.clear,
    }}
  >
    {filter.kept.map(({ name, value }) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <DateField
      form="debts"
      name="on"
      label={t.debts.on}
      value={filter.on}
      hint={t.debts.onHint}
      problems={filter.problems}
      t={t}
    />
    <SelectField
      form="debts"
      name="fund"
      label={t.columns.fund}
      value={filter.fund}
      options={filter.funds}
      empty={t.debts.anyFund}
      problems={filter.problems}
    />
    <TextField
      form="debts"
      name="declaration"
      label={t.debts.words}
      value={filter.declaration}
      hint={t.debts.wordsHint}
      problems={filter.problems}
    />
    <SelectField
      form="debts"
      name="order"
      label={t.debts.order}
      value={filter.order}
      options={filter.orders.slice(1)}
      empty={filter.orders[0]!.label}
      problems={filter.problems}
    />
    <p class="choice">
      <input id="debts-overdue" type="checkbox" name="overdue" value="1" checked={filter.overdue} />{' '}
      <label for="debts-overdue">{t.debts.onlyOverdue}</label>
    </p>
  </ListFilter>
)

const DebtsResults = ({ model, t }: DebtsProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{t.debts.caption}</h2>
      <FileLinks exports={model.exports} pdf={model.pdf} t={t} />
    </div>
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.groups.length > 0 && <DebtsTable model={model} t={t} />}
    {model.groups.length > 0 && model.chosen !== null && (
      <form id="choose" class="choose" method="get" action={model.chosen}>
        <p class="note">{t.debts.chooseLead}</p>
        <button class="quiet" type="submit">
          {t.debts.addUp}
        </button>
      </form>
    )}
    <Paging pages={model} sizes={model.sizes} t={t} />
  </section>
)

const DebtsTable = ({ model, t }: DebtsProps) => (
  <ScrollRegion labelledBy="results-heading">
    <table class="open-debts stacked">
      <thead>
        <tr>
          <th scope="col">{t.debts.document}</th>
          <th scope="col">{t.debts.assessedOn}</th>
          <th scope="col">{t.debts.dueOn}</th>
          <th scope="col">{t.debts.amount}</th>
          <th scope="col">{t.debts.open}</th>
          {model.withInterest && <th scope="col">{t.debts.interestColumn}</th>}
          <th scope="col">{t.debts.way}</th>
        </tr>
      </thead>
      {model.groups.map(group => (
        <tbody>
          {group.heading && <DebtGroupHeading heading={group.heading} columns={model.withInterest ? 7 : 6} />}
          {group.lines.map(line => debtLine(line, model.withInterest, t))}
        </tbody>
      ))}
    </table>
  </ScrollRegion>
)

const DebtGroupHeading = ({
  heading: { label, href, sum, pay },
  columns,
}: {
  heading: NonNullable<DebtGroupModel['heading']>
  columns: number
}) => (
  <tr class="group">
    <th scope="rowgroup" colspan={columns}>
      <bdi>{href === null ? label : <a href={href}>{label}</a>}</bdi> <small>{sum}</small>
      {pay && (
        <>
          {' '}
          <DebtPayLink pay={pay} />
        </>
      )}
    </th>
  </tr>
)

const DebtPayLink = ({ pay }: { pay: DebtPayModel }) => (
  <a href={pay.href} rel="noopener">
    {pay.label}
    {pay.of !== '' && <span class="sr-only">{pay.of}</span>}
  </a>
)

const choiceId = (choice: string) => `debt-${choice}`

/** A larger target for the check box. */
const ChoiceLabel = ({ choice, children }: { choice: string | null; children: string }) =>
  choice === null ? (
    <bdi>{children}</bdi>
  ) : (
    <label for={choiceId(choice)}>
      <bdi>{children}</bdi>
    </label>
  )

const debtLine = (line: DebtLineModel, withInterest: boolean, t: Catalogue) => (
  <tr>
    <th scope="row">
      <span class="choice">
        {line.choice !== null && (
          <input
            id={choiceId(line.choice)}
            type="checkbox"
            form="choose"
            name="charge"
            value={line.choice}
            aria-label={t.debts.choose(line.about)}
          />
        )}
        <span>
          {line.href === null ? (
            <ChoiceLabel choice={line.choice}>{line.name}</ChoiceLabel>
          ) : (
            <bdi>
              <a href={line.href}>{line.name}</a>
            </bdi>
          )}{' '}
          {line.detail !== '' && (
            <small>
              {line.href === null ? line.detail : <ChoiceLabel choice={line.choice}>{line.detail}</ChoiceLabel>}
            </small>
          )}
        </span>
      </span>
    </th>
    <td data-label={t.debts.assessedOn}>
      {line.assessedOn} <small>{line.age}</small>
    </td>
    <td data-label={t.debts.dueOn}>
      {line.dueOn} {line.late !== null && <small class="late">{line.late}</small>}
    </td>
    <td data-label={t.debts.amount}>{line.amount}</td>
    <td data-label={t.debts.open}>{line.open}</td>
    {withInterest && (
      <td data-label={t.debts.interestColumn}>
        {line.sheet === null ? line.interest : <a href={line.sheet}>{line.interest}</a>}
      </td>
    )}
    {line.pay ? (
      <td class="to-pay" data-label={t.debts.way}>
        <DebtPayLink pay={line.pay} />
      </td>
    ) : (
      <td data-label={t.debts.way}>{line.way}</td>
    )}
  </tr>
)
