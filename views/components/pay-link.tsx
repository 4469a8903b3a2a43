import type { HelpTerm } from '../../src/i18n/help-terms.ts'
import type { Catalogue } from '../../src/i18n/index.ts'
import { HelpLink } from './help-link.tsx'

/** A payment at the Government Payment Portal. */
export interface PayModel {
  readonly href: string
  /** What is to be entered there, for a portal that does not take it from the address; a code is cut out of it. */
  readonly terms: string
  readonly code: PayCodeModel | null
}

/** A code to pay to, which the guide explains, and the terms after it. */
export interface PayCodeModel {
  readonly digits: string
  readonly term: HelpTerm
  readonly termsAfter: string
}

/** A plain link to the portal, which is another's site. */
export const PayLink = ({ pay, t }: { pay: PayModel; t: Catalogue }) => (
  <p class="pay">
    <a href={pay.href} rel="noopener">
      {t.preview.pay}
    </a>
    <small>
      {pay.terms}
      {pay.code && (
        <>
          <HelpLink term={pay.code.term}>{pay.code.digits}</HelpLink>
          {pay.code.termsAfter}
        </>
      )}
    </small>
  </p>
)
