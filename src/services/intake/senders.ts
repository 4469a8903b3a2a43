import { createHash } from 'node:crypto'
import { RefusalError } from '../../domain/problem.ts'
import { MAX_KEYS, type Sender, type SenderKey } from '../../domain/sender.ts'
import type { AccessStore, WriteTransaction } from '../../store/engine/access.ts'
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

export type SenderRefusal = 'unknown-sender' | 'too-many-keys'

/** A sender and its active keys, read in one snapshot. */
export function findSender(
  access: AccessStore,
  name: string,
): Promise<{ readonly sender: Sender; readonly keys: readonly SenderKey[] } | undefined> {
  return access.read(async tx => {
    const sender = await findSenderByName(tx, name)
    return sender && { sender, keys: await findSenderKeys(tx, name) }
  })
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
  return access.write(trx => saveSender(trx, sender, now))
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
): Promise<string> {
  const id = idOf(key)
  return access.write(async trx => {
    if (!(await lockSender(trx, name))) throw new RefusalError<SenderRefusal>('unknown-sender')
    const keys = await findSenderKeys(trx, name)
    if (keys.some(known => known.id === id)) return id
    if (keys.length >= MAX_KEYS) throw new RefusalError<SenderRefusal>('too-many-keys')
    await insertSenderKey(trx, name, { ...key, id, madeAt: now })
    return id
  })
}

/** A digest of the key, so that the same key gets the same id. Random keys cannot be guessed from it. */
function idOf({ algorithm, bytes }: Omit<SenderKey, 'id'>): string {
  return createHash('sha256').update(`${algorithm}:`).update(bytes).digest('hex').slice(0, 16)
}

/** @returns false when the sender has no such key */
export function removeSenderKey(access: AccessStore, name: string, id: string): Promise<boolean> {
  return remove(access, trx => deleteSenderKey(trx, name, id))
}

/** Removes a sender and its keys. @returns false for an unregistered sender */
export function removeSender(access: AccessStore, name: string): Promise<boolean> {
  return remove(access, trx => deleteSender(trx, name))
}

/** Also returns true when a retry after a lost commit finds the row already removed. */
function remove(access: AccessStore, work: (trx: WriteTransaction) => Promise<boolean>): Promise<boolean> {
  let existed = false
  return access.write(async trx => {
    if (await work(trx)) existed = true
    return existed
  })
}
