/** Sessions are looked up by the digest of their token; the handle is their public name. */
import { hash } from 'node:crypto'
import type { Company } from '../../domain/person.ts'
import type { Session } from '../../domain/session.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { SessionTable } from '../engine/schema.ts'
import { toStoredJson } from '../engine/stored-json.ts'

const insert = prepareInsert('session', [
  'digest',
  'handle',
  'issuer',
  'subject',
  'name',
  'companies',
  'id_token',
  'provider_session',
  'user_agent',
  'address',
  'opened_at',
  'last_seen_at',
])

/**
 * @param providerSession the identity provider's id of the sign-in
 * @returns the digest of what never changes in the session
 */
export async function insertSession(
  trx: WriteTransaction,
  session: Session,
  { digest, providerSession }: { digest: string; providerSession: string | null },
): Promise<string> {
  const { handle, issuer, person, sealedIdToken, userAgent, address, openedAt, lastSeenAt } = session
  const row = {
    digest,
    handle,
    issuer,
    subject: person.subject,
    name: person.name,
    companies: toStoredJson(person.companies),
    id_token: sealedIdToken,
    provider_session: providerSession,
    user_agent: userAgent,
    address,
    opened_at: openedAt.toISOString(),
    last_seen_at: lastSeenAt.toISOString(),
  }
  await insert(trx, [row])
  return digestOfRow(row)
}

/** The hex SHA-256 of a session's row without the time at which it was last seen. */
function digestOfRow({ last_seen_at: _, companies, ...rest }: SessionTable): string {
  return hash('sha256', toStoredJson({ ...rest, companies: JSON.parse(companies) }))
}

export interface SealedSession {
  readonly handle: string
  readonly subject: string
  readonly openedAt: string
  /** The digest of what never changes in the session. */
  readonly content: string
}

/** All sessions. One that is over is deleted at the next sign-in, so they fit in memory. */
export async function findSealedSessions(tx: Reader): Promise<SealedSession[]> {
  const rows: SessionTable[] = await tx.selectFrom('session').selectAll().execute()
  return rows.map(row => {
    const { handle, subject, opened_at: openedAt } = row
    return { handle, subject, openedAt, content: digestOfRow(row) }
  })
}

const selectByDigest = prepare<{ digest: string }, SessionTable>((db, { digest }) =>
  db.selectFrom('session').selectAll().where('digest', '=', digest),
)

export async function findSession(tx: Reader, digest: string): Promise<Session | undefined> {
  const [row] = await selectByDigest(tx, { digest })
  return row && toSession(row)
}

const selectBySubject = prepare<{ subject: string }, SessionTable>((db, { subject }) =>
  db
    .selectFrom('session')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('opened_at', 'desc')
    .orderBy('handle', 'desc'),
)

/** Finds a person's sessions, newest first. */
export async function findSessionsOf(tx: Reader, subject: string): Promise<Session[]> {
  return (await selectBySubject(tx, { subject })).map(toSession)
}

const updateLastSeen = prepare<{ handle: string; at: string }, { last_seen_at: string }>((db, { handle, at }) =>
  db
    .updateTable('session')
    .set({ last_seen_at: at })
    .where('handle', '=', handle)
    .where('last_seen_at', '<', at)
    .returning('last_seen_at'),
)

const selectLastSeen = prepare<{ handle: string }, { last_seen_at: string }>((db, { handle }) =>
  db.selectFrom('session').select('last_seen_at').where('handle', '=', handle),
)

/** Saves when a session was last seen, unless a later time is stored. @returns the stored time; undefined when it ended */
export async function saveLastSeen(trx: WriteTransaction, handle: string, at: Date): Promise<Date | undefined> {
  const [touched] = await updateLastSeen(trx, { handle, at: at.toISOString() })
  const [stored] = touched ? [touched] : await selectLastSeen(trx, { handle })
  return stored && new Date(stored.last_seen_at)
}

export type DeletedSession = Pick<SessionTable, 'handle' | 'subject'>

export const deleteByDigest = prepare<{ digest: string }, DeletedSession>((db, { digest }) =>
  db.deleteFrom('session').where('digest', '=', digest).returning(['handle', 'subject']),
)

export const deleteByHandle = prepare<DeletedSession, DeletedSession>((db, { handle, subject }) =>
  db.deleteFrom('session').where('handle', '=', handle).where('subject', '=', subject).returning(['handle', 'subject']),
)

/** Deletes a person's sessions except the one with the handle. */
export const deleteOthers = prepare<DeletedSession, DeletedSession>((db, { handle, subject }) =>
  db
    .deleteFrom('session')
    .where('subject', '=', subject)
    .where('handle', '<>', handle)
    .returning(['handle', 'subject']),
)

export const deleteBySubject = prepare<{ subject: string }, DeletedSession>((db, { subject }) =>
  db.deleteFrom('session').where('subject', '=', subject).returning(['handle', 'subject']),
)

export const deleteByProviderSession = prepare<{ providerSession: string }, DeletedSession>((db, { providerSession }) =>
  db.deleteFrom('session').where('provider_session', '=', providerSession).returning(['handle', 'subject']),
)

/** Deletes a person's sessions for which the identity provider sent no session id. */
export const deleteWithoutProviderSession = prepare<{ subject: string }, DeletedSession>((db, { subject }) =>
  db
    .deleteFrom('session')
    .where('subject', '=', subject)
    .where('provider_session', 'is', null)
    .returning(['handle', 'subject']),
)

/** Deletes sessions of anybody, `most` of them. */
export const deleteSome = prepare<{ most: number }, DeletedSession>((db, { most }) =>
  db
    .deleteFrom('session')
    .where('handle', 'in', db.selectFrom('session').select('handle').orderBy('handle').limit(most))
    .returning(['handle', 'subject']),
)

export const deleteUnseen = prepare<{ since: string }>((db, { since }) =>
  db.deleteFrom('session').where('last_seen_at', '<=', since),
)

/** Deletes sessions that were last seen in the future. */
export const deleteSeenAfter = prepare<{ until: string }>((db, { until }) =>
  db.deleteFrom('session').where('last_seen_at', '>', until),
)

function toSession(row: SessionTable): Session {
  return {
    handle: row.handle,
    issuer: row.issuer,
    person: { subject: row.subject, name: row.name, companies: JSON.parse(row.companies) as Company[] },
    openedAt: new Date(row.opened_at),
    lastSeenAt: new Date(row.last_seen_at),
    userAgent: row.user_agent,
    address: row.address,
    sealedIdToken: row.id_token,
  }
}
