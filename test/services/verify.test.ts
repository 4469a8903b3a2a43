import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { importEvents } from '../../src/services/import-events.ts'
import { verify } from '../../src/services/verify.ts'
import { type Difference, findFirstDifference } from '../../src/store/compare.ts'
import { type Database, openDatabase, type Reader, type Writer } from '../../src/store/database.ts'
import { NOW, openTestStore, type TestStore } from '../support/store.ts'

type Row = Record<string, string | number>

/** A store of thousands of rows that someone with the file in hand may meddle with, and its untouched copy. */
let store: TestStore
let untouched: Database
const folder = mkdtempSync(join(tmpdir(), 'vereqe-test-'))

beforeAll(async () => {
  store = await openTestStore()
  const file = new URL('../../src/demo/traders.ndjson.gz', import.meta.url)
  await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
  await run(store.writer, `vacuum into '${folder}/untouched.db'`)
  untouched = await openDatabase(`sqlite:${folder}/untouched.db`)
  for (const { name } of await run(store.writer, "select name from sqlite_schema where type = 'trigger'")) {
    await run(store.writer, `drop trigger ${name}`)
  }
})
afterAll(async () => {
  await untouched.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

async function run(db: Writer, statement: string): Promise<Row[]> {
  return (await sql.raw<Row>(statement).execute(db)).rows
}

/** What a comparison finds after meddling, of which nothing stays. */
async function differenceAfter(meddle: (db: Writer) => Promise<unknown>): Promise<Difference | null> {
  let difference: Difference | null = null
  const undo = new Error('undo')
  const meddled = store.writer.transaction().execute(async trx => {
    await meddle(trx)
    difference = await findFirstDifference(trx as unknown as Reader, untouched.reader)
    throw undo
  })
  await expect(meddled).rejects.toBe(undo)
  return difference
}

test('a store as its log makes it differs nowhere', async () => {
  expect(await verify(store)).toBeNull()
  expect(await differenceAfter(async () => {})).toBeNull()
})

/** Where in a table: at its ends, and between, behind the rows that are read at once. */
const PLACES = [0, 0.2, 0.6, 0.9999]

const TABLES = [
  { table: 'event', key: ['arrival'], column: 'content' },
  { table: 'ledger_entry', key: ['voen', 'ledger', 'seq'], column: 'amount' },
] as const

describe.each(TABLES)('in a store of thousands of rows the first difference of $table', ({ table, key, column }) => {
  async function rowAt(place: number) {
    const [{ n } = { n: 0 }] = await run(store.writer, `select count(*) as n from ${table}`)
    const at = Math.floor(Number(n) * place)
    const [row] = await run(store.writer, `select * from ${table} order by ${key} limit 1 offset ${at}`)
    return {
      where: key.map(name => `${name} = '${row![name]}'`).join(' and '),
      name: key.map(name => `${name} ${row![name]}`).join(', '),
      was: String(row![column]),
    }
  }

  test.each(PLACES)('is named when a row is changed, at %d of the table', async place => {
    const { where, name, was } = await rowAt(place)
    const becomes = column === 'amount' ? Number(was) + 1 : `'${was}!'`
    const difference = await differenceAfter(db => run(db, `update ${table} set ${column} = ${becomes} where ${where}`))
    const recomputed = was
    expect(difference).toEqual({ table, row: name, column, kept: String(becomes).replaceAll("'", ''), recomputed })
  })

  test.each(PLACES)('is named when a row is missing, at %d of the table', async place => {
    const { where, name } = await rowAt(place)
    const difference = await differenceAfter(db => run(db, `delete from ${table} where ${where}`))
    expect(difference).toEqual({ table, row: name, column: null, kept: null, recomputed: 'there' })
  })
})
