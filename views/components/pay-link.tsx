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

interface PayButtonProps {
  readonly pay: PayModel
  /** The words on the button. */
  readonly label: string
  readonly t: Catalogue
}

/** The one filled button of a page with debt; style sheets make all others quiet beside it. */
export const PayButton = ({ pay, label, t }: PayButtonProps) => (
  <p class="pay">
    <a class="button pay-now" href={pay.href} rel="noopener">
      {label}
    </a>{' '}
    <PayTerms pay={pay} t={t} />
  </p>
)

/** A plain link: the portal is another site. */
export const PayLink = ({ pay, t }: { pay: PayModel; t: Catalogue }) => (
  <p class="pay">
    <a href={pay.href} rel="noopener">
      {t.preview.pay}
    </a>{' '}
    <PayTerms pay={pay} t={t} />
  </p>
)

const PayTerms = ({ pay, t }: { pay: PayModel; t: Catalogue }) => (
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
)
