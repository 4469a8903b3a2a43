import { type Database, EVERY_ACCOUNT, ExclusiveLockRequiredError, type Reader } from '../../store/engine/access.ts'
import { findEvent, lastArrival, walkEvents } from '../../store/intake/event-log.ts'
import { insertRejections, walkRejections } from '../../store/intake/rejections.ts'
import {
  ACCESS_TABLES,
  DISMISSAL_TABLE,
  type Difference,
  findFirstDifference,
  REJECTION_TABLE,
  TABLES,
} from '../../store/maintenance/compare.ts'
import { walkBatches } from '../../store/maintenance/copy-access-tables.ts'
import { replayEvents } from '../intake/deliver-events.ts'
import { copyDismissals, findDismissals } from '../intake/held.ts'

interface CopyOptions {
  /** Told after each group how far in the log the copy is. */
  readonly onProgress?: (arrival: number, last: number) => void
  /** Asked after each group; true ends the copying there. */
  readonly interrupted?: () => boolean
}

export interface Copied {
  /** Whether the copying went to the end; if not, the same call again goes on from where it is. */
  readonly finished: boolean
  /** The first row in which the copy differs from its source, all of them compared. */
  readonly difference: Difference | null
}

/** The target holds events that are not those of the source. */
export class NotACopyError extends Error {
  override readonly name = 'NotACopyError'
}

/**
 * Makes a store a copy of another, of whichever kind the two are: what the target does not have yet of the source's
 * event log is booked there, in the same places; what was dismissed since is dismissed; what was refused is added, and so
 * are mandates and the logs of who did what; then every row of the two is compared. Sessions are not copied: people sign
 * in again; nor are senders, whose secrets stay where they are. The target is a store in good order at any moment on the
 * way, and the source may be in use: copied again, only what has come since is booked.
 * @throws {NotACopyError} when the target is not a copy begun earlier; nothing is changed then
 */
export async function copyStore(source: Database, target: Database, options: CopyOptions = {}): Promise<Copied> {
  const accounts = await copyAccounts(source, target, options)
  if (!accounts.finished || accounts.difference) return accounts
  return copyGate(source, target, options)
}

function copyAccounts(source: Database, target: Database, { onProgress, interrupted }: CopyOptions): Promise<Copied> {
  return atQuietMoment(source, async tx => {
    const begun = await placeOf(target)
    if (begun && (await findEvent(tx, begun.arrival))?.content !== begun.content) throw new NotACopyError()
    const last = await lastArrival(tx)
    const dismissals = await findDismissals(tx)
    await copyDismissals(target.writer, [...dismissals.values()])
    for await (const events of walkEvents(tx, begun?.arrival)) {
      await replayEvents(target.writer, events, dismissals)
      onProgress?.(events.at(-1)!.arrival, last)
      if (interrupted?.()) return { finished: false, difference: null }
    }
    for await (const rejections of walkRejections(read => read(tx))) {
      await target.writer.transaction(trx => insertRejections(trx, rejections))
    }
    const difference = await target.exporter.snapshot(EVERY_ACCOUNT, copied =>
      findFirstDifference(tx, copied, [...TABLES, DISMISSAL_TABLE, REJECTION_TABLE]),
    )
    return { finished: true, difference }
  })
}

function copyGate(source: Database, target: Database, { interrupted }: CopyOptions): Promise<Copied> {
  return source.access.read(async tx => {
    for await (const batch of walkBatches(tx)) {
      await target.access.write(trx => batch.save(trx))
      if (interrupted?.()) return { finished: false, difference: null }
    }
    const difference = await target.access.read(copied => findFirstDifference(tx, copied, ACCESS_TABLES))
    return { finished: true, difference }
  })
}

/** The last event that a store has. */
function placeOf(store: Database) {
  return store.reader.snapshot(EVERY_ACCOUNT, async tx => findEvent(tx, await lastArrival(tx)))
}

/**
 * Reads from a moment at which nobody was in the middle of a delivery: else an event could come to light later in a
 * place that has been passed.
 */
async function atQuietMoment<Result>(store: Database, read: (tx: Reader) => Promise<Result>): Promise<Result> {
  const { looking } = await store.writer.transaction(async (_, exclusive) => {
    if (!exclusive) throw new ExclusiveLockRequiredError()
    const begun = Promise.withResolvers<void>()
    const looking = store.exporter.snapshot(EVERY_ACCOUNT, async tx => {
      // The first question is what fixes the moment.
      await lastArrival(tx)
      begun.resolve()
      return read(tx)
    })
    await Promise.race([begun.promise, looking])
    return { looking }
  })
  return looking
}
