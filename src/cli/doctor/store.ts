import type { Config } from '../../config.ts'
import { explainUnreadableSecrets, STORE_FAULT_REMEDIES } from '../../i18n/operator-en.ts'
import { findSendersWithSealedKeys } from '../../services/intake/senders.ts'
import { type Database, MissingStoreError, OlderStoreError, StoreFaultError } from '../../store/engine/access.ts'
import { openDatabase, sqlitePathOf } from '../../store/engine/database.ts'
import { MIN_ROOM_BYTES } from '../../store/engine/disk.ts'
import {
  inspectStoreFile,
  inspectStoreServer,
  type StoreFile,
  type StoreServer,
} from '../../store/maintenance/inspect-store.ts'
import { withoutPassword } from '../store-url.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

/** After a checkpoint the log begins again; it is longer than this only when something has kept it from that. */
const MAX_LOG_BYTES = 256 * 1024 * 1024

/**
 * Opens the store without changing it.
 * @returns null as the store when it cannot be read
 */
export async function openForInspection({
  databaseUrl,
}: Config): Promise<{ store: Database | null; finding: Finding }> {
  const name = withoutPassword(databaseUrl)
  try {
    const store = await openDatabase(databaseUrl, { connections: 2, use: 'inspect' })
    return { store, finding: ok('store', `${name} can be read, and its schema is up to date`) }
  } catch (error) {
    return { store: null, finding: whyUnreadable(name, error as Error) }
  }
}

function whyUnreadable(name: string, error: Error): Finding {
  if (error instanceof MissingStoreError) {
    return warning('store', `${name}: ${error.message}; the server makes a store when it starts`)
  }
  if (error instanceof OlderStoreError) {
    return warning('store', `${name}: ${error.message}, or start the server, after a backup`)
  }
  const remedy = error instanceof StoreFaultError ? STORE_FAULT_REMEDIES[error.fault] : 'check DATABASE_URL'
  return fault('store', `${name} cannot be opened: ${error.message}; ${remedy}`)
}

export async function checkPlace({ databaseUrl }: Config, store: Database | null): Promise<Finding[]> {
  const path = sqlitePathOf(databaseUrl)
  if (path === null) return store ? checkServer(await inspectStoreServer(store.reader)) : []
  const file = await inspectStoreFile(path)
  return file ? [checkWriting(file), checkOwner(file), checkLog(file), checkRoom(file)] : []
}

function checkServer(server: StoreServer): Finding[] {
  return [checkServerWriting(server), ...checkDurability(server), ...checkTimeouts(server)]
}

function checkServerWriting({ version, isStandby, isReadOnly }: StoreServer): Finding {
  if (isStandby) return fault('writing', 'the server is a standby; name the primary server in DATABASE_URL')
  if (isReadOnly) return fault('writing', 'default_transaction_read_only is on; set it to off for this database')
  return ok('writing', `PostgreSQL ${version} takes writes; watch its disk where it runs`)
}

function checkDurability({ isSynced, isDurable }: StoreServer): Finding[] {
  const check = 'durability'
  const findings: Finding[] = []
  if (!isSynced) {
    findings.push(fault(check, 'fsync or full_page_writes is off, so a crash can damage the store; set both to on'))
  }
  if (!isDurable) {
    const sentence = 'synchronous_commit is off; this program turns it on where it writes'
    findings.push(warning(check, `${sentence}; set it to on for the database and this login`))
  }
  return findings.length > 0 ? findings : [ok(check, 'a commit waits for the disk')]
}

function checkTimeouts({ timeouts }: StoreServer): Finding[] {
  if (timeouts === null) return []
  const sentence = `${timeouts} can end an upgrade of the schema; reset what is set for the database and this login`
  return [warning('time-outs', sentence)]
}

function checkWriting({ isWritable, free_bytes }: StoreFile): Finding {
  if (isWritable && free_bytes < MIN_ROOM_BYTES) return fault('writing', 'the disk of the store is full; make room')
  if (isWritable) return ok('writing', 'this user can write the file and its folder')
  return fault('writing', 'this user cannot write the file or its folder, or the disk is read-only; make it writable')
}

function checkOwner({ mode, owner, user }: StoreFile): Finding {
  const bits = mode.toString(8).padStart(4, '0')
  if ((mode & 0o077) !== 0) {
    return warning('file mode', `it is ${bits}, so others can read or write the file; run chmod 600 on it`)
  }
  if (user !== null && owner !== user) {
    return warning('file mode', `the file belongs to user ${owner}, and this is user ${user}; run as its owner`)
  }
  return ok('file mode', `it is ${bits}, and the file belongs to this user`)
}

function checkLog({ log_bytes }: StoreFile): Finding {
  const size = describeSize(log_bytes)
  if (log_bytes <= MAX_LOG_BYTES) return ok('write-ahead log', `its file has ${size}`)
  return warning(
    'write-ahead log',
    `its file has ${size}: a long read has kept it; it shrinks when the server restarts`,
  )
}

function checkRoom({ free_bytes, size_bytes, log_bytes }: StoreFile): Finding {
  const free = `${describeSize(free_bytes)} are free in the folder of the store, which has ${describeSize(size_bytes)}`
  if (free_bytes < MIN_ROOM_BYTES) return fault('disk', `${free}; make room`)
  if (free_bytes < size_bytes + log_bytes) return warning('disk', `${free}; make room before it grows`)
  return ok('disk', free)
}

/** The server does not start when it cannot read the secrets of senders. */
export async function checkSecrets({ secretsKey }: Config, { access }: Database): Promise<Finding> {
  const names = await findSendersWithSealedKeys(access, secretsKey)
  if (names.length === 0) return ok('secrets', 'SECRETS_KEY fits all stored secrets of senders')
  return fault('secrets', explainUnreadableSecrets(names, secretsKey !== null))
}

const MEBIBYTE = 1024 * 1024

function describeSize(bytes: number): string {
  return bytes < 10 * 1024 * MEBIBYTE
    ? `${Math.ceil(bytes / MEBIBYTE)} MiB`
    : `${Math.round(bytes / 1024 / MEBIBYTE)} GiB`
}
