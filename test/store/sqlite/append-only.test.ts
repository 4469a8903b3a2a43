import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { APPEND_ONLY, CHANGING, expectToTakeNewRows, fillEveryTable } from '../../support/stores/append-only.ts'
import { ask, openTestStore, type TestStore } from '../../support/stores/store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await fillEveryTable(store)
})
afterAll(() => store.close())

const run = (statement: string) => ask(store.writer, statement)
const rowsOf = (table: string) => run(`select * from ${table}`)

const columnsOf = async (table: string) => Object.keys((await rowsOf(table))[0]!)

/** Statements that would change history, also when they leave the row equal. */
const REWRITINGS: readonly (readonly [name: string, write: (table: string, column: string) => string])[] = [
  ['UPDATE', (table, column) => `update ${table} set ${column} = ${column}`],
  ['UPDATE OR REPLACE', (table, column) => `update or replace ${table} set ${column} = ${column}`],
  ['DELETE', table => `delete from ${table}`],
  ['INSERT OR REPLACE', table => `insert or replace into ${table} select * from ${table}`],
  [
    'INSERT ON CONFLICT DO UPDATE',
    (table, column) => `insert into ${table} select * from ${table} where true on conflict do update set ${column} = 1`,
  ],
]

describe.each(APPEND_ONLY)('%s', table => {
  test('has rows, so that the tests below can fail', async () => {
    expect(await rowsOf(table)).not.toEqual([])
  })

  test.each(REWRITINGS)('refuses %s and is unchanged', async (_, write) => {
    const before = await rowsOf(table)
    const column = (await columnsOf(table)).at(-1)!
    await expect(run(write(table, column))).rejects.toThrow(`${table} is append-only`)
    expect(await rowsOf(table)).toEqual(before)
  })

  test('accepts new rows', async () => {
    await expectToTakeNewRows(store, table, rowsOf)
  })
})

test.each(CHANGING)('%s holds current state and may change', async table => {
  const column = (await columnsOf(table)).at(-1)!
  const changed = await run(`update ${table} set ${column} = ${column} returning 1`)
  expect(changed.length).toBeGreaterThan(0)
})

test('every table is append-only or listed as changing', async () => {
  const rows = await run("select name from sqlite_schema where type = 'table'")
  const ours = rows.map(({ name }) => String(name)).filter(name => !/^(sqlite_|kysely_)/.test(name))
  expect(ours.sort()).toEqual([...APPEND_ONLY, ...CHANGING].sort())
})

test('a row can be inserted only once, by any statement', async () => {
  await expect(run('insert into event_id select * from event_id')).rejects.toThrow('UNIQUE constraint failed')
  await expect(run('insert into ledger_entry select * from ledger_entry')).rejects.toThrow('UNIQUE constraint failed')
})

test('without recursive triggers INSERT OR REPLACE rewrites history, so every connection sets them', async () => {
  await run('pragma recursive_triggers = off')
  try {
    await expect(run('insert or replace into booking select * from booking')).resolves.toBeDefined()
    await expect(run('delete from booking')).rejects.toThrow('booking is append-only')
  } finally {
    await run('pragma recursive_triggers = on')
  }
})
