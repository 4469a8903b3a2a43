import SQLite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openDatabase, sqlitePathOf } from '../../../src/store/engine/database.ts'
import { findUnsoundTable } from '../../../src/store/maintenance/check-indexes.ts'
import { EXAMPLE, Vereqe } from '../../support/stores/vereqe.ts'

const VOEN = '1400057421'

const SAYS =
  /^the table \w+ and its indexes do not fit together \(integrity_check: (row \d+ missing from|wrong # of entries in) index \w+\)\n$/

let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  expect(await vereqe.run(['import', EXAMPLE])).toMatchObject({ code: 0 })
})
afterAll(() => vereqe[Symbol.asyncDispose]())

/** Builds an index anew under another definition, and puts the text of the first back into the schema. */
function falsify(file: string, name: string, [from, to]: readonly [string, string]): void {
  const replaceText = (before: string, after: string) => {
    const connection = new SQLite(file)
    connection.unsafeMode(true)
    connection.pragma('writable_schema = on')
    const update = connection.prepare('update sqlite_schema set sql = replace(sql, ?, ?) where name = ?')
    expect(update.run(before, after, name).changes).toBe(1)
    connection.close()
  }
  replaceText(from, to)
  const connection = new SQLite(file)
  connection.exec(`reindex ${name}`)
  connection.close()
  replaceText(to, from)
}

test.each([
  ['charge', 'charge_open', 'settled', `settled and voen <> '${VOEN}'`],
  ['allocation', 'allocation_by_charge', 'not null', `not null and voen <> '${VOEN}'`],
  ['allocation', 'allocation_by_source', 'not null', `not null and voen <> '${VOEN}'`],
  ['source', 'source_open', 'used', `used and voen <> '${VOEN}'`],
  ['ledger_entry', 'ledger_entry_by_date', 'seq)', `seq) where voen <> '${VOEN}'`],
])('verify finds that an index of %s hides the rows of a taxpayer: %s', async (table, index, end, falsified) => {
  await using copy = await vereqe.copy()
  const file = sqlitePathOf(copy.storeUrl)!
  const connection = new SQLite(file)
  const { sql } = connection.prepare('select sql from sqlite_schema where name = ?').get(index) as { sql: string }
  connection.close()
  expect(sql.endsWith(end)).toBe(true)
  falsify(file, index, [end, falsified])
  const found = await copy.run(['verify'])
  expect(found).toMatchObject({ code: 1, stdout: expect.stringMatching(SAYS) })
  expect(found.stdout).toContain(`the table ${table} `)
  expect(found.stdout).toContain(index)
  // A store that only opens for inspection is read by the driver for disks on which nothing can be written.
  const store = await openDatabase(copy.storeUrl, { use: 'inspect' })
  const unsound = await findUnsoundTable(read => store.exporter.snapshot(EVERY_ACCOUNT, read))
  await store.close()
  expect(unsound).toEqual({ table, fault: expect.stringContaining(index) })
})

test('verify finds nothing wrong with an index that was built anew', async () => {
  await using copy = await vereqe.copy()
  const connection = new SQLite(sqlitePathOf(copy.storeUrl)!)
  connection.exec('reindex')
  connection.close()
  expect(await copy.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
})
