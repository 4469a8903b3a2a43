import { createHash } from 'node:crypto'
import { type AuditAction, type AuditEntry, OPERATOR } from '../../domain/audit.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { RefusalError } from '../../domain/problem.ts'
import { MAX_KEYS, type Sender, type SenderKey } from '../../domain/sender.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import {
  deleteSender,
  deleteSenderKey,
  findSenderByName,
  findSenderKeys,
  findSenders,
  insertSenderKey,
  lockSender,
  type StoredKey,
  saveSender,
} from '../../store/intake/senders.ts'
import { auditedChange } from '../audited-change.ts'
import { SEAL_BYTES, seal, unseal } from '../seal.ts'

export type SenderRefusal = 'unknown-sender' | 'too-many-keys'

/**
 * A sender and its active keys, read in one snapshot. Leaves out keys that were encrypted under another key.
 * @param secretsKey opens encrypted secrets
 */
export function findSender(
  access: AccessStore,
  name: string,
  secretsKey: Uint8Array | null = null,
): Promise<{ readonly sender: Sender; readonly keys: readonly SenderKey[] } | undefined> {
  return access.read(async tx => {
    const sender = await findSenderByName(tx, name)
    if (!sender) return
    const keys = await findSenderKeys(tx, name)
    return { sender, keys: keys.flatMap(key => openKey(name, key, secretsKey) ?? []) }
  })
}

/** @returns what people call senders, by name; those without a title, or no longer registered, are left out */
export async function readSenderTitles(
  access: AccessStore,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map()
  const senders = await access.read(tx => Promise.all(names.map(name => findSenderByName(tx, name))))
  return new Map(senders.flatMap(sender => (sender?.title === undefined ? [] : [[sender.name, sender.title]])))
}

/** Lists never show the keys themselves. */
export interface ListedSender {
  readonly sender: Sender
  readonly keys: readonly Omit<StoredKey, 'bytes'>[]
}

export function listSenders(access: AccessStore): Promise<ListedSender[]> {
  return access.read(async tx => {
    const listed: ListedSender[] = []
    for (const sender of await findSenders(tx)) {
      const keys = await findSenderKeys(tx, sender.name)
      listed.push({ sender, keys: keys.map(({ bytes: _, ...rest }) => rest) })
    }
    return listed
  })
}

/** Registers a sender or changes its permissions. Its keys stay. */
export function registerSender(access: AccessStore, sender: Sender, now: Date): Promise<void> {
  return auditedChange(access, async trx => {
    const before = await lockSender(trx, sender.name)
    const detail = permissionsOf(sender)
    if (before && canonicalJson(permissionsOf(before)) === canonicalJson(detail)) {
      return { result: undefined, entries: [] }
    }
    await saveSender(trx, sender, now)
    return { result: undefined, entries: [toEntry(before ? 'sender-changed' : 'sender-registered', detail, now)] }
  })
}

/**
 * Adds a key to a sender. Adding the same key again changes nothing.
 * @returns the key's id, which reveals nothing about the key
 * @throws {RefusalError<SenderRefusal>} `unknown-sender`, or `too-many-keys` when two keys are active
 */
export function addSenderKey(
  access: AccessStore,
  name: string,
  key: Omit<SenderKey, 'id'>,
  now: Date,
  secretsKey: Uint8Array | null = null,
): Promise<string> {
  const id = keyIdOf(key)
  return auditedChange(access, async trx => {
    if (!(await lockSender(trx, name))) throw new RefusalError<SenderRefusal>('unknown-sender')
    const keys = await findSenderKeys(trx, name)
    if (keys.some(known => known.id === id)) return { result: id, entries: [] }
    if (keys.length >= MAX_KEYS) throw new RefusalError<SenderRefusal>('too-many-keys')
    await insertSenderKey(trx, name, { ...sealKey(name, { ...key, id }, secretsKey), madeAt: now })
    return { result: id, entries: [toEntry('sender-key-added', { name, key: id, algorithm: key.algorithm }, now)] }
  })
}

/** An HMAC secret has this length, in bytes, when it is not sealed. */
const SECRET_BYTES = 32

/** Public keys stay as they are. */
function sealKey(sender: string, key: SenderKey, secretsKey: Uint8Array | null): SenderKey {
  if (key.algorithm !== 'hmac-sha256' || !secretsKey) return key
  return { ...key, bytes: seal(key.bytes, secretsKey, placeOf(sender, key)) }
}

function openKey(sender: string, key: StoredKey, secretsKey: Uint8Array | null): StoredKey | null {
  if (!isSealed(key)) return key
  const bytes = secretsKey && unseal(key.bytes, secretsKey, placeOf(sender, key))
  return bytes && { ...key, bytes }
}

/** Whether the bytes are a secret that only SECRETS_KEY opens. */
export function isSealed({ algorithm, bytes }: SenderKey): boolean {
  return algorithm === 'hmac-sha256' && bytes.length === SECRET_BYTES + SEAL_BYTES
}

function placeOf(sender: string, { id }: Pick<SenderKey, 'id'>): string {
  return `sender ${sender} key ${id}`
}

/** The senders with a secret that this key does not open. */
export function findSendersWithSealedKeys(access: AccessStore, secretsKey: Uint8Array | null): Promise<string[]> {
  return access.read(async tx => {
    const names: string[] = []
    for (const { name } of await findSenders(tx)) {
      const keys = await findSenderKeys(tx, name)
      if (keys.some(key => openKey(name, key, secretsKey) === null)) names.push(name)
    }
    return names
  })
}

/** A digest of the key, so that the same key gets the same id. Random keys cannot be guessed from it. */
export function keyIdOf({ algorithm, bytes }: Omit<SenderKey, 'id'>): string {
  return createHash('sha256').update(`${algorithm}:`).update(bytes).digest('hex').slice(0, 16)
}

/** @returns false when the sender has no such key */
export function removeSenderKey(access: AccessStore, name: string, id: string, now: Date): Promise<boolean> {
  return auditedChange(access, async trx => {
    const result = await deleteSenderKey(trx, name, id)
    return { result, entries: result ? [toEntry('sender-key-removed', { name, key: id }, now)] : [] }
  })
}

/** Removes a sender and its keys. @returns false for an unregistered sender */
export function removeSender(access: AccessStore, name: string, now: Date): Promise<boolean> {
  return auditedChange(access, async trx => {
    const result = await deleteSender(trx, name)
    return { result, entries: result ? [toEntry('sender-removed', { name }, now)] : [] }
  })
}

/** A sender as its audit line names it. */
export function permissionsOf({ name, title, bills, objections, types, channels }: Sender): AuditEntry['detail'] {
  const titled = title === undefined ? {} : { title }
  // Lines from before there were objections do not tell them.
  return { name, ...titled, bills, ...(objections && { objections }), types: types.join(), channels: channels.join() }
}

function toEntry(action: AuditAction, detail: AuditEntry['detail'], at: Date): AuditEntry {
  return { at, action, actor: OPERATOR, voen: null, detail }
}
