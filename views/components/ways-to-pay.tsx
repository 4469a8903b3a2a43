import type { Catalogue } from '../../src/i18n/index.ts'
import { PayLink, type PayModel } from './pay-link.tsx'

export interface WayToPayModel {
  /** Why the debt is open, and how it is paid. */
  readonly text: string
  /** Null where no single address pays it. */
  readonly pay: PayModel | null
}

export const WaysToPay = ({ ways, t }: { ways: readonly WayToPayModel[]; t: Catalogue }) => (
  <>
    {ways.map(({ text, pay }) => (
      <div class="notice">
        <p>{text}</p>
        {pay && <PayLink pay={pay} t={t} />}
      </div>
    ))}
  </>
)
