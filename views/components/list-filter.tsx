import type { Child } from 'hono/jsx'
import { type ProblemModel, ProblemSummary } from './problem-summary.tsx'
import { SwapForm } from './swap-form.tsx'

interface ListFilterProps {
  /** The name of the form, with which the ids of its fields begin. */
  readonly form: string
  readonly filter: {
    readonly action: string
    /** Unfolded. */
    readonly isOpen: boolean
    readonly problems: readonly ProblemModel[]
  }
  readonly texts: {
    readonly heading: string
    /** What can be chosen, beside the heading while the form is folded. */
    readonly parts: string
    readonly problems: string
    readonly show: string
    readonly clear: string
  }
  /** The fields. */
  readonly children: Child
}

/** The form that chooses what a list shows, folded to its heading while nothing is chosen. */
export const ListFilter = ({ form, filter, texts, children }: ListFilterProps) => (
  <section id="filter" aria-labelledby="filter-heading">
    <details open={filter.isOpen}>
      <summary>
        <h2 id="filter-heading">{texts.heading}</h2> <small>{texts.parts}</small>
      </summary>
      {filter.problems.length > 0 && <ProblemSummary heading={texts.problems} problems={filter.problems} form={form} />}
      <SwapForm id={`${form}-form`} class="list-filter" action={filter.action}>
        {children}
        <p class="actions">
          <button id={`${form}-show`} type="submit">
            {texts.show}
          </button>{' '}
          <a class="button quiet" href={filter.action}>
            {texts.clear}
          </a>
        </p>
      </SwapForm>
    </details>
  </section>
)
