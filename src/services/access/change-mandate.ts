import type { Actor, AuditAction, AuditEntry } from '../../domain/audit.ts'
import type { Mandate } from '../../domain/mandate.ts'
import type { Voen } from '../../domain/voen.ts'
import { insertMandate, lockMandate, saveMandate } from '../../store/access/mandates.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { auditedChange } from './audited-change.ts'

/** What a company may decide of a mandate. */
const TERMS = ['from', 'to', 'balances', 'exports'] as const

/**
 * Lets a broker see a company's account, on these terms instead of any earlier ones; from now on.
 * @returns `unchanged` when the broker has a mandate on these very terms
 */
export function grantMandate(
  access: AccessStore,
  terms: Omit<Mandate, 'withdrawn'>,
  actor: Actor,
  now: Date,
): Promise<'granted' | 'changed' | 'unchanged'> {
  return auditedChange(access, async trx => {
    const mandate = { ...terms, withdrawn: false }
    const isFirst = await insertMandate(trx, mandate, byWhom(actor), now)
    const before = isFirst ? undefined : await lockMandate(trx, terms.voen, terms.broker)
    const stands = before && !before.withdrawn
    if (stands && TERMS.every(term => before[term] === terms[term])) return { result: 'unchanged', entries: [] }
    if (!isFirst) await saveMandate(trx, mandate, byWhom(actor), now)
    const [result, action] = stands
      ? (['changed', 'mandate-changed'] as const)
      : (['granted', 'mandate-granted'] as const)
    return { result, entries: [toEntry(action, mandate, actor, now)] }
  })
}

/**
 * Takes a broker's mandate back; from now on it shows nothing.
 * @returns false when there is none to withdraw
 */
export function withdrawMandate(
  access: AccessStore,
  voen: Voen,
  broker: Voen,
  actor: Actor,
  now: Date,
): Promise<boolean> {
  return auditedChange(access, async trx => {
    const before = await lockMandate(trx, voen, broker)
    if (!before || before.withdrawn) return { result: false, entries: [] }
    await saveMandate(trx, { ...before, withdrawn: true }, byWhom(actor), now)
    return { result: true, entries: [toEntry('mandate-withdrawn', before, actor, now)] }
  })
}

/** @throws when it is nobody who has signed in */
function byWhom({ subject }: Actor): string {
  if (subject === null) throw new Error('A mandate is given and taken by somebody who has signed in')
  return subject
}

function toEntry(action: AuditAction, mandate: Mandate, actor: Actor, at: Date): AuditEntry {
  const { voen, broker, from, to, balances, exports } = mandate
  return { at, action, actor, voen, detail: { broker, from, to, balances, exports } }
}
