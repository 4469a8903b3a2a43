import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { DateField } from './components/date-field.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { SelectField } from './components/select-field.tsx'

export interface AccountingFormatModel {
  readonly code: string
  readonly name: string
  readonly meaning: string
  /** The published description; null where the format is known by its name. */
  readonly schema: { readonly label: string; readonly href: string } | null
  readonly chosen: boolean
}

export interface AccountingPageModel {
  readonly account: AccountModel
  readonly action: string
  readonly from: string
  readonly to: string
  /** Empty for all. */
  readonly ledger: string
  readonly ledgers: readonly { readonly code: string; readonly label: string }[]
  readonly formats: readonly AccountingFormatModel[]
  readonly problems: readonly ProblemModel[]
}

interface AccountingProps {
  readonly model: AccountingPageModel
  readonly t: Catalogue
}

const FORM = 'accounting'

export const AccountingPage = ({ model, t }: AccountingProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.accounting.title} />
    <h1>{t.accounting.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">{t.accounting.lead}</p>
    <section class="panel" aria-labelledby="accounting-heading">
      <h2 id="accounting-heading">{t.accounting.what}</h2>
      {model.problems.length > 0 && (
        <ProblemSummary heading={t.accounting.problemsHeading} problems={model.problems} form={FORM} />
      )}
      <form class="accounting-form" action={model.action}>
        <Period model={model} t={t} />
        <Formats formats={model.formats} t={t} />
        <p class="note">{t.accounting.offsets}</p>
        <p class="actions">
          <button type="submit">{t.accounting.download}</button>
        </p>
      </form>
    </section>
  </>
)

const Period = ({ model, t }: AccountingProps) => (
  <div class="accounting-period">
    <DateField
      form={FORM}
      name="from"
      label={t.filter.from}
      value={model.from}
      hint={t.accounting.whole}
      problems={model.problems}
      t={t}
    />{' '}
    <DateField
      form={FORM}
      name="to"
      label={t.filter.to}
      value={model.to}
      hint={t.filter.dateHint}
      problems={model.problems}
      t={t}
    />{' '}
    <SelectField
      form={FORM}
      name="ledger"
      label={t.accounting.ledger}
      value={model.ledger}
      options={model.ledgers}
      empty={t.accounting.allLedgers}
      problems={model.problems}
    />
  </div>
)

const Formats = ({ formats, t }: { formats: readonly AccountingFormatModel[]; t: Catalogue }) => (
  <fieldset>
    <legend>{t.accounting.format}</legend>
    {formats.map(({ code, name, meaning, schema, chosen }) => (
      <p>
        <input
          type="radio"
          id={`${FORM}-${code}`}
          name="format"
          value={code}
          checked={chosen}
          aria-describedby={`${FORM}-${code}-meaning`}
        />{' '}
        <label for={`${FORM}-${code}`}>{name}</label>{' '}
        <small id={`${FORM}-${code}-meaning`} class="hint">
          {meaning}
        </small>{' '}
        {schema && <a href={schema.href}>{schema.label}</a>}
      </p>
    ))}
  </fieldset>
)
