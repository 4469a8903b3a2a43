import { randomUUID } from 'node:crypto'
import { type Actor, OPERATOR } from '../../domain/audit.ts'
import { addDays, type PlainDate, todayInBaku } from '../../domain/dates.ts'
import { detailOfClearing, endOfClearing } from '../../domain/decision-history.ts'
import {
  EVERY_ACCOUNT,
  ExclusiveLockRequiredError,
  type ReadAccess,
  type WriteAccess,
} from '../../store/engine/access.ts'
import { type Clearing, findClearing, insertClearing } from '../../store/intake/clearings.ts'
import {
  countClearable,
  countNotKeptBefore,
  deleteNotKeptBefore,
  deleteRejections,
  findNotKept,
  type NotKept,
} from '../../store/intake/rejections.ts'
import { auditDelivery } from '../audited-change.ts'

interface Wish {
  /** '' for the command line; null for every sender. */
  readonly sender: string | null
  /** Clears what was rejected before this day in Baku; null: everything up to now. */
  readonly before: PlainDate | null
  readonly reason: string
}

/**
 * Deletes rejections and sets back the counts of those that were not kept, with a record of both and a line in the audit
 * log. The rejections of released events stay, because their ids are spent.
 * @returns the record; null when there was nothing to clear
 */
export function clearRejections(
  writer: WriteAccess,
  { sender, before, reason }: Wish,
  now: Date,
  actor: Actor = OPERATOR,
): Promise<Clearing | null> {
  const id = randomUUID()
  const rejectedBefore = endOfClearing(before, now)
  const day = before ?? addDays(todayInBaku(now), 1)
  return writer.transaction(async (trx, exclusive) => {
    // A delivery in between would be counted differently than it is deleted.
    if (!exclusive) throw new ExclusiveLockRequiredError()
    // After a lost commit the transaction runs again, and may find its work already done.
    const done = await findClearing(trx, id)
    if (done) return done
    const range = { sender, rejectedBefore }
    const rejections = await countClearable(trx, range)
    const notKept = await countNotKeptBefore(trx, sender, day)
    if (rejections + notKept === 0) return null
    const clearing = { ...range, id, reason: reason.toWellFormed(), rejections, notKept, clearedAt: now.toISOString() }
    await insertClearing(trx, clearing)
    await deleteRejections(trx, range)
    await deleteNotKeptBefore(trx, sender, day)
    const detail = detailOfClearing(clearing, before)
    await auditDelivery(trx, { at: now, action: 'rejections-cleared', actor, voen: null, detail })
    return clearing
  })
}

/** How many rejections were not kept, by sender. */
export function listNotKept(reader: ReadAccess): Promise<NotKept[]> {
  return reader.snapshot(EVERY_ACCOUNT, findNotKept)
}
