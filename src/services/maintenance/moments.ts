import {
  type Database,
  EVERY_ACCOUNT,
  ExclusiveLockRequiredError,
  type Reader,
  type Snapshot,
} from '../../store/engine/access.ts'
import { lastArrival } from '../../store/intake/event-log.ts'

/**
 * Reads at a moment at which no delivery is running. Otherwise an event could later appear in a place before the last one,
 * unless the log is dense.
 */
export async function atQuietMoment<Result>(store: Database, read: (tx: Reader) => Promise<Result>): Promise<Result> {
  if (store.logIsDense) return store.exporter.snapshot(EVERY_ACCOUNT, read)
  const { looking } = await store.writer.transaction(async (_, exclusive) => {
    if (!exclusive) throw new ExclusiveLockRequiredError()
    const begun = Promise.withResolvers<void>()
    const looking = store.exporter.snapshot(EVERY_ACCOUNT, async tx => {
      // The first query fixes the snapshot.
      await lastArrival(tx)
      begun.resolve()
      return read(tx)
    })
    await Promise.race([begun.promise, looking])
    return { looking }
  })
  return looking
}

/**
 * Gives long work a way to read the store. In an SQLite file each read sees a moment of its own: a long snapshot would
 * keep the write-ahead log from being used again, and the log would grow for as long as others write. An event that was
 * read in its dense log stays as it was. On PostgreSQL all reads see one moment.
 */
export function inSnapshots<Result>(store: Database, work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
  const { exporter } = store
  if (store.logIsDense) return work(read => exporter.snapshot(EVERY_ACCOUNT, read))
  return exporter.snapshot(EVERY_ACCOUNT, tx => work(read => read(tx)))
}
