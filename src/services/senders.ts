import { createHash } from 'node:crypto'
import { Refusal } from '../domain/problem.ts'
import { KEYS_AT_ONCE, type Sender, type SenderKey } from '../domain/sender.ts'
import type { GateAccess, WriteTransaction } from '../store/access.ts'
import {
  deleteSender,
  deleteSenderKey,
  findSenderByName,
  findSenderKeys,
  findSenders,
  type KeptKey,
  keepSenderKey,
  lockSender,
  saveSender,
} from '../store/senders.ts'

export type SenderRefusal = 'unknown-sender' | 'too-many-keys'

/** A sender and the keys it may sign with now, both of one moment; undefined when nobody is registered by that name. */
export function findSender(
  gate: GateAccess,
  name: string,
): Promise<{ readonly sender: Sender; readonly keys: readonly SenderKey[] } | undefined> {
  return gate.look(async moment => {
    const sender = await findSenderByName(moment, name)
    return sender && { sender, keys: await findSenderKeys(moment, name) }
  })
}

/** A sender as it is listed: its keys are named, and none is told. */
export interface ListedSender {
  readonly sender: Sender
  readonly keys: readonly Omit<KeptKey, 'bytes'>[]
}

/** All senders, by name. */
export function listSenders(gate: GateAccess): Promise<ListedSender[]> {
  return gate.look(async moment => {
    const listed: ListedSender[] = []
    for (const sender of await findSenders(moment)) {
      const keys = await findSenderKeys(moment, sender.name)
      listed.push({ sender, keys: keys.map(({ bytes: _, ...rest }) => rest) })
    }
    return listed
  })
}

/** Registers a sender, or changes what it may send; its keys stay as they are. */
export function registerSender(gate: GateAccess, sender: Sender, now: Date): Promise<void> {
  return gate.change(trx => saveSender(trx, sender, now))
}

/**
 * Lets a sender sign with one more key. A key that it has already stays, and is not kept twice.
 * @returns the key's id, which tells nothing of it
 * @throws {Refusal<SenderRefusal>} `unknown-sender`; `too-many-keys` when two are live: remove one first
 */
export function addSenderKey(gate: GateAccess, name: string, key: Omit<SenderKey, 'id'>, now: Date): Promise<string> {
  const id = idOf(key)
  return gate.change(async trx => {
    if (!(await lockSender(trx, name))) throw new Refusal<SenderRefusal>('unknown-sender')
    const keys = await findSenderKeys(trx, name)
    if (keys.some(known => known.id === id)) return id
    if (keys.length >= KEYS_AT_ONCE) throw new Refusal<SenderRefusal>('too-many-keys')
    await keepSenderKey(trx, name, { ...key, id, madeAt: now })
    return id
  })
}

/** By its content, so that the same key is known again: a key that is worth the name cannot be guessed from it. */
function idOf({ algorithm, bytes }: Omit<SenderKey, 'id'>): string {
  return createHash('sha256').update(`${algorithm}:`).update(bytes).digest('hex').slice(0, 16)
}

/** From now on a sender does not sign with this key. @returns false when it has none of that id */
export function removeSenderKey(gate: GateAccess, name: string, id: string): Promise<boolean> {
  return remove(gate, trx => deleteSenderKey(trx, name, id))
}

/** Removes a sender and its keys. @returns false when nobody is registered by that name */
export function removeSender(gate: GateAccess, name: string): Promise<boolean> {
  return remove(gate, trx => deleteSender(trx, name))
}

/** What was there when it was first tried has been removed, though its commit was lost. */
function remove(gate: GateAccess, work: (trx: WriteTransaction) => Promise<boolean>): Promise<boolean> {
  let wasThere = false
  return gate.change(async trx => {
    if (await work(trx)) wasThere = true
    return wasThere
  })
}
