import type { AuditedLine } from '../../domain/audit.ts'
import { type AuditedClearing, DecisionHistory } from '../../domain/decision-history.ts'
import { PaperHistory } from '../../domain/paper-history.ts'
import { PermissionHistory } from '../../domain/permission-history.ts'
import { SessionHistory } from '../../domain/session-history.ts'
import { AUDIT_LOG } from '../../store/access/log-chain.ts'
import { findAllMandates } from '../../store/access/mandates.ts'
import { findSealedSessions } from '../../store/access/sessions.ts'
import type { Database, Reader } from '../../store/engine/access.ts'
import type { AuditLogTable } from '../../store/engine/schema.ts'
import { findRegistrations, findSenderKeys, findSenders } from '../../store/intake/senders.ts'
import type { Difference, Row } from '../../store/maintenance/compare.ts'
import { checkAuditLog, type LogFault } from '../../store/maintenance/log-seals.ts'
import { isSealed, keyIdOf, permissionsOf } from '../intake/senders.ts'
import { compareNamed, type NamedRows, onlyThose, toText, toTexts } from './compare-named.ts'
import { compareDecisions, readDecisions } from './verify-decisions.ts'
import { comparePapers, readPapers } from './verify-papers.ts'

/** The permissions and sessions of the store at one moment, by the names of the history. */
interface Permissions {
  readonly mandates: ReadonlyMap<string, Row>
  readonly senders: ReadonlyMap<string, Row>
  readonly keys: ReadonlyMap<string, Row>
  readonly sessions: ReadonlyMap<string, Row>
}

export interface PermissionCheck {
  readonly log: LogFault | null
  /** Where a table says something else than the audit log; null too when the log is broken. */
  readonly difference: Difference | null
  /** The clearings of rejections in the audit log; none when it is broken. */
  readonly clearings: readonly AuditedClearing[]
}

/**
 * Recomputes the audit log's chain, and from its lines the mandates, senders, keys, sessions, decisions of operators and
 * documents issued.
 * A sender that the log has and the table lacks is no fault: a copied store has the log and not the senders, and a
 * missing sender may do nothing.
 */
export async function verifyPermissions(store: Database): Promise<PermissionCheck> {
  const [permissions, decisions] = [new PermissionHistory(), new DecisionHistory()]
  let sessions = new SessionHistory(new Set())
  const before = await readDecisions(store)
  const [papers, papersBefore] = [new PaperHistory(), await readPapers(store)]
  const { fault, also } = await checkAuditLog(read => store.access.read(read), {
    atEnd: async (tx, unaudited) => {
      const kept = await readPermissions(tx)
      sessions = new SessionHistory(kept.sessions)
      return { kept, unaudited }
    },
    onLine: row => {
      const line = toAuditedLine(row)
      for (const history of [permissions, sessions, decisions, papers]) history.apply(line)
    },
  })
  // A broken log proves nothing about the tables.
  if (fault) return { log: fault, difference: null, clearings: [] }
  const after = await readDecisions(store)
  const issued = comparePapers({ before: papersBefore, after: await readPapers(store) }, papers)
  const decided = compareDecisions({ before, after }, decisions, also.unaudited)
  const difference =
    comparePermissions(also.kept, permissions) ??
    compareSessions(also.kept.sessions, sessions) ??
    decided.difference ??
    issued
  const log: LogFault | null =
    decided.unaudited === null
      ? null
      : { log: AUDIT_LOG, fault: { kind: 'unaudited', decisions: decided.unaudited, expected: also.unaudited } }
  return { log, difference, clearings: [...decisions.clearings.values()] }
}

function comparePermissions(kept: Permissions, history: PermissionHistory): Difference | null {
  const [senders, keys] = [toTexts(history.senders), toTexts(history.keys)]
  return (
    compareNamed('mandate', ['voen', 'broker'], kept.mandates, toTexts(history.mandates)) ??
    compareNamed('sender', ['name'], kept.senders, onlyThose(senders, kept.senders)) ??
    compareNamed('sender_key', ['name', 'key'], kept.keys, onlyThose(keys, kept.keys))
  )
}

/** A session that the log has and the table lacks has timed out, or was not copied. */
function compareSessions(kept: NamedRows, { open }: SessionHistory): Difference | null {
  const audited = new Map<string, Row>()
  for (const [handle, session] of open) {
    // The digest of a sign-in from before the log had it is not known.
    audited.set(handle, toText({ ...session, content: session.content ?? kept.get(handle)?.content ?? null }))
  }
  return compareNamed('session', ['handle'], kept, onlyThose(audited, kept))
}

function toAuditedLine({ detail, action, at, subject, session, voen }: AuditLogTable): AuditedLine {
  return { at, action: action as AuditedLine['action'], subject, session, voen, detail: JSON.parse(detail) }
}

async function readPermissions(tx: Reader): Promise<Permissions> {
  const mandates = new Map<string, Row>()
  for (const { change, ...mandate } of await findAllMandates(tx)) {
    const row = { ...mandate, changedBy: change.by, changedAt: change.at.toISOString() }
    mandates.set(`${mandate.voen} ${mandate.broker}`, toText(row))
  }
  const senders = new Map<string, Row>()
  const keys = new Map<string, Row>()
  const registrations = await findRegistrations(tx)
  for (const sender of await findSenders(tx)) {
    const registeredAt = registrations.get(sender.name)!.toISOString()
    senders.set(sender.name, toText({ ...permissionsOf(sender), registeredAt }))
    for (const key of await findSenderKeys(tx, sender.name)) {
      const { id, algorithm, madeAt } = key
      // The digest of the key itself, so that another key under a known id is seen. A sealed one opens only in its place.
      const digest = isSealed(key) ? id : keyIdOf(key)
      const row = { name: sender.name, key: id, algorithm, madeAt: madeAt.toISOString(), digest }
      keys.set(`${sender.name} ${id}`, toText(row))
    }
  }
  const sessions = new Map((await findSealedSessions(tx)).map(session => [session.handle, toText(session)]))
  return { mandates, senders, keys, sessions }
}
