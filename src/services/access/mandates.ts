import type { Actor, AuditEntry, MandateChange } from '../../domain/audit.ts'
import type { Mandate, MandateTerms } from '../../domain/mandate.ts'
import type { Voen } from '../../domain/voen.ts'
import { appendVisit } from '../../store/access/access-log.ts'
import { findMandates, findMandatesTo, insertMandate, lockMandate, saveMandate } from '../../store/access/mandates.ts'
import type { AccessStore, WriteTransaction } from '../../store/engine/access.ts'
import { auditedChange, newLogId } from '../audited-change.ts'

type MandateKey = Pick<Mandate, 'voen' | 'broker'>

/** The terms that a company sets for a broker. */
const TERMS = ['from', 'to', 'balances', 'exports'] as const

/** Lists a company's mandates by broker, including withdrawn and ended ones. */
export function listMandates(access: AccessStore, voen: Voen): Promise<Mandate[]> {
  return access.read(tx => findMandates(tx, voen))
}

/** Finds a company's mandate for a broker, which may be withdrawn or ended. */
export async function findMandate(access: AccessStore, { voen, broker }: MandateKey): Promise<Mandate | undefined> {
  const [mandate] = await access.read(tx => findMandatesTo(tx, voen, [broker]))
  return mandate
}

/**
 * Grants a broker a mandate on a company's account. It takes effect at once and replaces an earlier one.
 * @returns `unchanged` when the broker already has a mandate on the same terms
 */
export function grantMandate(
  access: AccessStore,
  terms: Omit<Mandate, 'withdrawn'>,
  actor: Actor,
  now: Date,
): Promise<'granted' | 'changed' | 'unchanged'> {
  return auditedChange(access, async trx => {
    const mandate = { ...terms, withdrawn: false }
    const change = { by: subjectOf(actor), at: now }
    const isFirst = await insertMandate(trx, mandate, change)
    const before = isFirst ? undefined : await lockMandate(trx, terms)
    const isInForce = before && !before.withdrawn
    if (isInForce && TERMS.every(term => before[term] === terms[term])) return { result: 'unchanged', entries: [] }
    if (!isFirst) await saveMandate(trx, mandate, change)
    const [result, action] = isInForce
      ? (['changed', 'mandate-changed'] as const)
      : (['granted', 'mandate-granted'] as const)
    return { result, entries: [await recordMandateChange(trx, action, mandate, actor, now)] }
  })
}

/**
 * Withdraws a broker's mandate, which takes effect at once.
 * @returns false when there is none to withdraw
 */
export function withdrawMandate(access: AccessStore, key: MandateKey, actor: Actor, now: Date): Promise<boolean> {
  return auditedChange(access, async trx => {
    const before = await lockMandate(trx, key)
    if (!before || before.withdrawn) return { result: false, entries: [] }
    await saveMandate(trx, { ...before, withdrawn: true }, { by: subjectOf(actor), at: now })
    return { result: true, entries: [await recordMandateChange(trx, 'mandate-withdrawn', before, actor, now)] }
  })
}

/** @throws when the actor is not signed in */
function subjectOf({ subject }: Actor): string {
  if (subject === null) throw new Error('Only a signed-in person can change a mandate')
  return subject
}

/**
 * Shows the action in the account's access log.
 * @returns the line for the audit log
 */
async function recordMandateChange(
  trx: WriteTransaction,
  action: MandateChange,
  { voen, broker, from, to, balances, exports }: Mandate,
  actor: Actor,
  at: Date,
): Promise<AuditEntry> {
  const terms: MandateTerms = { broker, from, to, balances, exports }
  await appendVisit(trx, {
    voen,
    at,
    id: newLogId(),
    action,
    subject: subjectOf(actor),
    name: actor.name ?? '',
    broker: null,
    detail: JSON.stringify(terms),
  })
  return { at, action, actor, voen, detail: { ...terms } }
}
