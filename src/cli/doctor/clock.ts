import { CLOCK_REMEDY, explainClockJump } from '../../i18n/operator-en.ts'
import { findClockJump, findLastReceipt } from '../../services/intake/clock.ts'
import type { Database } from '../../store/engine/access.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const CHECK = 'clock'
const PROVIDER_CHECK = 'provider clock'

/** Signatures of senders are refused beyond this difference. */
const MAX_DIFFERENCE_MS = 300_000
/** Clocks that a time service sets differ by less. The header has whole seconds. */
const USUAL_DIFFERENCE_MS = 10_000

export async function checkAgainstReceipts(store: Database, now: Date): Promise<Finding> {
  const jump = await findClockJump(store, now)
  if (jump) {
    const sentence = explainClockJump(jump.now, jump.lastReceipt)
    return fault(CHECK, `${sentence}; ${CLOCK_REMEDY}`)
  }
  const last = await findLastReceipt(store.reader)
  if (!last) return ok(CHECK, `it says ${now.toISOString()}, and the store has no event to compare it with`)
  return ok(CHECK, `it says ${now.toISOString()}, and the last event was received at ${last.toISOString()}`)
}

/** @param ahead_ms how far this clock is ahead of the other one; null when that is unknown */
export function checkAgainstProvider(ahead_ms: number | null): Finding {
  if (ahead_ms === null)
    return ok(PROVIDER_CHECK, 'no other clock to compare it with; the identity provider gives none')
  const seconds = Math.round(Math.abs(ahead_ms) / 1000)
  const sentence = `this clock is ${seconds} s ${ahead_ms < 0 ? 'behind' : 'ahead of'} that of the identity provider`
  if (Math.abs(ahead_ms) <= USUAL_DIFFERENCE_MS) return ok(PROVIDER_CHECK, sentence)
  const level = Math.abs(ahead_ms) > MAX_DIFFERENCE_MS ? fault : warning
  return level(PROVIDER_CHECK, `${sentence}; set it by a time service (NTP)`)
}
