import type { Catalogue } from '../../src/i18n/index.ts'

/** How long the session still lasts, for the page that waits. */
export interface SessionModel {
  readonly href: string
  /** The time of day at which it ends unless something is asked before. */
  readonly endsAt: string
  /** In how many seconds to ask again. */
  readonly askAgain_s: number
  /** It ends soon: the person is warned. */
  readonly warned: boolean
  /** It can be made to last longer; else it has lasted as long as any may. */
  readonly extendable: boolean
}

/**
 * Asks again when there may be something to say. It stands in a live region that is there from the beginning, so that
 * the warning is read out; it never takes the focus, and it waits where nobody sees it: its indicator is itself.
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

/** Said on every page, for who is not warned when the time comes. */
export const SessionEnd = ({ session, t }: { session: SessionModel; t: Catalogue }) => (
  <p id="session-end">
    {endOf(session, t)} {session.extendable && <a href={session.href}>{t.sessions.extend}</a>}
  </p>
)

/** Both, for a page that is open: the time that stood there may have passed. */
export const SessionUpdate = ({ session, t }: { session: SessionModel; t: Catalogue }) => (
  <>
    <SessionWarning session={session} t={t} />
    <hx-partial hx-target="#session-end" hx-swap="outerHTML">
      <SessionEnd session={session} t={t} />
    </hx-partial>
  </>
)

/** The warning as a page, for who has no JavaScript to be warned by. */
export const SessionPage = ({ session, t }: { session: SessionModel; t: Catalogue }) => (
  <>
    <h1>{t.sessions.thisSession}</h1>
    <p class="lead">{endOf(session, t)}</p>
    {session.extendable && (
      <form method="post" action={session.href}>
        <button type="submit">{t.sessions.extend}</button>
      </form>
    )}
  </>
)

const endOf = ({ extendable, endsAt }: SessionModel, { sessions }: Catalogue) =>
  extendable ? sessions.endsAt(endsAt) : sessions.lastWarning(endsAt)
