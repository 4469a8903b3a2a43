import type { Actor } from '../domain/audit.ts'
import { audit } from '../services/access/audit.ts'
import { type ClockJump, findClockJump } from '../services/intake/clock.ts'
import type { Database } from '../store/engine/access.ts'

const OPERATOR: Actor = { subject: null, name: null, session: null, address: 'command line', userAgent: '' }

/**
 * Lets deliveries go on although the clock has jumped, and records it in the audit log.
 * @returns the jump; null when there is none
 */
export async function acceptClock(store: Database, now: Date): Promise<ClockJump | null> {
  const jump = await findClockJump(store, now)
  if (!jump) return null
  const detail = { lastReceipt: jump.lastReceipt.toISOString() }
  await audit(store.access, { at: now, action: 'clock-accepted', actor: OPERATOR, voen: null, detail })
  return jump
}
