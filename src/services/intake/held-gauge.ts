import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { countHeld, findHeldSince } from '../../store/intake/held-events.ts'
import { countRejections } from '../../store/intake/rejections.ts'

/** What an operator watches: how much waits, and since when. */
export interface HeldGauge {
  readonly count: number
  /** Since the earliest of them came; null when nothing waits. */
  readonly oldestSeconds: number | null
  /** How much was ever refused, each content once. */
  readonly rejected: number
}

/** All of one moment. */
export function heldGauge(reader: ReadAccess, now: Date): Promise<HeldGauge> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => {
    const since = await findHeldSince(tx)
    return {
      count: await countHeld(tx),
      oldestSeconds: since ? Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000)) : null,
      rejected: await countRejections(tx),
    }
  })
}
