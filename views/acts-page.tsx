import type { Catalogue } from '../src/i18n/index.ts'
import { FormNotice } from './act-figures-page.tsx'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { HelpSign } from './components/help-link.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { Empty, type EmptyModel, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { TextField } from './components/text-field.tsx'

export interface ActRowModel {
  readonly title: string
  readonly href: string
  readonly period: string
  readonly state: string
  readonly drawnUpAt: string
  readonly drawnUpBy: string
}

interface PeriodFormModel {
  readonly action: string
  readonly from: string
  readonly to: string
  /** Tells whose form it is: what is typed is kept for nobody else. */
  readonly person: string
  /** Said above the form; null for nothing. */
  readonly notice: string | null
  /** Sent along with the period. */
  readonly hidden: Readonly<Record<string, string>>
  readonly problems: readonly ProblemModel[]
  /** Links that fill the form. */
  readonly periods: readonly { readonly label: string; readonly href: string }[]
}

export interface ActsPageModel {
  readonly account: AccountModel
  /** Null for people who may not draw up acts. */
  readonly form: PeriodFormModel | null
  readonly status: string
  readonly acts: readonly ActRowModel[]
  readonly empty: EmptyModel | null
  /** Null on the first page. */
  readonly first: string | null
  readonly next: string | null
}

interface ActsProps {
  readonly model: ActsPageModel
  readonly t: Catalogue
}

export const ActsPage = ({ model, t }: ActsProps) => (
  <>
    <div class="card-head">
      <h1>{t.acts.title}</h1>
      <HelpSign term="books-act" about={t.acts.title} t={t} />
    </div>
    <AccountLine account={model.account} t={t} />
    <p class="lead">
      {t.acts.lead} {model.form === null && t.acts.readOnly}
    </p>
    {model.form && <PeriodForm form={model.form} t={t} />}
    <Status status={model.status} />
    <Acts model={model} t={t} />
  </>
)

export const ActsFragment = ({ model, t }: ActsProps) => (
  <>
    <Acts model={model} t={t} />
    <StatusUpdate status={model.status} />
  </>
)

const PeriodForm = ({ form, t }: { form: PeriodFormModel; t: Catalogue }) => (
  <section class="block" aria-labelledby="draw-heading">
    <h2 id="draw-heading">{t.acts.drawHeading}</h2>
    <FormNotice notice={form.notice} />
    {form.problems.length > 0 && (
      <ProblemSummary heading={t.acts.problemsHeading} problems={form.problems} form="act" />
    )}
    <nav class="links" aria-label={t.acts.periods}>
      {form.periods.map(({ label, href }) => (
        <>
          <a href={href}>{label}</a>{' '}
        </>
      ))}
    </nav>
    <form class="panel act-period" method="post" action={form.action}>
      <input type="hidden" name="person" value={form.person} />
      {Object.entries(form.hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {(['from', 'to'] as const).map(name => (
        <TextField
          form="act"
          name={name}
          label={t.acts[name]}
          hint={t.acts.dateHints[name]}
          value={form[name]}
          problems={form.problems}
        />
      ))}
      <p class="actions">
        <button type="submit">{t.acts.draw}</button>
      </p>
    </form>
  </section>
)

const Acts = ({ model, t }: ActsProps) => (
  <section id="results">
    <h2 id="results-heading">{t.acts.caption}</h2>
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.acts.length > 0 && (
      <ScrollRegion labelledBy="results-heading">
        <table class="acts stacked">
          <thead>
            <tr>
              <th scope="col">{t.acts.number}</th>
              <th scope="col">{t.acts.period}</th>
              <th scope="col">{t.acts.state}</th>
              <th scope="col">{t.acts.drawnUp}</th>
            </tr>
          </thead>
          <tbody>{model.acts.map(act => actRow(act, t))}</tbody>
        </table>
      </ScrollRegion>
    )}
    <ForwardPaging pages={model} labels={t.acts} t={t} />
  </section>
)

const actRow = (act: ActRowModel, t: Catalogue) => (
  <tr>
    <th scope="row">
      <a href={act.href}>{act.title}</a>
    </th>
    <td data-label={t.acts.period}>{act.period}</td>
    <td data-label={t.acts.state}>{act.state}</td>
    <td data-label={t.acts.drawnUp}>
      {act.drawnUpAt}, <bdi>{act.drawnUpBy}</bdi>
    </td>
  </tr>
)
