import { type Database, EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { openScratchDatabase } from '../../store/engine/database.ts'
import { lastArrival, walkEvents } from '../../store/intake/event-log.ts'
import { DISMISSAL_TABLE, type Difference, findFirstDifference, TABLES } from '../../store/maintenance/compare.ts'
import { replayEvents } from '../intake/deliver-events.ts'
import { findDismissals } from '../intake/held.ts'

export interface VerifyOptions {
  readonly onProgress?: (replayed: number, all: number) => void
}

/**
 * Replays the event log into an empty store and compares every row of every table, in one snapshot. The hash chains are
 * recomputed, so a changed event is found too. Dismissals are not in the log; verify trusts them for events that were never
 * booked.
 * @returns the first difference, or null
 */
export async function verify(store: Database, { onProgress }: VerifyOptions = {}): Promise<Difference | null> {
  const scratch = await openScratchDatabase()
  try {
    return await store.exporter.snapshot(EVERY_ACCOUNT, async tx => {
      const all = await lastArrival(tx)
      const dismissals = await findDismissals(tx)
      for await (const events of walkEvents(tx)) {
        await replayEvents(scratch.writer, events, dismissals)
        onProgress?.(events.at(-1)!.arrival, all)
      }
      return scratch.reader.snapshot(EVERY_ACCOUNT, recomputed =>
        findFirstDifference(tx, recomputed, [...TABLES, DISMISSAL_TABLE]),
      )
    })
  } finally {
    await scratch.close()
  }
}
