import { ExclusiveLockRequiredError, type WriteAccess } from '../../store/engine/access.ts'
import { countHeld, findHeldEvent } from '../../store/intake/held-events.ts'
import { EventProcessor, type Release } from './event-processor.ts'

/** What became of the held events that were tried again. */
export interface RetryCounts {
  readonly applied: number
  readonly rejected: number
  /** Those that wait on. */
  readonly held: number
}

/**
 * Tries all held events again, the earliest first, as if what they wait for had just become known. In a store in good
 * order none can be applied: each would have been when what it waits for came.
 */
export function retryHeldEvents(writer: WriteAccess, now: Date): Promise<RetryCounts> {
  let tried: { readonly first: Release; readonly counts: RetryCounts } | undefined
  return writer.transaction(async (trx, exclusive) => {
    if (!exclusive) throw new ExclusiveLockRequiredError()
    // When the commit is lost, the work may begin again and find it done.
    if (tried && !(await findHeldEvent(trx, tried.first.arrival))) return tried.counts
    const processor = await EventProcessor.open(trx, exclusive, [])
    await processor.retryHeld(now.toISOString())
    await processor.close()
    const { released } = processor
    const applied = released.filter(({ outcome }) => outcome.became === 'applied').length
    const counts = { applied, rejected: released.length - applied, held: await countHeld(trx) }
    const [first] = released
    if (first) tried = { first, counts }
    return counts
  })
}
