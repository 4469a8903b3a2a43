import type { HelpTerm } from '../../src/i18n/help-terms.ts'
import type { Catalogue } from '../../src/i18n/index.ts'
import { HelpLink } from './help-link.tsx'

export interface PayModel {
  readonly href: string
  /** The data to enter at the portal, if its address does not carry them. */
  readonly terms: string
  readonly code: PayCodeModel | null
}

export interface PayCodeModel {
  readonly digits: string
  readonly term: HelpTerm
  readonly termsAfter: string
}

/** A plain link: the portal is another site. */
export const PayLink = ({ pay, t }: { pay: PayModel; t: Catalogue }) => (
  <p class="pay">
    <a href={pay.href} rel="noopener">
      {t.preview.pay}
    </a>{' '}
    <small>
      {pay.terms}
      {pay.code && (
        <>
          <HelpLink term={pay.code.term} t={t}>
            {pay.code.digits}
          </HelpLink>
          {pay.code.termsAfter}
        </>
      )}
    </small>
  </p>
)
