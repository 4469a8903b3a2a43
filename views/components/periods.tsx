import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'
import { type ChoiceModel, choiceLink, LINKS_SWAP } from './swap-link.tsx'

interface PeriodsProps {
  readonly periods: readonly ChoiceModel[]
  /** What they choose, when it is not a period. */
  readonly label?: string
  readonly t: Catalogue
}

export const Periods = ({ periods, label = '', t }: PeriodsProps) => (
  <nav class="periods" aria-label={label || t.filter.periods} {...LINKS_SWAP}>
    {html`<ul>${periods.map((period, index) => choiceLink(`period-${index}`, period))}</ul>`}
  </nav>
)
