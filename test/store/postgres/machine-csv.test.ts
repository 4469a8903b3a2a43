import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { charged, registered } from '../../support/oracle/events.ts'
import { CONTROLS, TURNING } from '../../support/people/hostile-texts.ts'
import { exportOf } from '../../support/stores/service.ts'
import { openTestStore } from '../../support/stores/store.ts'
import { run } from '../../support/stores/store-places.ts'

test('PostgreSQL copies the CSV for software whatever a sender wrote', async () => {
  await using stack = new AsyncDisposableStack()
  const store = await openTestStore()
  stack.defer(() => store.close())
  const references = [CONTROLS.join(''), TURNING.join(''), 'two\r\nlines\t"x",', '\\.', '\\N', ...CONTROLS]
  await store.deliver(registered(), ...references.map(reference => charged(reference, { fine: '1.00' })))
  const csv = await exportOf(store)
  const folder = mkdtempSync(join(tmpdir(), 'vereqe-csv-'))
  stack.defer(() => rmSync(folder, { recursive: true }))
  await chmod(folder, 0o755)
  const file = join(folder, 'export.csv')
  writeFileSync(file, csv, { mode: 0o644 })
  const columns = csv.slice(0, csv.indexOf('\n')).split(',')
  await run(store.raw, `create table copied (${columns.map(column => `${column} text`).join()})`)
  await run(store.raw, `copy copied from '${file}' csv header`)
  const { rows } = await run(
    store.raw,
    "select reference from copied where reference like '%lines%' or reference like '\\\\_'",
  )
  expect(rows.map(({ reference }) => reference)).toEqual(expect.arrayContaining(['two\r\nlines\t"x",', '\\.', '\\N']))
  const { rows: counted } = await run(store.raw, 'select count(*) as all from copied')
  expect(Number(counted[0]!.all)).toBe(references.length)
})
