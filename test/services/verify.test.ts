import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import { EVERY_ACCOUNT, type Reader } from '../../src/store/engine/access.ts'
import { type Difference, findFirstDifference } from '../../src/store/maintenance/compare.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { dropTriggers, type RawStore, run } from '../support/stores/store-places.ts'

/** A store of thousands of rows, opened without protection so that the test can change them, and its untouched copy. */
let store: TestStore
let untouched: TestStore

beforeAll(async () => {
  store = await openTestStore()
  const file = new URL('../../src/demo/traders.ndjson.gz', import.meta.url)
  await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
  const { place } = store
  await store.leave()
  untouched = await openTestStore(await place.copy())
  store = await openTestStore(place)
  await dropTriggers(store.raw)
})
afterAll(async () => {
  await untouched.close()
  await store.close()
})

/** Compares after a change that is rolled back. */
async function differenceAfter(tamper: (db: RawStore) => Promise<unknown>): Promise<Difference | null> {
  let difference: Difference | null = null
  const undo = new Error('undo')
  const meddled = store.raw.transaction().execute(async trx => {
    await tamper(trx)
    difference = await untouched.reader.snapshot(EVERY_ACCOUNT, recomputed =>
      findFirstDifference(trx as unknown as Reader, recomputed),
    )
    throw undo
  })
  await expect(meddled).rejects.toBe(undo)
  return difference
}

test('an untouched store has no difference', async () => {
  expect(await verify(store)).toBeNull()
  expect(await differenceAfter(async () => {})).toBeNull()
})

const rowsOf = async (statement: string) => (await run(store.raw, statement)).rows

/** Positions in a table as fractions: both ends, and rows beyond the first batch of the comparison. */
const PLACES = [0, 0.2, 0.6, 0.9999]

const TABLES = [
  { table: 'event', key: ['arrival'], column: 'content' },
  { table: 'ledger_entry', key: ['voen', 'ledger', 'seq'], column: 'amount' },
] as const

describe.each(TABLES)('in a store of thousands of rows the first difference of $table', ({ table, key, column }) => {
  async function rowAt(place: number) {
    const [{ n } = { n: 0 }] = await rowsOf(`select count(*) as n from ${table}`)
    const at = Math.floor(Number(n) * place)
    const [row] = await rowsOf(`select * from ${table} order by ${key} limit 1 offset ${at}`)
    return {
      where: key.map(name => `${name} = '${row![name]}'`).join(' and '),
      name: key.map(name => `${name} ${row![name]}`).join(', '),
      was: String(row![column]),
    }
  }

  test.each(PLACES)('is reported when a row is changed at %d of the table', async place => {
    const { where, name, was } = await rowAt(place)
    const kept = column === 'amount' ? `${Number(was) + 1}` : was.replace('"id":"', '"id":"not ')
    const difference = await differenceAfter(db => run(db, `update ${table} set ${column} = '${kept}' where ${where}`))
    expect(difference).toEqual({ table, row: name, column, kept, recomputed: was })
  })

  test.each(PLACES)('is reported when a row is missing at %d of the table', async place => {
    const { where, name } = await rowAt(place)
    const difference = await differenceAfter(db => run(db, `delete from ${table} where ${where}`))
    expect(difference).toEqual({ table, row: name, column: null, kept: null, recomputed: 'there' })
  })
})
