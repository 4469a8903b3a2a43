import {
  type Database,
  EVERY_ACCOUNT,
  type Reader,
  type Snapshot,
  type WriteAccess,
} from '../../store/engine/access.ts'
import { openScratchDatabase } from '../../store/engine/database.ts'
import { type LoggedEvent, lastArrival, walkEvents } from '../../store/intake/event-log.ts'
import { DISMISSAL_TABLE, type Difference, findDifference, TABLES } from '../../store/maintenance/compare.ts'
import { type Dismissals, replayEvents } from '../intake/deliver-events.ts'
import { copyDismissals, findDismissals } from '../intake/held.ts'
import { inSnapshots } from './moments.ts'

/** Takes part in the replay of the log. */
export interface ReplayWatch {
  /** A place in the log. */
  readonly arrival: number
  /** Gets all events, in order. */
  onEvents(events: readonly LoggedEvent[]): void
  /** Gets the recomputed store when all events up to the place are booked. */
  atArrival(recomputed: Reader): Promise<void>
}

export interface VerifyOptions {
  readonly onProgress?: (replayed: number, all: number) => void
  readonly watch?: ReplayWatch
}

/**
 * Replays the event log into an empty store and compares every row of every table. The hash chains are recomputed, so a
 * changed event is found too. Dismissals are not in the log; verify trusts them for events that were never booked. A file
 * may be in use meanwhile: each batch of rows is compared at a moment up to which the log has been replayed.
 * @returns the first difference, or null
 */
export async function verify(store: Database, { onProgress, watch }: VerifyOptions = {}): Promise<Difference | null> {
  const scratch = await openScratchDatabase()
  try {
    return await inSnapshots(store, async kept => {
      const replay = new Replay(scratch.writer, await kept(findDismissals))
      const all = await kept(lastArrival)
      await replayWatched(kept, replay, {
        watch,
        recomputed: scratch.reader,
        onProgress: done => onProgress?.(done, all),
      })
      const recomputed: Snapshot = read => scratch.reader.snapshot(EVERY_ACCOUNT, read)
      const catchUp = (tx: Reader) => replay.catchUp(tx)
      return findDifference({ kept, recomputed, catchUp }, [...TABLES, DISMISSAL_TABLE])
    })
  } finally {
    await scratch.close()
  }
}

class Replay {
  readonly #writer: WriteAccess
  readonly #dismissals: Dismissals
  #arrival = 0

  constructor(writer: WriteAccess, dismissals: Dismissals) {
    this.#writer = writer
    this.#dismissals = dismissals
  }

  get arrival(): number {
    return this.#arrival
  }

  async book(events: readonly LoggedEvent[], dismissals = this.#dismissals): Promise<void> {
    if (events.length === 0) return
    await replayEvents(this.#writer, events, dismissals)
    this.#arrival = events.at(-1)!.arrival
  }

  /** Books what the store has got since, events and dismissals. */
  async catchUp(tx: Reader): Promise<void> {
    const dismissals = await findDismissals(tx)
    for await (const events of walkEvents(read => read(tx), this.#arrival)) await this.book(events, dismissals)
    await copyDismissals(this.#writer, [...dismissals.values()])
  }
}

interface Watching {
  readonly watch: ReplayWatch | undefined
  readonly recomputed: Database['reader']
  readonly onProgress: (arrival: number) => void
}

async function replayWatched(
  kept: Snapshot,
  replay: Replay,
  { watch, recomputed, onProgress }: Watching,
): Promise<void> {
  let isReached = false
  const reach = async () => {
    isReached = true
    await recomputed.snapshot(EVERY_ACCOUNT, tx => watch!.atArrival(tx))
  }
  for await (const events of walkEvents(kept)) {
    const until = watch && !isReached ? events.filter(({ arrival }) => arrival <= watch.arrival) : events
    watch?.onEvents(events)
    await replay.book(until)
    if (until.length < events.length) {
      await reach()
      await replay.book(events.slice(until.length))
    }
    onProgress(replay.arrival)
  }
  if (watch && !isReached) await reach()
}
