import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { DateField } from './components/date-field.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { type ExportModel, FileLinks, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SwapForm } from './components/swap-form.tsx'

export interface StretchModel {
  readonly range: string
  readonly days: string
  readonly principal: string
  readonly rate: string
  readonly exact: string
  readonly rounded: string
  readonly ends: readonly { readonly text: string; readonly href: string | null }[]
}

export interface ChargeInterestModel {
  readonly document: string
  readonly href: string | null
  readonly fund: string
  readonly due: string
  readonly sum: string
  /** Says that lines of the charge are on the page before; null otherwise. */
  readonly continued: string | null
  readonly lines: readonly StretchModel[]
}

interface FigureModel {
  readonly label: string
  readonly amount: string
  readonly note: string | null
}

export interface InterestPageModel {
  readonly account: AccountModel
  /** The debt that the sheet is of; null for all. */
  readonly only: { readonly text: string; readonly all: string } | null
  /** Says that no rates are configured; null where the sheet is worked out. */
  readonly noRates: string | null
  readonly terms: string | null
  readonly action: string
  /** Names the charge in the form. */
  readonly charge: string | null
  readonly to: string
  readonly problems: readonly ProblemModel[]
  readonly status: string
  readonly figures: readonly FigureModel[]
  readonly charges: readonly ChargeInterestModel[]
  /** Null when there are lines. */
  readonly empty: string | null
  readonly first: string | null
  readonly next: string | null
  /** Null when there is nothing to download, or the user may not. */
  readonly exports: ExportModel | null
  readonly back: string
}

interface InterestProps {
  readonly model: InterestPageModel
  readonly t: Catalogue
}

export const InterestPage = ({ model, t }: InterestProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.interest.title} />
    <h1>{t.interest.title}</h1>
    <AccountLine account={model.account} t={t} />
    {model.only && (
      <p>
        <b>
          <bdi>{model.only.text}</bdi>
        </b>{' '}
        <a href={model.only.all}>{t.interest.all}</a>
      </p>
    )}
    {model.noRates !== null ? (
      <p class="notice">{model.noRates}</p>
    ) : (
      <>
        <p class="notice">{t.interest.notCharged}</p>
        <InterestForm model={model} t={t} />
        <Status status={model.status} />
        <InterestResults model={model} t={t} />
      </>
    )}
    <p class="links">
      <a href={model.back}>{t.interest.back}</a>
    </p>
  </>
)

export const InterestFragment = ({ model, t }: InterestProps) => (
  <>
    <InterestResults model={model} t={t} />
    <hx-partial hx-target="#interest-form" hx-swap="outerHTML">
      <InterestForm model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
  </>
)

const InterestForm = ({ model, t }: InterestProps) => (
  <section id="interest-form" class="panel" aria-labelledby="interest-heading">
    <h2 id="interest-heading">{t.interest.question}</h2>
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.interest.problemsHeading} problems={model.problems} form="interest" />
    )}
    <SwapForm class="amount-form" action={model.action}>
      {model.charge !== null && <input type="hidden" name="charge" value={model.charge} />}
      <DateField
        form="interest"
        name="to"
        label={t.interest.to}
        value={model.to}
        hint={t.interest.toHint}
        problems={model.problems}
        t={t}
      />
      <p class="actions">
        <button id="interest-show" type="submit">
          {t.interest.show}
        </button>
      </p>
    </SwapForm>
  </section>
)

const InterestResults = ({ model, t }: InterestProps) => (
  <section id="results">
    {model.figures.length > 0 && (
      <dl class="summary" aria-label={t.interest.comparison}>
        {model.figures.map(({ label, amount, note }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <b>{amount}</b> {note !== null && <small>{note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    )}
    <div class="heading">
      <h2 id="results-heading">{t.interest.rounded}</h2>
      <FileLinks exports={model.exports} t={t} />
    </div>
    {model.terms !== null && (
      <p class="note">
        {t.interest.lead} {model.terms}
      </p>
    )}
    {model.empty !== null && <p class="empty">{model.empty}</p>}
    {model.charges.length > 0 && <InterestTable model={model} t={t} />}
    <ForwardPaging pages={model} labels={t.interest} t={t} />
  </section>
)

const InterestTable = ({ model, t }: InterestProps) => (
  <ScrollRegion labelledBy="results-heading">
    <table class="open-debts interest stacked">
      <thead>
        <tr>
          <th scope="col">{t.interest.days}</th>
          <th scope="col">{t.interest.end}</th>
          <th scope="col">{t.interest.rate}</th>
          <th scope="col">{t.interest.principal}</th>
          <th scope="col">{t.interest.exact}</th>
          <th scope="col">{t.interest.rounded}</th>
        </tr>
      </thead>
      {model.charges.map(charge => (
        <tbody>
          <tr class="group">
            <th scope="rowgroup" colspan={6}>
              <bdi>{charge.href === null ? charge.document : <a href={charge.href}>{charge.document}</a>}</bdi>,{' '}
              {charge.fund}{' '}
              <small>
                {charge.due}, {charge.sum}
                {charge.continued !== null && `, ${charge.continued}`}
              </small>
            </th>
          </tr>
          {charge.lines.map(line => stretchLine(line, t))}
        </tbody>
      ))}
    </table>
  </ScrollRegion>
)

const stretchLine = (line: StretchModel, t: Catalogue) => (
  <tr>
    <th scope="row">
      {line.range} <small>{line.days}</small>
    </th>
    <td data-label={t.interest.end}>
      {line.ends.map(({ text, href }, index) => (
        <>
          {index > 0 && ', '}
          {href === null ? text : <a href={href}>{text}</a>}
        </>
      ))}
    </td>
    <td data-label={t.interest.rate}>{line.rate}</td>
    <td data-label={t.interest.principal}>{line.principal}</td>
    <td data-label={t.interest.exact}>{line.exact}</td>
    <td data-label={t.interest.rounded}>
      <b>{line.rounded}</b>
    </td>
  </tr>
)
