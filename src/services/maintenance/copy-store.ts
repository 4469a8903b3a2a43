import { type Database, EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { type Clearing, findClearing, findClearings, insertClearing } from '../../store/intake/clearings.ts'
import { findEvent, lastArrival, walkEvents } from '../../store/intake/event-log.ts'
import { copyNotKept, deleteRejections, insertRejections, walkRejections } from '../../store/intake/rejections.ts'
import {
  ACCESS_TABLES,
  DISMISSAL_TABLE,
  type Difference,
  findFirstDifference,
  OPEN_OBJECTION_TABLE,
  PAPER_TABLES,
  REJECTION_CLEARING_TABLE,
  REJECTION_NOT_KEPT_TABLE,
  REJECTION_TABLE,
  TABLES,
} from '../../store/maintenance/compare.ts'
import { walkBatches } from '../../store/maintenance/copy-access-tables.ts'
import { walkPapers } from '../../store/maintenance/copy-papers.ts'
import { replayEvents } from '../intake/deliver-events.ts'
import { copyDismissals, findDismissals } from '../intake/held.ts'
import { atQuietMoment } from './moments.ts'

interface CopyOptions {
  /** Called after each group with the log position reached and the last one. */
  readonly onProgress?: (arrival: number, last: number) => void
  /** Checked after each group; true stops the copy. */
  readonly interrupted?: () => boolean
}

export interface Copied {
  /** False after an interruption; the same call continues from there. */
  readonly finished: boolean
  /** The first difference between copy and source after a full comparison. */
  readonly difference: Difference | null
}

/** The target contains events of another store. */
export class NotACopyError extends Error {
  override readonly name = 'NotACopyError'
}

/**
 * Copies a store into another one of either kind:
 * - books missing events of the source's log in the same places, with their dismissals;
 * - clears the rejections that the source has cleared, adds those that it has, the papers, the mandates and both logs;
 * - compares every row of the two.
 * Sessions and senders are not copied: people sign in again, and senders' secrets stay where they are. The target is
 * consistent at any moment, and the source may be in use: another run books what has come since.
 * @throws {NotACopyError} when the target is not an earlier copy; nothing is changed then
 */
export async function copyStore(source: Database, target: Database, options: CopyOptions = {}): Promise<Copied> {
  const accounts = await copyAccounts(source, target, options)
  if (!accounts.finished || accounts.difference) return accounts
  const papers = await copyPapers(source, target, options)
  if (!papers.finished || papers.difference) return papers
  return copyAccess(source, target, options)
}

function copyAccounts(source: Database, target: Database, { onProgress, interrupted }: CopyOptions): Promise<Copied> {
  return atQuietMoment(source, async tx => {
    const begun = await placeOf(target)
    if (begun && (await findEvent(tx, begun.arrival))?.content !== begun.content) throw new NotACopyError()
    const last = await lastArrival(tx)
    const dismissals = await findDismissals(tx)
    await copyDismissals(target.writer, [...dismissals.values()])
    for await (const events of walkEvents(read => read(tx), begun?.arrival)) {
      await replayEvents(target.writer, events, dismissals)
      onProgress?.(events.at(-1)!.arrival, last)
      if (interrupted?.()) return { finished: false, difference: null }
    }
    await copyClearings(target, await findClearings(tx))
    for await (const rejections of walkRejections(read => read(tx))) {
      await target.writer.transaction(trx => insertRejections(trx, rejections))
    }
    await target.writer.transaction(trx => copyNotKept(tx, trx))
    const difference = await target.exporter.snapshot(EVERY_ACCOUNT, copied =>
      findFirstDifference(tx, copied, [...TABLES, ...BESIDE_THE_LOG]),
    )
    return { finished: true, difference }
  })
}

/** What the event log cannot recompute. */
const BESIDE_THE_LOG = [DISMISSAL_TABLE, REJECTION_CLEARING_TABLE, REJECTION_TABLE, REJECTION_NOT_KEPT_TABLE]

/** Rejections of the source that are there again after they were cleared are added later. */
function copyClearings(target: Database, clearings: readonly Clearing[]): Promise<void> {
  return target.writer.transaction(async trx => {
    for (const clearing of clearings) {
      if (await findClearing(trx, clearing.id)) continue
      await insertClearing(trx, clearing)
      await deleteRejections(trx, clearing)
    }
  })
}

function copyPapers(source: Database, target: Database, { interrupted }: CopyOptions): Promise<Copied> {
  return source.exporter.snapshot(EVERY_ACCOUNT, async tx => {
    for await (const batch of walkPapers(tx)) {
      await batch.save(target.papers)
      if (interrupted?.()) return { finished: false, difference: null }
    }
    const difference = await target.exporter.snapshot(EVERY_ACCOUNT, copied =>
      findFirstDifference(tx, copied, [...PAPER_TABLES, OPEN_OBJECTION_TABLE]),
    )
    return { finished: true, difference }
  })
}

function copyAccess(source: Database, target: Database, { interrupted }: CopyOptions): Promise<Copied> {
  return source.access.read(async tx => {
    for await (const batch of walkBatches(tx)) {
      await target.access.write(trx => batch.save(trx))
      if (interrupted?.()) return { finished: false, difference: null }
    }
    const difference = await target.access.read(copied => findFirstDifference(tx, copied, ACCESS_TABLES))
    return { finished: true, difference }
  })
}

function placeOf(store: Database) {
  return store.reader.snapshot(EVERY_ACCOUNT, async tx => findEvent(tx, await lastArrival(tx)))
}
