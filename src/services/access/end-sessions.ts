import type { Actor, AuditEntry } from '../../domain/audit.ts'
import type { LogoutOrder } from '../../domain/session.ts'
import { deleteLogoutOrders, insertLogoutOrder } from '../../store/access/logout-orders.ts'
import {
  type DeletedSession,
  deleteAllBut,
  deleteByHandle,
  deleteOfNoProviderSession,
  deleteOfProviderSession,
  deleteOfSubject,
} from '../../store/access/sessions.ts'
import type { AccessStore, WriteTransaction } from '../../store/engine/access.ts'
import { auditedChange } from './audited-change.ts'

/**
 * Ends one of a person's own sessions.
 * @returns false when the person has no such session
 */
export function endSession(
  access: AccessStore,
  handle: string,
  subject: string,
  actor: Actor,
  action: 'sign-out' | 'session-ended',
  now: Date,
): Promise<boolean> {
  return auditedChange(access, async trx => {
    const ended = await deleteByHandle(trx, { handle, subject })
    return { result: ended.length > 0, entries: ended.map(toEntry(action, actor, now)) }
  })
}

/**
 * Ends all of a person's sessions but one.
 * @returns how many
 */
export function endOtherSessions(
  access: AccessStore,
  subject: string,
  handle: string,
  actor: Actor,
  now: Date,
): Promise<number> {
  return auditedChange(access, async trx => {
    const ended = await deleteAllBut(trx, { subject, handle })
    return { result: ended.length, entries: ended.map(toEntry('session-ended', actor, now)) }
  })
}

const toEntry =
  (action: AuditEntry['action'], actor: Actor, at: Date) =>
  ({ handle }: DeletedSession): AuditEntry => ({ at, action, actor, voen: null, detail: { session: handle } })

/** Ends the sessions that the identity provider orders to end, once for each order. */
export function obeyLogoutOrder(
  access: AccessStore,
  order: LogoutOrder,
  actor: Actor,
  now: Date,
): Promise<'obeyed' | 'replayed'> {
  return auditedChange(access, async trx => {
    await deleteLogoutOrders(trx, { untilBefore: now.toISOString() })
    if (!(await insertLogoutOrder(trx, order))) return { result: 'replayed', entries: [] }
    const ended = await removeOrdered(trx, order)
    const subject = order.subject ?? ended[0]?.subject ?? null
    const entry = { at: now, actor: { ...actor, subject }, voen: null, detail: { sessions: ended.length } }
    return { result: 'obeyed', entries: [{ ...entry, action: 'provider-sign-out' }] }
  })
}

/** A session of which the provider did not say to which sign-in it belongs may be the one that is meant: it ends too. */
async function removeOrdered(
  trx: WriteTransaction,
  { subject, providerSession }: LogoutOrder,
): Promise<readonly DeletedSession[]> {
  if (providerSession === null) return subject === null ? [] : deleteOfSubject(trx, { subject })
  const meant = await deleteOfProviderSession(trx, { providerSession })
  return subject === null ? meant : [...meant, ...(await deleteOfNoProviderSession(trx, { subject }))]
}
