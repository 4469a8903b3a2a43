/**
 * Judges the server's clock before a delivery. An event that is accepted while the clock is years ahead could carry a date
 * years ahead, and dates its account for ever.
 */
import { hasAcceptedClock } from '../../store/access/audit-log.ts'
import { type Database, EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findEvent, lastArrival } from '../../store/intake/event-log.ts'

const DAY_MS = 86_400_000

/** A service may rest over a holiday. */
const MAX_AHEAD_MS = 31 * DAY_MS
/** Clocks of several servers differ by less. */
const MAX_BEHIND_MS = DAY_MS

/** An operator's acceptance holds for clocks this near to it. */
const ACCEPTED_MS = DAY_MS

export interface ClockJump {
  readonly now: Date
  /** When the newest event of the log was received. */
  readonly lastReceipt: Date
}

export class ClockJumpError extends Error {
  override readonly name = 'ClockJumpError'
  readonly jump: ClockJump

  constructor(jump: ClockJump) {
    super(`the clock says ${jump.now.toISOString()}, the last receipt is of ${jump.lastReceipt.toISOString()}`)
    this.jump = jump
  }
}

type Store = Pick<Database, 'reader' | 'access'>

/** @returns null when the clock follows the log, an operator has accepted it, or the log is empty */
export async function findClockJump({ reader, access }: Store, now: Date): Promise<ClockJump | null> {
  const lastReceipt = await findLastReceipt(reader)
  if (!lastReceipt || follows(now, lastReceipt)) return null
  const [from, to] = [new Date(now.getTime() - ACCEPTED_MS), new Date(now.getTime() + ACCEPTED_MS)]
  if (await access.read(tx => hasAcceptedClock(tx, from, to))) return null
  return { now, lastReceipt }
}

/** @returns when the newest event was received; null for an empty log */
export async function findLastReceipt(reader: ReadAccess): Promise<Date | null> {
  const last = await reader.snapshot(EVERY_ACCOUNT, async tx => findEvent(tx, await lastArrival(tx)))
  return last ? new Date(last.receivedAt) : null
}

/** @throws {ClockJumpError} */
export type JudgeClock = (now: Date) => Promise<void>

/**
 * Asks the store only when the clock does not follow the moment that was judged last, so that a delivery costs nothing.
 */
export function clockGuard(store: Store): JudgeClock {
  let judged: Date | null = null
  return async now => {
    if (!judged || !follows(now, judged)) {
      const jump = await findClockJump(store, now)
      if (jump) throw new ClockJumpError(jump)
    }
    judged = now
  }
}

function follows(now: Date, earlier: Date): boolean {
  const ahead_ms = now.getTime() - earlier.getTime()
  return ahead_ms <= MAX_AHEAD_MS && ahead_ms >= -MAX_BEHIND_MS
}
