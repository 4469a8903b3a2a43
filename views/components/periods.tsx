import type { Catalogue } from '../../src/i18n/index.ts'
import { SwapLink } from './swap-link.tsx'

export interface PeriodModel {
  readonly label: string
  readonly href: string
  readonly current: boolean
}

export const Periods = ({ periods, t }: { periods: readonly PeriodModel[]; t: Catalogue }) => (
  <nav class="periods" aria-label={t.filter.periods}>
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
