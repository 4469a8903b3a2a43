import type { Catalogue } from '../src/i18n/index.ts'

/** The browser continues to the identity provider to sign out there too, by itself or with this link. */
export const SignedOutPage = ({ provider, t }: { provider: string; t: Catalogue }) => (
  <>
    <h1>{t.signIn.signedOutTitle}</h1>
    <p class="lead">{t.signIn.signingOutThere}</p>
    <p>
      <a class="button" href={provider}>
        {t.signIn.signOutThere}
      </a>
    </p>
  </>
)
