import type { Catalogue } from '../../src/i18n/index.ts'
import { PayButton, PayLink, type PayModel } from './pay-link.tsx'

export interface WayToPayModel {
  /** Why the debt is open, and how it is paid. */
  readonly text: string
  /** Null where no single address pays it. */
  readonly pay: PayModel | null
}

/** Only the first payment is a filled button. */
export const WaysToPay = ({ ways, t }: { ways: readonly WayToPayModel[]; t: Catalogue }) => {
  const first = ways.findIndex(({ pay }) => pay !== null)
  return (
    <>
      {ways.map(({ text, pay }, index) => (
        <div class="notice">
          <p>{text}</p>
          {pay && (index === first ? <PayButton pay={pay} label={t.preview.pay} t={t} /> : <PayLink pay={pay} t={t} />)}
        </div>
      ))}
    </>
  )
}
