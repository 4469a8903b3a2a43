import { type Database, EVERY_ACCOUNT } from '../store/access.ts'
import { type Difference, findFirstDifference } from '../store/compare.ts'
import { openScratchDatabase } from '../store/database.ts'
import { lastArrival, walkEvents } from '../store/event-log.ts'
import { replayEvents } from './deliver-events.ts'

interface VerifyOptions {
  readonly onProgress?: (replayed: number, all: number) => void
}

/**
 * Replays the event log into an empty store by the same rules, and compares every row of every table with what is
 * kept, all at one moment. The hash chains are recomputed on the way, so an event changed in the log is found too.
 * @returns the first difference, or null
 */
export async function verify(store: Database, { onProgress }: VerifyOptions = {}): Promise<Difference | null> {
  const scratch = await openScratchDatabase()
  try {
    return await store.exporter.atOneMoment(EVERY_ACCOUNT, async moment => {
      const all = await lastArrival(moment)
      for await (const events of walkEvents(moment)) {
        await replayEvents(scratch.writer, events)
        onProgress?.(events.at(-1)!.arrival, all)
      }
      return scratch.reader.atOneMoment(EVERY_ACCOUNT, recomputed => findFirstDifference(moment, recomputed))
    })
  } finally {
    await scratch.close()
  }
}
