import type { Voen } from '../../domain/voen.ts'
import {
  EVERY_ACCOUNT,
  ExclusiveLockRequiredError,
  type ReadAccess,
  type Reader,
  type WriteAccess,
} from '../../store/engine/access.ts'
import { type Dismissal, insertDismissals, isDismissed, walkDismissals } from '../../store/intake/dismissals.ts'
import { getContent } from '../../store/intake/event-log.ts'
import { deleteHeldEvent, findHeldEvent } from '../../store/intake/held-events.ts'

/**
 * Gives a held event up: it waits no more and is never released. It stays in the log, so that the same content sent
 * again is a duplicate. Nobody delivers meanwhile what would release it.
 * @param arrival its place in the log
 * @returns false when no event waits there
 */
export function dismissHeldEvent(writer: WriteAccess, arrival: number, reason: string, now: Date): Promise<boolean> {
  let tried: Dismissal | undefined
  return writer.transaction(async (trx, exclusive) => {
    if (!exclusive) throw new ExclusiveLockRequiredError()
    // When the commit is lost, the work may begin again and find it done.
    if (tried && (await isDismissed(trx, tried))) return true
    const held = await findHeldEvent(trx, arrival)
    if (!held) return false
    tried = { voen: held.voen, arrival, reason: reason.toWellFormed(), dismissedAt: now.toISOString() }
    await deleteHeldEvent(trx, tried)
    await insertDismissals(trx, [tried])
    return true
  })
}

/** Everything that was dismissed, by its place in the log. An operator did each by hand: they are few. */
export async function findDismissals(tx: Reader): Promise<Map<number, Dismissal>> {
  const found = new Map<number, Dismissal>()
  for await (const dismissals of walkDismissals(read => read(tx))) {
    for (const dismissal of dismissals) found.set(dismissal.arrival, dismissal)
  }
  return found
}

/**
 * What was dismissed, with the events themselves, in batches.
 * @param voen only those that name this account; null: all
 */
export async function* walkDismissedEvents(
  access: ReadAccess,
  voen: Voen | null,
): AsyncGenerator<(Dismissal & { readonly content: string })[]> {
  const ask = <Result>(read: (tx: Reader) => Promise<Result>) => access.snapshot(EVERY_ACCOUNT, read)
  for await (const dismissals of walkDismissals(ask)) {
    const asked = dismissals.filter(dismissal => voen === null || dismissal.voen === voen)
    yield await ask(async tx => {
      const dismissed: (Dismissal & { content: string })[] = []
      for (const dismissal of asked) {
        dismissed.push({ ...dismissal, content: await getContent(tx, dismissal.voen, dismissal.arrival) })
      }
      return dismissed
    })
  }
}

/** Dismisses in a copy what is held there and was dismissed in its source. */
export function dismissAlike(writer: WriteAccess, dismissals: readonly Dismissal[]): Promise<void> {
  return writer.transaction(async (trx, exclusive) => {
    if (dismissals.length === 0) return
    if (!exclusive) throw new ExclusiveLockRequiredError()
    for (const dismissal of dismissals) {
      const held = await findHeldEvent(trx, dismissal.arrival)
      if (held?.voen !== dismissal.voen) continue
      await deleteHeldEvent(trx, dismissal)
      await insertDismissals(trx, [dismissal])
    }
  })
}
