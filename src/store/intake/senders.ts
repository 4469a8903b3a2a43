/** Systems that may send events over HTTP, and their keys. */
import type { KeyAlgorithm, Sender, SenderKey } from '../../domain/sender.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { SenderKeyTable, SenderTable } from '../engine/schema.ts'
import { toStoredJson } from '../engine/stored-json.ts'

const save = prepareInsert('sender', ['name', 'title', 'types', 'channels', 'bills', 'objections', 'registered_at'], {
  key: ['name'],
  replace: ['title', 'types', 'channels', 'bills', 'objections'],
})

/** Inserts a sender, or replaces its permissions. */
export async function saveSender(trx: WriteTransaction, sender: Sender, registeredAt: Date): Promise<void> {
  const { name, title = null, types, channels, bills, objections = false } = sender
  const lists = { types: toStoredJson(types), channels: toStoredJson(channels) }
  const may = { bills: Number(bills), objections: Number(objections) }
  await save(trx, [{ name, title, ...lists, ...may, registered_at: registeredAt.toISOString() }])
}

const selectByName = prepare<{ name: string }, SenderTable>((db, { name }) =>
  db.selectFrom('sender').selectAll().where('name', '=', name),
)

export async function findSenderByName(tx: Reader, name: string): Promise<Sender | undefined> {
  const [row] = await selectByName(tx, { name })
  return row && toSender(row)
}

const selectToChange = prepare<{ name: string }, SenderTable>((db, { name }) =>
  db.selectFrom('sender').selectAll().where('name', '=', name).forUpdate(),
)

/** Locks a sender until the transaction ends, so that its keys cannot change meanwhile. */
export async function lockSender(trx: WriteTransaction, name: string): Promise<Sender | undefined> {
  const [row] = await selectToChange(trx, { name })
  return row && toSender(row)
}

const selectSenders = prepare<object, SenderTable>(db => db.selectFrom('sender').selectAll().orderBy('name'))

export async function findSenders(tx: Reader): Promise<Sender[]> {
  return (await selectSenders(tx, {})).map(toSender)
}

/** When each sender was registered, by name. */
export async function findRegistrations(tx: Reader): Promise<Map<string, Date>> {
  return new Map((await selectSenders(tx, {})).map(row => [row.name, new Date(row.registered_at)]))
}

const removeByName = prepare<{ name: string }, Pick<SenderTable, 'name'>>((db, { name }) =>
  db.deleteFrom('sender').where('name', '=', name).returning('name'),
)

/** Deletes a sender with its keys. @returns false when there is none */
export async function deleteSender(trx: WriteTransaction, name: string): Promise<boolean> {
  return (await removeByName(trx, { name })).length > 0
}

export interface StoredKey extends SenderKey {
  readonly madeAt: Date
}

const insertKey = prepareInsert('sender_key', ['sender', 'id', 'algorithm', 'key', 'made_at'])

export async function insertSenderKey(trx: WriteTransaction, sender: string, key: StoredKey): Promise<void> {
  const { id, algorithm, bytes, madeAt } = key
  await insertKey(trx, [
    { sender, id, algorithm, key: Buffer.from(bytes).toString('base64'), made_at: madeAt.toISOString() },
  ])
}

const selectKeys = prepare<{ sender: string }, SenderKeyTable>((db, { sender }) =>
  db.selectFrom('sender_key').selectAll().where('sender', '=', sender).orderBy('made_at').orderBy('id'),
)

/** A sender's keys, oldest first. */
export async function findSenderKeys(db: Reader | WriteTransaction, sender: string): Promise<StoredKey[]> {
  return (await selectKeys(db, { sender })).map(toKey)
}

const removeKeyById = prepare<{ sender: string; id: string }, Pick<SenderKeyTable, 'id'>>((db, { sender, id }) =>
  db.deleteFrom('sender_key').where('sender', '=', sender).where('id', '=', id).returning('id'),
)

/** @returns false when there is none */
export async function deleteSenderKey(trx: WriteTransaction, sender: string, id: string): Promise<boolean> {
  return (await removeKeyById(trx, { sender, id })).length > 0
}

function toSender({ name, title, types, channels, bills, objections }: SenderTable): Sender {
  return {
    name,
    ...(title === null ? {} : { title }),
    types: JSON.parse(types),
    channels: JSON.parse(channels),
    bills: bills === 1,
    ...(objections === 1 && { objections: true }),
  }
}

function toKey({ id, algorithm, key, made_at }: SenderKeyTable): StoredKey {
  const bytes = new Uint8Array(Buffer.from(key, 'base64'))
  return { id, algorithm: algorithm as KeyAlgorithm, bytes, madeAt: new Date(made_at) }
}
