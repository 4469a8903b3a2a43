import type { Catalogue } from '../../src/i18n/index.ts'
import { Status } from './results.tsx'

export interface LiveUpdateModel {
  readonly href: string
  /** The browser saves data: the page does not poll. */
  readonly manual: boolean
}

interface LiveUpdateProps {
  /** Null while the filter is invalid and the page shows no results. */
  readonly liveUpdate: LiveUpdateModel | null
  readonly t: Catalogue
}

/**
 * Polls a little more often than every two seconds, the limit for showing new bookings. A slow response is awaited, not
 * requested twice. The element is replaced whole: if the user has meanwhile requested something else, htmx drops the
 * response to the removed element. It is its own indicator, so the progress line stays off.
 */
export const LiveUpdate = ({ liveUpdate, t }: LiveUpdateProps) => {
  if (liveUpdate === null) return <div id="live-update" hidden={true} />
  if (liveUpdate.manual)
    return (
      <p id="live-update">
        {t.liveUpdate.manual} <a href={liveUpdate.href}>{t.liveUpdate.refresh}</a>
      </p>
    )
  return (
    <div
      id="live-update"
      hidden={true}
      hx-get={liveUpdate.href}
      hx-trigger="every 1500ms"
      hx-swap="outerHTML"
      hx-sync="this:drop"
      hx-indicator="this"
    />
  )
}

/** After the end of the session: it waits until the user comes back to the page, signed in again. */
export const LiveUpdatePaused = ({ href }: { href: string }) => (
  <div
    id="live-update"
    hidden={true}
    hx-get={href}
    hx-trigger="focus from:window"
    hx-swap="outerHTML"
    hx-sync="this:drop"
    hx-indicator="this"
  />
)

export const LiveUpdateRestart = ({ liveUpdate, t }: LiveUpdateProps) => (
  <hx-partial hx-target="#live-update" hx-swap="outerHTML">
    <LiveUpdate liveUpdate={liveUpdate} t={t} />
  </hx-partial>
)

/** The live region exists from the start, so that screen readers announce changes. */
export const LiveUpdateStatus = ({ status, liveUpdate, t }: LiveUpdateProps & { status: string | null }) => (
  <div class="status-line">
    {status !== null && <Status status={status} />}
    <p id="live" role="status"></p>
    <LiveUpdate liveUpdate={liveUpdate} t={t} />
  </div>
)

interface LiveUpdateChangesProps extends LiveUpdateProps {
  /** Null on a page without a count. */
  readonly status: string | null
  readonly at: string
}

/** An unchanged status is left alone, so that it is not announced again. */
export const LiveUpdateChanges = ({ status, liveUpdate, at, t }: LiveUpdateChangesProps) => (
  <>
    <LiveUpdate liveUpdate={liveUpdate} t={t} />
    {status !== null && (
      <hx-partial hx-target="#status" hx-swap="innerMorph">
        {status}
      </hx-partial>
    )}
    <hx-partial hx-target="#live" hx-swap="innerHTML">
      {t.liveUpdate.updated(at)}
    </hx-partial>
  </>
)
