import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { type SignedIn, SignInRefusedError } from '../../auth/identity-provider.ts'
import { audit } from '../../services/access/audit.ts'
import { openSession } from '../../services/access/sessions.ts'
import { consumeSignInAttempt, saveSignInAttempt } from '../../services/access/sign-in.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { homeOf } from '../home-of.ts'
import {
  browserCookie,
  browserToken,
  lastPersonCookie,
  lastPersonInCookie,
  sessionCookie,
  sessionToken,
} from '../http/cookies.ts'
import { nextPage, nextPageFor } from '../next-page.ts'
import { personTag } from '../person-tag.ts'
import { RateLimit } from '../rate-limit.ts'
import { redirect, respondError } from '../respond.tsx'
import { HOME, SIGN_IN, SIGN_IN_CALLBACK, signInUrl } from '../urls.ts'

export function signInRoutes(dependencies: Dependencies): Hono<Env> {
  const { access, identityProvider, clock, config } = dependencies
  const routes = new Hono<Env>()

  for (const path of [SIGN_IN, SIGN_IN_CALLBACK]) {
    const limit = new RateLimit(dependencies, config.requestsPerMinute.signIn)
    routes.use(path, async (c, next) => {
      const wait_s = await limit.exceeds(c, c.get('network'))
      return wait_s === null ? next() : tooManyRequests(c, wait_s)
    })
  }

  routes.get(SIGN_IN, async c => {
    const next = nextPage(c.req.query('next'))
    if (isOtherHost(c))
      return redirect(c, `${config.publicUrl}${SIGN_IN}?from=elsewhere&next=${encodeURIComponent(next)}`)
    const { url, ...request } = await identityProvider.begin()
    // One token for all attempts of a browser, so that a person can sign in from two tabs.
    const browser = browserToken(c) ?? randomBytes(32).toString('base64url')
    await saveSignInAttempt(access, { ...request, browser, returnTo: next }, clock())
    return redirect(c, url.href, { cookies: [browserCookie(browser)] })
  })

  routes.get(SIGN_IN_CALLBACK, async c => {
    const state = c.req.query('state') ?? ''
    const browser = browserToken(c)
    const attempt = browser === null ? null : await consumeSignInAttempt(access, { state, browser }, clock())
    const session = c.get('session')
    // Back and reload open a callback again that has done its work.
    if (!attempt && session) return redirect(c, await homeOf(dependencies, session.person))
    // Not audited: anyone could fill the log with requests that match no attempt.
    if (!attempt) return signInError(c, 'unknown', HOME)
    const { search } = new URL(c.req.url)
    const callback = new URL(SIGN_IN_CALLBACK + search, config.publicUrl)
    try {
      const signedIn = await identityProvider.complete(callback, { ...attempt, state })
      return await startSession(c, signedIn, attempt.returnTo)
    } catch (error) {
      if (error instanceof SignInRefusedError) return rejectSignIn(c, error, attempt.returnTo)
      throw error
    }
  })

  async function startSession(c: WebContext, signedIn: SignedIn, returnTo: string): Promise<Response> {
    const { token } = await openSession(access, {
      signedIn: { issuer: identityProvider.issuer, ...signedIn },
      actor: actorOf(c),
      replaced: sessionToken(c) ?? null,
      limits: config.session,
      now: clock(),
    })
    const tag = personTag(signedIn.person)
    const next = nextPageFor(returnTo, lastPersonInCookie(c), tag)
    const location = next === HOME ? await homeOf(dependencies, signedIn.person) : next
    return redirect(c, location, { cookies: [sessionCookie(token), lastPersonCookie(tag)] })
  }

  async function rejectSignIn(c: WebContext, { code, reason }: SignInRefusedError, next: string): Promise<Response> {
    const detail = { code, reason }
    await audit(access, { at: clock(), action: 'sign-in-refused', actor: actorOf(c), voen: null, detail })
    return signInError(c, code, next)
  }

  /**
   * The provider returns the browser to the public URL, where a cookie set for another host name is missing. The `from`
   * parameter prevents a redirect loop when a proxy rewrites the host.
   */
  function isOtherHost(c: WebContext): boolean {
    const host = c.req.header('host')
    return host !== undefined && host !== new URL(config.publicUrl).host && c.req.query('from') !== 'elsewhere'
  }

  return routes
}

function signInError(c: WebContext, code: SignInRefusedError['code'] | 'unknown', next: string): Response {
  const t = c.get('t')
  return respondError(c, code === 'inactive' || code === 'declined' ? 403 : 400, {
    title: t.signIn.refusedTitle,
    message: t.signIn.refused[code],
    requestId: null,
    back: { href: signInUrl(next), label: t.signIn.again },
  })
}
