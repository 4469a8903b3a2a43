import type { Catalogue } from '../../src/i18n/index.ts'
import { Status } from './results.tsx'

/** Where an open page asks for what is new, or is asked for again by the person itself. */
export interface LiveUpdateModel {
  readonly href: string
  /** The browser saves data: the page asks for nothing by itself. */
  readonly byHand: boolean
}

interface LiveUpdateProps {
  /** None while what was typed cannot be read, and nothing is shown for it. */
  readonly liveUpdate: LiveUpdateModel | null
  readonly t: Catalogue
}

/**
 * Asks whether anything was booked that the page does not show yet, a little more often than every two seconds, in which
 * it is to be seen. A slow answer is waited for, not asked for twice. It is always replaced whole: an answer for one
 * that is gone, because a person has meanwhile asked for something else, is dropped. It waits where nobody sees it: its
 * indicator is itself.
 */
export const LiveUpdate = ({ liveUpdate, t }: LiveUpdateProps) => {
  if (liveUpdate === null) return <div id="live-update" hidden={true} />
  if (liveUpdate.byHand)
    return (
      <p id="live-update">
        {t.live.byHand} <a href={liveUpdate.href}>{t.live.renew}</a>
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

/** Belongs to an answer to a person, who has changed what the page shows. */
export const LiveUpdateResult = ({ liveUpdate, t }: LiveUpdateProps) => (
  <hx-partial hx-target="#live-update" hx-swap="outerHTML">
    <LiveUpdate liveUpdate={liveUpdate} t={t} />
  </hx-partial>
)

/** The status of a page that moves: beside it is said when it has. It is there from the beginning, to be read out. */
export const LiveStatus = ({ status, liveUpdate, t }: LiveUpdateProps & { status: string }) => (
  <div class="told">
    <Status status={status} />
    <p id="live" role="status"></p>
    <LiveUpdate liveUpdate={liveUpdate} t={t} />
  </div>
)

interface LiveChangesProps extends LiveUpdateProps {
  readonly status: string
  /** The time of day. */
  readonly at: string
}

/** Says that the page has moved. A status that is the same as before is left alone, so that it is not read out again. */
export const LiveChanges = ({ status, liveUpdate, at, t }: LiveChangesProps) => (
  <>
    <LiveUpdate liveUpdate={liveUpdate} t={t} />
    <hx-partial hx-target="#status" hx-swap="innerMorph">
      {status}
    </hx-partial>
    <hx-partial hx-target="#live" hx-swap="innerHTML">
      {t.live.updated(at)}
    </hx-partial>
  </>
)
