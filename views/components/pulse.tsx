import type { Catalogue } from '../../src/i18n/index.ts'
import { Status } from './results.tsx'

/** Where an open page asks for what is new; null while what was typed cannot be read, and nothing is shown for it. */
type Address = string | null

/**
 * Asks whether anything was booked that the page does not show yet, a little more often than every two seconds, in which
 * it is to be seen. A slow answer is waited for, not asked for twice. It is always replaced whole: an answer for one
 * that is gone, because a person has meanwhile asked for something else, is dropped.
 */
export const Pulse = ({ address }: { address: Address }) =>
  address === null ? (
    <div id="pulse" hidden={true} />
  ) : (
    <div id="pulse" hidden={true} hx-get={address} hx-trigger="every 1500ms" hx-swap="outerHTML" hx-sync="this:drop" />
  )

/** Belongs to an answer to a person, who has changed what the page shows. */
export const PulseUpdate = ({ address }: { address: Address }) => (
  <hx-partial hx-target="#pulse" hx-swap="outerHTML">
    <Pulse address={address} />
  </hx-partial>
)

/** The status of a page that moves: beside it is said when it has. It is there from the beginning, to be read out. */
export const MovingStatus = ({ status, address }: { status: string; address: Address }) => (
  <div class="told">
    <Status status={status} />
    <p id="live" role="status"></p>
    <Pulse address={address} />
  </div>
)

interface MovedProps {
  readonly status: string
  readonly address: Address
  /** The time of day. */
  readonly at: string
  readonly t: Catalogue
}

/** Says that the page has moved. A status that is the same as before is left alone, so that it is not read out again. */
export const Moved = ({ status, address, at, t }: MovedProps) => (
  <>
    <Pulse address={address} />
    <hx-partial hx-target="#status" hx-swap="innerMorph">
      {status}
    </hx-partial>
    <hx-partial hx-target="#live" hx-swap="innerHTML">
      {t.live.moved(at)}
    </hx-partial>
  </>
)
