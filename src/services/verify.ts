import { type Difference, findFirstDifference } from '../store/compare.ts'
import { atOneMoment, type Database, openScratchDatabase } from '../store/database.ts'
import { lastArrival, walkEvents } from '../store/event-log.ts'
import { deliverEvents } from './deliver-events.ts'

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
    return await atOneMoment(store.exporter, async moment => {
      const all = await lastArrival(moment)
      let replayed = 0
      for await (const events of walkEvents(moment)) {
        const receivedAt = new Date(events[0]!.receivedAt)
        const contents = events.map(event => event.content)
        await deliverEvents(scratch.writer, contents, receivedAt, {
          judgeFuture: false,
        })
        replayed += events.length
        onProgress?.(replayed, all)
      }
      return findFirstDifference(moment, scratch.reader)
    })
  } finally {
    await scratch.close()
  }
}
