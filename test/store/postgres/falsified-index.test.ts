import { expect, test } from 'vitest'
import type { PlainDate } from '../../../src/domain/dates.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { grantMandate } from '../../../src/services/access/mandates.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { ACCOUNTANT, anActor } from '../../support/people/access-people.ts'
import { NOW } from '../../support/stores/store.ts'
import { run } from '../../support/stores/store-places.ts'
import { EXAMPLE, Vereqe } from '../../support/stores/vereqe.ts'

const VOEN = '1400057421' as Voen

/** Writes the rows again while the index takes none, which a superuser can do in the catalogue. */
const hideRows = (table: string, index: string) => [
  'set local session_replication_role = replica',
  `update pg_index set indisready = false where indexrelid = '${index}'::regclass`,
  `create temporary table kept on commit drop as select * from ${table}`,
  `delete from ${table}`,
  `insert into ${table} select * from kept`,
  `update pg_index set indisready = true where indexrelid = '${index}'::regclass`,
]

test.each([
  ['charge', 'charge_open'],
  ['allocation', 'allocation_by_charge'],
  ['allocation', 'allocation_by_source'],
  ['source', 'source_open'],
  ['ledger_entry', 'ledger_entry_by_date'],
  ['ledger_entry', 'ledger_entry_by_type'],
  ['mandate', 'mandate_by_broker'],
])('verify finds that an index of %s hides its rows: %s', async (table, index) => {
  await using vereqe = await Vereqe.open()
  await vereqe.run(['import', EXAMPLE])
  const { access, close } = await openDatabase(vereqe.storeUrl)
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: false, exports: true }
  await grantMandate(access, { voen: VOEN, broker: '2000000002' as Voen, ...terms }, anActor(ACCOUNTANT), NOW)
  await close()
  expect(await vereqe.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
  const raw = vereqe.openRaw()
  await raw.transaction().execute(async trx => {
    for (const statement of hideRows(table, index)) await run(trx, statement)
  })
  await raw.destroy()
  const { code, stdout } = await vereqe.run(['verify'])
  expect(stdout).toMatch(
    new RegExp(`^the table ${table} and its indexes do not fit together \\(${index} has 0 rows, and the table [1-9]`),
  )
  expect(code).toBe(1)
})
