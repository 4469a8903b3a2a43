import type { Catalogue } from '../../src/i18n/index.ts'

/** A payment at the Government Payment Portal. */
export interface PayModel {
  readonly href: string
  /** What is to be entered there, for a portal that does not take it from the address. */
  readonly terms: string
}

/** A plain link to the portal, which is another's site. */
export const PayLink = ({ pay, t }: { pay: PayModel; t: Catalogue }) => (
  <p class="pay">
    <a href={pay.href} rel="noopener">
      {t.preview.pay}
    </a>
    <small>{pay.terms}</small>
  </p>
)
