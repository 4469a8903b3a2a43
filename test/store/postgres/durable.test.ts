import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { adapterOf, type Database, type WriteTransaction } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { makePlace, type StorePlace } from '../../support/stores/store-places.ts'

let place: StorePlace
let store: Database | undefined
beforeEach(async () => {
  place = await makePlace()
})
afterEach(async () => {
  await store?.close()
  await place.remove()
})

async function openWhereDatabaseHas(value: string): Promise<Database> {
  const raw = place.openRaw()
  const name = new URL(place.url).pathname.slice(1)
  await sql.raw(`alter database ${name} set synchronous_commit = ${value}`).execute(raw)
  await raw.destroy()
  store = await openDatabase(place.url, { connections: 2 })
  return store
}

const currentIn = async (trx: WriteTransaction) => {
  const { rows } = await sql<{ value: string }>`select current_setting('synchronous_commit') as value`.execute(trx)
  return rows[0]!.value
}

test.each([
  ['off', 'on'],
  ['local', 'local'],
  ['on', 'on'],
  ['remote_apply', 'remote_apply'],
])('where synchronous_commit is %s, deliveries and audited changes have %s', async (value, expected) => {
  const { writer, access } = await openWhereDatabaseHas(value)
  expect(await writer.transaction(currentIn)).toBe(expected)
  expect(await access.write(currentIn)).toBe(expected)
  const atGate = async (trx: WriteTransaction) => {
    await adapterOf(trx).actAtGate(trx)
    return currentIn(trx)
  }
  expect(await writer.transaction(atGate)).toBe(expected)
})
