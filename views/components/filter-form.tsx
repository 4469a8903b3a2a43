import type { Child } from 'hono/jsx'
import type { Catalogue } from '../../src/i18n/index.ts'
import { DateField } from './date-field.tsx'
import { Periods } from './periods.tsx'
import { type ProblemModel, ProblemSummary } from './problem-summary.tsx'
import { SelectField } from './select-field.tsx'
import { SwapForm } from './swap-form.tsx'
import type { ChoiceModel } from './swap-link.tsx'
import { TextField } from './text-field.tsx'

interface OptionModel {
  readonly code: string
  readonly label: string
  readonly selected: boolean
}

export interface FilterModel {
  readonly action: string
  /** What a search keeps besides its own fields. */
  readonly kept: readonly { readonly name: string; readonly value: string }[]
  /** False while nothing is chosen: the form is then one line. */
  readonly open: boolean
  readonly from: string
  readonly to: string
  readonly declaration: string
  readonly paidFrom: string
  readonly paidTo: string
  readonly types: readonly OptionModel[]
  readonly channels: readonly OptionModel[]
  /** The conditions of payments, which are open while one is in use. */
  readonly payments: 'absent' | 'folded' | 'open'
  readonly problems: readonly ProblemModel[]
  readonly chips: readonly {
    readonly id: string
    readonly label: string
    readonly without: string
  }[]
  readonly periods: readonly ChoiceModel[]
}

interface FilterProps {
  readonly filter: FilterModel
  readonly t: Catalogue
}

/** Folded to its heading while it is not in use; the usual periods and the chosen conditions stand below it. */
export const FilterForm = ({ filter, t }: FilterProps) => (
  <section id="filter" aria-labelledby="filter-heading">
    <details id="filter-fold" open={filter.open}>
      <FilterFold filter={filter} t={t}>
        <PaymentFields filter={filter} t={t} />
      </FilterFold>
    </details>
    <div id="chosen">
      <Chosen filter={filter} t={t} />
    </div>
  </section>
)

/**
 * Leaves it to the user whether the form is folded. Conditions of payments that are not in use stay as they are in the page:
 * they are a seventh of this answer, and nothing that is answered in part takes them out of use but the form itself.
 */
export const FilterFormUpdate = ({ filter, t }: FilterProps) => (
  <>
    <hx-partial hx-target="#filter-fold" hx-swap="innerHTML">
      <FilterFold filter={filter} t={t}>
        {filter.payments === 'folded' ? (
          <div id="filter-payment" hx-preserve="" />
        ) : (
          <PaymentFields filter={filter} t={t} />
        )}
      </FilterFold>
    </hx-partial>
    <hx-partial hx-target="#chosen" hx-swap="innerHTML">
      <Chosen filter={filter} t={t} />
    </hx-partial>
  </>
)

const FilterFold = ({ filter, t, children }: FilterProps & { children: Child }) => (
  <>
    <summary>
      <h2 id="filter-heading">{t.filter.heading}</h2> <small>{t.found.open}</small>
    </summary>
    {filter.problems.length > 0 && (
      <ProblemSummary heading={t.problems.heading} problems={filter.problems} form="filter" />
    )}
    <SwapForm id="filter-form" action={filter.action}>
      {filter.kept.map(({ name, value }) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Day name="from" label={t.filter.from} value={filter.from} filter={filter} t={t} />
      <Day name="to" label={t.filter.to} value={filter.to} filter={filter} t={t} />
      <Choice name="type" label={t.filter.type} options={filter.types} empty={t.filter.anyType} filter={filter} />
      <TextField
        form="filter"
        name="declaration"
        label={t.filter.declaration}
        value={filter.declaration}
        hint={t.filter.declarationHint}
        problems={filter.problems}
      />
      {children}
      <p class="actions">
        <button id="filter-search" type="submit">
          {t.filter.search}
        </button>{' '}
        <a class="button quiet" href={filter.action}>
          {t.filter.clear}
        </a>
      </p>
    </SwapForm>
  </>
)

/** Few searches need them, so they stay folded until one does. */
const PaymentFields = ({ filter, t }: FilterProps) =>
  filter.payments === 'absent' ? null : (
    <details id="filter-payment" open={filter.payments === 'open'}>
      <summary>{t.filter.payment}</summary>{' '}
      <div>
        <Choice
          name="channel"
          label={t.filter.channel}
          options={filter.channels}
          empty={t.filter.anyChannel}
          filter={filter}
        />{' '}
        <Day name="paid-from" label={t.filter.paidFrom} value={filter.paidFrom} filter={filter} t={t} />{' '}
        <Day name="paid-to" label={t.filter.paidTo} value={filter.paidTo} filter={filter} t={t} />
      </div>
    </details>
  )

interface DayProps extends FilterProps {
  readonly name: string
  readonly label: string
  readonly value: string
}

const Day = ({ name, label, value, filter, t }: DayProps) => (
  <DateField
    form="filter"
    name={name}
    label={label}
    value={value}
    hint={t.filter.dateHint}
    problems={filter.problems}
    t={t}
  />
)

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly options: readonly OptionModel[]
  readonly empty: string
  readonly filter: FilterModel
}

const Choice = ({ name, label, options, empty, filter }: ChoiceProps) => (
  <SelectField
    form="filter"
    name={name}
    label={label}
    value={options.find(({ selected }) => selected)?.code ?? ''}
    options={options}
    empty={empty}
    problems={filter.problems}
  />
)

const Chosen = ({ filter, t }: FilterProps) => (
  <>
    <Periods periods={filter.periods} t={t} />
    <Chips filter={filter} t={t} />
  </>
)

const Chips = ({ filter, t }: FilterProps) =>
  filter.chips.length === 0 ? null : (
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
