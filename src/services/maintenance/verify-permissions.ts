import { type PermissionChange, PermissionHistory } from '../../domain/permission-history.ts'
import { findAllMandates } from '../../store/access/mandates.ts'
import type { AccessStore, Reader } from '../../store/engine/access.ts'
import type { AuditLogTable } from '../../store/engine/schema.ts'
import { findSenderKeys, findSenders } from '../../store/intake/senders.ts'
import { compareRows, type Difference, type Row } from '../../store/maintenance/compare.ts'
import { checkAuditLog, type LogFault } from '../../store/maintenance/log-seals.ts'
import { isSealed, keyIdOf, permissionsOf } from '../intake/senders.ts'

/** The permissions of the store at one moment, by the names of the history. */
interface Permissions {
  readonly mandates: ReadonlyMap<string, Row>
  readonly senders: ReadonlyMap<string, Row>
  readonly keys: ReadonlyMap<string, Row>
}

export interface PermissionCheck {
  readonly log: LogFault | null
  /** Where a table says something else than the audit log; null too when the log is broken. */
  readonly difference: Difference | null
}

/**
 * Recomputes the audit log's chain, and from its lines the mandates, senders and keys. A sender that the log has and the
 * table lacks is no fault: a copied store has the log and not the senders, and a missing sender may do nothing.
 */
export async function verifyPermissions(access: AccessStore): Promise<PermissionCheck> {
  const history = new PermissionHistory()
  const { fault, also: kept } = await checkAuditLog(read => access.read(read), {
    atEnd: readPermissions,
    onLine: row => history.apply(toChange(row)),
  })
  // A broken log proves nothing about the tables.
  if (fault) return { log: fault, difference: null }
  const [mandates, senders, keys] = [history.mandates, history.senders, history.keys].map(asRows)
  const difference =
    compare('mandate', ['voen', 'broker'], kept.mandates, mandates!) ??
    compare('sender', ['name'], kept.senders, onlyThose(senders!, kept.senders)) ??
    compare('sender_key', ['name', 'key'], kept.keys, onlyThose(keys!, kept.keys))
  return { log: null, difference }
}

function toChange({ detail, action, at, subject, voen }: AuditLogTable): PermissionChange {
  return { at, action: action as PermissionChange['action'], subject, voen, detail: JSON.parse(detail) }
}

async function readPermissions(tx: Reader): Promise<Permissions> {
  const mandates = new Map<string, Row>()
  for (const { change, ...mandate } of await findAllMandates(tx)) {
    const row = { ...mandate, changedBy: change.by, changedAt: change.at.toISOString() }
    mandates.set(`${mandate.voen} ${mandate.broker}`, asTexts(row))
  }
  const senders = new Map<string, Row>()
  const keys = new Map<string, Row>()
  for (const sender of await findSenders(tx)) {
    senders.set(sender.name, asTexts(permissionsOf(sender)))
    for (const key of await findSenderKeys(tx, sender.name)) {
      const { id, algorithm, madeAt } = key
      // The digest of the key itself, so that another key under a known id is seen. A sealed one opens only in its place.
      const digest = isSealed(key) ? id : keyIdOf(key)
      const row = { name: sender.name, key: id, algorithm, madeAt: madeAt.toISOString(), digest }
      keys.set(`${sender.name} ${id}`, asTexts(row))
    }
  }
  return { mandates, senders, keys }
}

function asTexts(row: object): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]))
}

function asRows(rows: ReadonlyMap<string, object>): Map<string, Row> {
  return new Map([...rows].map(([name, row]) => [name, asTexts(row)]))
}

function onlyThose(rows: ReadonlyMap<string, Row>, kept: ReadonlyMap<string, Row>): Map<string, Row> {
  return new Map([...rows].filter(([name]) => kept.has(name)))
}

function compare(
  table: string,
  key: readonly string[],
  kept: ReadonlyMap<string, Row>,
  audited: ReadonlyMap<string, Row>,
): Difference | null {
  const [mine, theirs] = [kept, audited].map(rows => [...rows].sort(byName).map(([, row]) => row))
  const columns = Object.keys(mine![0] ?? theirs![0] ?? {})
  return compareRows({ table, key, columns }, mine!.map(inOrder(columns)), theirs!.map(inOrder(columns)))
}

function byName([one]: [string, Row], [other]: [string, Row]): number {
  return one < other ? -1 : 1
}

function inOrder(columns: readonly string[]) {
  return (row: Row): Row => Object.fromEntries(columns.map(column => [column, row[column] ?? null]))
}
