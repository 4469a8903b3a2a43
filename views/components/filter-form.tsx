import type { Catalogue } from '../../src/i18n/index.ts'
import { SwapLink } from './swap-link.tsx'

export interface FilterProblemModel {
  readonly field: string
  readonly message: string
}

/** The filter as the person left it: what was typed, what is wrong with it, and ways to change it. */
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
  readonly problems: readonly FilterProblemModel[]
  readonly chips: readonly {
    readonly field: string
    readonly label: string
    readonly without: string
  }[]
  readonly periods: readonly {
    readonly label: string
    readonly href: string
    readonly current: boolean
  }[]
}

interface FilterProps {
  readonly filter: FilterModel
  readonly t: Catalogue
}

/** The search form with its problems, its quick periods and its active conditions. */
export const FilterForm = ({ filter, t }: FilterProps) => (
  <section id="filter" aria-labelledby="filter-heading">
    <h2 id="filter-heading">{t.filter.heading}</h2>
    {filter.problems.length > 0 && <ProblemSummary filter={filter} t={t} />}
    <form
      id="filter-form"
      method="get"
      action={filter.action}
      hx-get={filter.action}
      hx-target="#results"
      hx-swap="outerMorph"
      hx-push-url="true"
      hx-sync="this:replace"
    >
      <TextField name="from" label={t.filter.from} value={filter.from} hint={t.filter.dateHint} filter={filter} />
      <TextField name="to" label={t.filter.to} value={filter.to} hint={t.filter.dateHint} filter={filter} />
      <TypeField filter={filter} t={t} />
      <TextField name="declaration" label={t.filter.declaration} value={filter.declaration} filter={filter} />
      <p class="actions">
        <button id="filter-search" type="submit">
          {t.filter.search}
        </button>
        <a class="button quiet" href={filter.action}>
          {t.filter.clear}
        </a>
      </p>
    </form>
    <Periods filter={filter} t={t} />
    {filter.chips.length > 0 && <Chips filter={filter} t={t} />}
  </section>
)

const ProblemSummary = ({ filter, t }: FilterProps) => (
  <section class="problems" tabindex={-1} autofocus aria-labelledby="problems-heading">
    <h3 id="problems-heading">{t.problems.heading}</h3>
    <ul>
      {filter.problems.map(problem => (
        <li>
          <a href={`#filter-${problem.field}`}>{problem.message}</a>
        </li>
      ))}
    </ul>
  </section>
)

interface TextFieldProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly filter: FilterModel
}

const TextField = ({ name, label, value, hint, filter }: TextFieldProps) => {
  const problem = problemOf(filter, name)
  const described = [hint && `filter-${name}-hint`, problem && `filter-${name}-problem`].filter(Boolean).join(' ')
  return (
    <p class={`field field-${name}`}>
      <label for={`filter-${name}`}>{label}</label>
      <input
        id={`filter-${name}`}
        name={name}
        value={value}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <small id={`filter-${name}-hint`} class="hint">
          {hint}
        </small>
      )}
      <FieldProblem name={name} problem={problem} />
    </p>
  )
}

const TypeField = ({ filter, t }: FilterProps) => {
  const problem = problemOf(filter, 'type')
  return (
    <p class="field field-type">
      <label for="filter-type">{t.filter.type}</label>
      <select
        id="filter-type"
        name="type"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? 'filter-type-problem' : undefined}
      >
        <option value="">{t.filter.anyType}</option>
        {filter.types.map(type => (
          <option value={type.code} selected={type.selected}>
            {type.label}
          </option>
        ))}
      </select>
      <FieldProblem name="type" problem={problem} />
    </p>
  )
}

const FieldProblem = ({ name, problem }: { name: string; problem: FilterProblemModel | undefined }) =>
  problem ? (
    <small id={`filter-${name}-problem`} class="problem">
      {problem.message}
    </small>
  ) : null

const Periods = ({ filter, t }: FilterProps) => (
  <nav class="periods" aria-label={t.filter.periods}>
    <ul>
      {filter.periods.map((period, index) => (
        <li>
          <SwapLink id={`period-${index}`} href={period.href} current={period.current}>
            {period.label}
          </SwapLink>
        </li>
      ))}
    </ul>
  </nav>
)

const Chips = ({ filter, t }: FilterProps) => (
  <div class="chips">
    <h3 id="chips-heading">{t.filter.active}</h3>
    <ul aria-labelledby="chips-heading">
      {filter.chips.map(chip => (
        <li>
          <a id={`chip-${chip.field}`} href={chip.without} aria-label={t.filter.remove(chip.label)}>
            {chip.label} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
    </ul>
  </div>
)

function problemOf(filter: FilterModel, field: string): FilterProblemModel | undefined {
  return filter.problems.find(problem => problem.field === field)
}
