import { randomBytes } from 'node:crypto'
import type { Actor, AuditEntry } from '../../domain/audit.ts'
import type { Person } from '../../domain/person.ts'
import { isOver, type LogoutOrder, type Session, type SessionLimits } from '../../domain/session.ts'
import { deleteLogoutOrders, insertLogoutOrder } from '../../store/access/logout-orders.ts'
import {
  type DeletedSession,
  deleteByDigest,
  deleteByHandle,
  deleteByProviderSession,
  deleteBySubject,
  deleteOthers,
  deleteSeenAfter,
  deleteSome,
  deleteUnseen,
  deleteWithoutProviderSession,
  findSessionsOf,
  insertSession,
  saveLastSeen,
} from '../../store/access/sessions.ts'
import type { AccessStore, WriteTransaction } from '../../store/engine/access.ts'
import { auditedChange } from '../audited-change.ts'
import { sealIdToken } from './id-token.ts'
import { digestOf, newToken } from './tokens.ts'

const MINUTE_MS = 60_000

export interface SignedIn {
  readonly issuer: string
  readonly person: Person
  readonly idToken: string | null
  /** The provider's id of this sign-in (`sid`). A logout order may name it. */
  readonly providerSession: string | null
}

export interface NewSession {
  readonly signedIn: SignedIn
  readonly actor: Actor
  /** The token of the browser's previous session, which ends; null when it had none. */
  readonly replaced: string | null
  readonly limits: SessionLimits
  readonly now: Date
}

/** Opens a session with a new token, and deletes sessions that are over. */
export function openSession(
  access: AccessStore,
  { signedIn, actor, replaced, limits, now }: NewSession,
): Promise<{ token: string; session: Session }> {
  const { issuer, person, idToken, providerSession } = signedIn
  const token = newToken()
  const handle = randomBytes(12).toString('base64url')
  const { userAgent, address } = actor
  const sealedIdToken = idToken === null ? null : sealIdToken(idToken, token)
  const session = { handle, issuer, person, openedAt: now, lastSeenAt: now, userAgent, address, sealedIdToken }
  return auditedChange(access, async trx => {
    // The idle limit also covers sessions past their whole limit: those are not touched any more.
    await deleteUnseen(trx, { since: new Date(now.getTime() - limits.idle_ms).toISOString() })
    await deleteSeenAfter(trx, { until: new Date(now.getTime() + limits.idle_ms).toISOString() })
    const [ended] = replaced === null ? [] : await deleteByDigest(trx, { digest: digestOf(replaced) })
    const digest = await insertSession(trx, session, { digest: digestOf(token), providerSession })
    const newActor = { ...actor, subject: person.subject, name: person.name, session: handle }
    const detail = { companies: person.companies.length, replaced: ended?.handle ?? null, digest }
    return {
      result: { token, session },
      entries: [{ at: now, action: 'sign-in', actor: newActor, voen: null, detail }],
    }
  })
}

/**
 * Saves that a session is in use, at most once a minute, or ten times within the idle limit when that is shorter. Does
 * not revive a session that has ended meanwhile.
 * @returns the session with `lastSeenAt` as stored
 */
export async function touchSession(
  access: AccessStore,
  session: Session,
  { idle_ms }: SessionLimits,
  now: Date,
): Promise<Session> {
  const unseen_ms = now.getTime() - session.lastSeenAt.getTime()
  if (unseen_ms <= Math.min(MINUTE_MS, idle_ms / 10)) return session
  const lastSeenAt = await access.write(trx => saveLastSeen(trx, session.handle, now))
  return lastSeenAt ? { ...session, lastSeenAt } : session
}

/** Lists a person's active sessions, newest first. */
export async function listSessions(
  access: AccessStore,
  subject: string,
  limits: SessionLimits,
  now: Date,
): Promise<Session[]> {
  const sessions = await access.read(tx => findSessionsOf(tx, subject))
  return sessions.filter(session => !isOver(session, limits, now))
}

export interface SessionEnd {
  readonly handle: string
  readonly subject: string
  readonly actor: Actor
  readonly now: Date
}

/**
 * Ends one of a person's own sessions.
 * @returns false when the person has no such session
 */
export function endSession(
  access: AccessStore,
  { handle, subject, actor, action, now }: SessionEnd & { readonly action: 'sign-out' | 'session-ended' },
): Promise<boolean> {
  return auditedChange(access, async trx => {
    const ended = await deleteByHandle(trx, { handle, subject })
    return { result: ended.length > 0, entries: ended.map(toEntry(action, actor, now)) }
  })
}

/**
 * Ends all of a person's sessions except the one with the given handle.
 * @returns the number of ended sessions
 */
export function endOtherSessions(access: AccessStore, { handle, subject, actor, now }: SessionEnd): Promise<number> {
  return auditedChange(access, async trx => {
    const ended = await deleteOthers(trx, { handle, subject })
    return { result: ended.length, entries: ended.map(toEntry('session-ended', actor, now)) }
  })
}

/** In one transaction, which other changes of sessions wait for. */
const MOST_ENDED = 500

/**
 * Ends the sessions of everybody, each with its audit line.
 * @returns the number of ended sessions
 */
export async function endAllSessions(access: AccessStore, actor: Actor, now: Date): Promise<number> {
  for (let count = 0; ; ) {
    const ended = await auditedChange(access, async trx => {
      const deleted = await deleteSome(trx, { most: MOST_ENDED })
      return { result: deleted.length, entries: deleted.map(toEntry('session-ended', actor, now)) }
    })
    count += ended
    if (ended < MOST_ENDED) return count
  }
}

/** Ends the sessions that the identity provider names. An order that is sent again has no effect. */
export function obeyLogoutOrder(
  access: AccessStore,
  order: LogoutOrder,
  actor: Actor,
  now: Date,
): Promise<'obeyed' | 'replayed'> {
  return auditedChange(access, async trx => {
    await deleteLogoutOrders(trx, { untilBefore: now.toISOString() })
    if (!(await insertLogoutOrder(trx, order))) return { result: 'replayed', entries: [] }
    const ended = await deleteOrdered(trx, order)
    const subject = order.subject ?? ended[0]?.subject ?? null
    const detail = { sessions: ended.length, ended: ended.map(({ handle }) => handle).join() }
    const entry = { at: now, actor: { ...actor, subject }, voen: null, detail }
    return { result: 'obeyed', entries: [{ ...entry, action: 'provider-sign-out' }] }
  })
}

/** Also deletes the person's sessions without a provider session, because one of them may be the one that is meant. */
async function deleteOrdered(
  trx: WriteTransaction,
  { subject, providerSession }: LogoutOrder,
): Promise<readonly DeletedSession[]> {
  if (providerSession === null) return subject === null ? [] : deleteBySubject(trx, { subject })
  const named = await deleteByProviderSession(trx, { providerSession })
  return subject === null ? named : [...named, ...(await deleteWithoutProviderSession(trx, { subject }))]
}

const toEntry =
  (action: AuditEntry['action'], actor: Actor, at: Date) =>
  ({ handle }: DeletedSession): AuditEntry => ({ at, action, actor, voen: null, detail: { session: handle } })
