import type { Catalogue } from '../../src/i18n/index.ts'

export interface SessionModel {
  readonly href: string
  /** The time of day at which it ends without further requests. */
  readonly endsAt: string
  /** Seconds until the page polls again. */
  readonly askAgain_s: number
  readonly warned: boolean
  /** False once the session has reached its maximum length. */
  readonly extendable: boolean
}

/**
 * It stands in a live region that exists from the start, so that screen readers announce the warning. It never takes
 * the focus, and is its own indicator, so the progress line stays off.
 */
export const SessionWarning = ({ session, t }: { session: SessionModel; t: Catalogue }) => (
  <div
    id="session"
    hx-get={session.href}
    hx-trigger={`load delay:${session.askAgain_s}s`}
    hx-swap="outerHTML"
    hx-indicator="this"
  >
    {session.warned && (
      <div class="banner">
        <p>{session.extendable ? t.sessions.warning(session.endsAt) : t.sessions.lastWarning(session.endsAt)}</p>
        {session.extendable && (
          <form
            method="post"
            action={session.href}
            hx-post={session.href}
            hx-target="#session"
            hx-swap="outerHTML"
            hx-sync="this:drop"
          >
            <button type="submit">{t.sessions.extend}</button>
          </form>
        )}
      </div>
    )}
  </div>
)

const FIELDS = '#main [name]:not(details):not(button)'

/**
 * Replaces the warning when the session has ended. The page keeps its fields as they were typed, hidden with everything
 * else: whoever stands before the screen now may be another. It asks again when the user comes back from another tab,
 * where the same person may have signed in. It sends what is typed: `details` have names too, and no values.
 */
export const SessionOver = ({ href, again, t }: { href: string; again: string; t: Catalogue }) => (
  <div
    id="session"
    class="over"
    hx-get={href}
    hx-trigger="focus from:window"
    hx-swap="outerHTML"
    hx-sync="this:drop"
    hx-indicator="this"
  >
    <div class="banner">
      <p>
        <b>{t.sessionEnd.title}</b> {t.sessionEnd.kept}
      </p>
      <form method="post" action={again} hx-post={again} hx-include={FIELDS} hx-sync="this:drop">
        <button type="submit">{t.signIn.again}</button>
      </form>
    </div>
  </div>
)

/** For browsers without JavaScript, which get no warning. */
export const SessionEnd = ({ session, t }: { session: SessionModel; t: Catalogue }) => (
  <noscript>
    <p>
      {t.sessions.openUntil(session.endsAt)} {session.extendable && <a href={session.href}>{t.sessions.extend}</a>}
    </p>
  </noscript>
)

/** The warning as a page, for users without JavaScript. */
export const SessionPage = ({ session, t }: { session: SessionModel; t: Catalogue }) => (
  <>
    <h1>{t.sessions.thisSession}</h1>
    <p class="lead">
      {session.extendable ? t.sessions.openUntil(session.endsAt) : t.sessions.lastWarning(session.endsAt)}
    </p>
    {session.extendable && (
      <form method="post" action={session.href}>
        <button type="submit">{t.sessions.extend}</button>
      </form>
    )}
  </>
)
