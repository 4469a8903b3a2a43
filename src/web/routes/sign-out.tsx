import { Hono } from 'hono'
import { SignedOutPage } from '../../../views/signed-out-page.tsx'
import { IdentityProviderUnreachableError, LogoutRefusedError } from '../../auth/identity-provider.ts'
import type { Session } from '../../domain/session.ts'
import { openIdToken } from '../../services/access/id-token.ts'
import { endSession, obeyLogoutOrder } from '../../services/access/sessions.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { logFailure, tooManyRequests } from '../errors.tsx'
import { noSessionCookie, sessionToken } from '../http/cookies.ts'
import { readForm } from '../http/form.ts'
import { forgetKeptForm } from '../http/kept-form.ts'
import { noStoreHeaders } from '../http/security-headers.ts'
import { RateLimit } from '../rate-limit.ts'
import { redirect, respond } from '../respond.tsx'
import { BACK_CHANNEL_SIGN_OUT, SIGN_OUT, SIGNED_OUT } from '../urls.ts'

/** Sign-out by the person, and back-channel logout by the identity provider. */
export function signOutRoutes(dependencies: Dependencies): Hono<Env> {
  const { access, identityProvider, clock, config } = dependencies
  const routes = new Hono<Env>()
  const refusals = new RateLimit(dependencies, config.requestsPerMinute.signIn)

  routes.post(SIGN_OUT, forgetKeptForm(), async c => {
    const session = c.get('session')
    if (session)
      await endSession(access, {
        handle: session.handle,
        subject: session.person.subject,
        actor: actorOf(c),
        action: 'sign-out',
        now: clock(),
      })
    c.set('person', null)
    // Also for an expired session: the provider's session may be open, and would sign in the next user of the browser.
    const provider = await signOutUrl(c, session && idTokenOf(session, sessionToken(c)))
    if (!provider) return redirect(c, SIGNED_OUT, { cookies: [noSessionCookie()] })
    const t = c.get('t')
    return respond(c, {
      status: 200,
      title: t.signIn.signedOutTitle,
      page: <SignedOutPage provider={provider.href} t={t} />,
      // Not a redirect: the form-action policy blocks forms that redirect to another origin.
      headers: { refresh: `0;url=${provider.href}`, 'set-cookie': noSessionCookie() },
    })
  })

  /** The provider also signs out without it, and may ask the person first. */
  function idTokenOf({ sealedIdToken }: Session, token: string | null): string | null {
    return sealedIdToken === null || token === null ? null : openIdToken(sealedIdToken, token)
  }

  /** Ignores an unreachable provider, because the person is already signed out here. */
  async function signOutUrl(c: WebContext, idToken: string | null): Promise<URL | null> {
    try {
      return await identityProvider.signOutUrl(idToken)
    } catch (error) {
      if (!(error instanceof IdentityProviderUnreachableError)) throw error
      logFailure(dependencies, c, error)
      return null
    }
  }

  // OpenID Connect Back-Channel Logout 1.0, section 2.8: 200 on success, 400 with the reason otherwise.
  routes.post(BACK_CHANNEL_SIGN_OUT, async c => {
    const refusal = await obey(c, (await readForm(c))('logout_token'))
    if (refusal === null) return answer(c, null)
    // Only refused orders are rate-limited: the provider sends all its orders from one address.
    const wait_s = await refusals.exceeds(c, c.get('network'))
    return wait_s === null ? answer(c, refusal) : tooManyRequests(c, wait_s)
  })

  /** @returns the reason of a refusal; null on success */
  async function obey(c: WebContext, token: string): Promise<string | null> {
    if (token === '') return 'there is no logout_token'
    try {
      const order = await identityProvider.readLogoutToken(token)
      const outcome = await obeyLogoutOrder(access, order, actorOf(c), clock())
      return outcome === 'replayed' ? 'the logout token was used before' : null
    } catch (error) {
      if (error instanceof LogoutRefusedError) return error.message
      throw error
    }
  }

  return routes
}

function answer(c: WebContext, error: string | null): Response {
  const body = error === null ? null : JSON.stringify({ error: 'invalid_request', error_description: error })
  return new Response(body, {
    status: error === null ? 200 : 400,
    headers: { ...noStoreHeaders(c), ...(body && { 'content-type': 'application/json' }) },
  })
}
