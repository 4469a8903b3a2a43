import type { Catalogue } from '../../src/i18n/index.ts'
import { type PeriodModel, Periods } from './periods.tsx'
import { type ProblemModel, ProblemSummary } from './problem-summary.tsx'
import { SelectField } from './select-field.tsx'
import { SwapForm } from './swap-form.tsx'
import { TextField } from './text-field.tsx'

export interface FilterModel {
  readonly action: string
  readonly from: string
  readonly to: string
  readonly declaration: string
  readonly types: readonly {
    readonly code: string
    readonly label: string
    readonly selected: boolean
  }[]
  readonly problems: readonly ProblemModel[]
  readonly chips: readonly {
    readonly id: string
    readonly label: string
    readonly without: string
  }[]
  readonly periods: readonly PeriodModel[]
}

interface FilterProps {
  readonly filter: FilterModel
  readonly t: Catalogue
}

export const FilterForm = ({ filter, t }: FilterProps) => (
  <section id="filter" aria-labelledby="filter-heading">
    <h2 id="filter-heading">{t.filter.heading}</h2>
    {filter.problems.length > 0 && (
      <ProblemSummary heading={t.problems.heading} problems={filter.problems} form="filter" />
    )}
    <SwapForm id="filter-form" action={filter.action}>
      <Field name="from" hint={t.filter.dateHint} filter={filter} t={t} />
      <Field name="to" hint={t.filter.dateHint} filter={filter} t={t} />
      <TypeField filter={filter} t={t} />
      <Field name="declaration" hint={t.filter.declarationHint} filter={filter} t={t} />
      <p class="actions">
        <button id="filter-search" type="submit">
          {t.filter.search}
        </button>{' '}
        <a class="button quiet" href={filter.action}>
          {t.filter.clear}
        </a>
      </p>
    </SwapForm>
    <Periods periods={filter.periods} t={t} />
    {filter.chips.length > 0 && <Chips filter={filter} t={t} />}
  </section>
)

interface FieldProps extends FilterProps {
  readonly name: 'from' | 'to' | 'declaration'
  readonly hint: string
}

const Field = ({ name, hint, filter, t }: FieldProps) => (
  <TextField
    form="filter"
    name={name}
    label={t.filter[name]}
    value={filter[name]}
    hint={hint}
    problems={filter.problems}
  />
)

const TypeField = ({ filter, t }: FilterProps) => (
  <SelectField
    form="filter"
    name="type"
    label={t.filter.type}
    value={filter.types.find(({ selected }) => selected)?.code ?? ''}
    options={filter.types}
    empty={t.filter.anyType}
    problems={filter.problems}
  />
)

const Chips = ({ filter, t }: FilterProps) => (
  <div class="chips">
    <h3 id="chips-heading">{t.filter.active}</h3>
    <ul aria-labelledby="chips-heading">
      {filter.chips.map(chip => (
        <li>
          <a id={`chip-${chip.id}`} href={chip.without} aria-label={t.filter.remove(chip.label)}>
            {chip.label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  </div>
)
