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

/** A sender and the keys it may sign with now, both of one moment; undefined when nobody is registered by that name. */
export function findSender(
  access: AccessStore,
  name: string,
): Promise<{ readonly sender: Sender; readonly keys: readonly SenderKey[] } | undefined> {
  return access.read(async tx => {
    const sender = await findSenderByName(tx, name)
    return sender && { sender, keys: await findSenderKeys(tx, name) }
  })
}

/** A sender as it is listed: its keys are named, and none is told. */
export interface ListedSender {
  readonly sender: Sender
  readonly keys: readonly Omit<StoredKey, 'bytes'>[]
}

/** All senders, by name. */
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

/** Registers a sender, or changes what it may send; its keys stay as they are. */
export function registerSender(access: AccessStore, sender: Sender, now: Date): Promise<void> {
  return access.write(trx => saveSender(trx, sender, now))
}

/**
 * Lets a sender sign with one more key. A key that it has already stays, and is not kept twice.
 * @returns the key's id, which tells nothing of it
 * @throws {RefusalError<SenderRefusal>} `unknown-sender`; `too-many-keys` when two are live: remove one first
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

/** By its content, so that the same key is known again: a key that is worth the name cannot be guessed from it. */
function idOf({ algorithm, bytes }: Omit<SenderKey, 'id'>): string {
  return createHash('sha256').update(`${algorithm}:`).update(bytes).digest('hex').slice(0, 16)
}

/** From now on a sender does not sign with this key. @returns false when it has none of that id */
export function removeSenderKey(access: AccessStore, name: string, id: string): Promise<boolean> {
  return remove(access, trx => deleteSenderKey(trx, name, id))
}

/** Removes a sender and its keys. @returns false when nobody is registered by that name */
export function removeSender(access: AccessStore, name: string): Promise<boolean> {
  return remove(access, trx => deleteSender(trx, name))
}

/** What was there when it was first tried has been removed, though its commit was lost. */
function remove(access: AccessStore, work: (trx: WriteTransaction) => Promise<boolean>): Promise<boolean> {
  let wasThere = false
  return access.write(async trx => {
    if (await work(trx)) wasThere = true
    return wasThere
  })
}
