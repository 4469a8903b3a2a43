import type { Catalogue } from '../../src/i18n/index.ts'
import { SwapLink } from './swap-link.tsx'

export interface PeriodModel {
  readonly label: string
  readonly href: string
  readonly current: boolean
}

interface PeriodsProps {
  readonly periods: readonly PeriodModel[]
  /** What they choose, when it is not a period. */
  readonly label?: string
  readonly t: Catalogue
}

export const Periods = ({ periods, label = '', t }: PeriodsProps) => (
  <nav class="periods" aria-label={label || t.filter.periods}>
    <ul>
      {periods.map(({ label, href, current }, index) => (
        <li>
          <SwapLink id={`period-${index}`} href={href} current={current}>
            {label}
          </SwapLink>
        </li>
      ))}
    </ul>
  </nav>
)
