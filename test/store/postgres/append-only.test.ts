import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRADER } from '../../support/oracle/events.ts'
import {
  APPEND_ONLY,
  AT_GATE,
  CHANGING,
  expectToTakeNewRows,
  fillEveryTable,
  OF_PAPERS,
  PASSING_PAPERS,
} from '../../support/stores/append-only.ts'
import { asRole, Visit } from '../../support/stores/postgres-roles.ts'
import { openTestStore, type TestStore } from '../../support/stores/store.ts'

/** Append-only tables whose rows are hidden even from the owner. */
const WALLED_IN = ['event', 'booking', 'ledger_entry', 'allocation', 'access_log', 'dismissal', ...OF_PAPERS]

/** Every role that the product uses. */
const ROLES = ['vereqe_service', 'vereqe_reader', 'vereqe_gate', 'vereqe_papers']
const writerOf = (table: string) => {
  if ([...OF_PAPERS, ...PASSING_PAPERS].includes(table)) return 'vereqe_papers'
  return AT_GATE.includes(table) ? 'vereqe_gate' : 'vereqe_service'
}

let store: TestStore
let superuser: Visit
let owner: Visit
beforeAll(async () => {
  store = await openTestStore()
  superuser = await Visit.begin(store.url, 'postgres')
  owner = await Visit.begin(store.url)
  await fillEveryTable(store)
})
afterAll(async () => {
  await superuser.end()
  await owner.end()
  await store.close()
})

const rowsOf = (table: string) => superuser.rows(`select * from ${table}`)
/** The last column of a table that can be written: the server computes generated ones. */
async function columnOf(table: string): Promise<string> {
  const [found] = await superuser.rows(
    `select attname from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
     and attgenerated = '' order by attnum desc limit 1`,
  )
  return String(found!.attname)
}

async function keyOf(table: string): Promise<string> {
  const [found] = await superuser.rows(
    `select pg_get_constraintdef(oid) as key from pg_constraint where conrelid = '${table}'::regclass and contype = 'p'`,
  )
  return /\(.*\)/.exec(String(found?.key))![0]
}

type Write = (table: string, column: string, key: string) => string

/** Statements that would change history, also when they leave the row equal. */
const REWRITINGS: readonly (readonly [name: string, write: Write])[] = [
  ['UPDATE', (table, column) => `update ${table} set ${column} = ${column}`],
  ['DELETE', table => `delete from ${table}`],
  ['TRUNCATE', table => `truncate ${table} cascade`],
  [
    'INSERT ON CONFLICT DO UPDATE',
    (table, column, key) =>
      `insert into ${table} select * from ${table} on conflict ${key} do update set ${column} = excluded.${column}`,
  ],
  [
    'MERGE',
    (table, column, key) =>
      `merge into ${table} as old using (select * from ${table}) as new on ${sameKey(key)}
       when matched then update set ${column} = new.${column}`,
  ],
]

function sameKey(key: string): string {
  const columns = key.slice(1, -1).split(', ')
  return columns.map(column => `old.${column} = new.${column}`).join(' and ')
}

describe.each(APPEND_ONLY)('%s', table => {
  /** Runs the rewriting, checks that it changed nothing, and returns the error. */
  async function refusal(write: Write, visit: Visit, before: readonly string[] = []): Promise<string> {
    const rows = await rowsOf(table)
    const statement = write(table, await columnOf(table), await keyOf(table))
    const refused = await visit.attempt(statement, before).then(
      ({ count }) => `${count} rows`,
      (error: Error) => error.message,
    )
    expect(await rowsOf(table)).toEqual(rows)
    return refused
  }

  test('has rows, so that the tests below can fail', async () => {
    expect(await rowsOf(table)).not.toEqual([])
  })

  test.each(REWRITINGS)('refuses %s to the superuser by a trigger', async (_, write) => {
    expect(await refusal(write, superuser)).toBe(`${table} is append-only`)
  })

  test.each(REWRITINGS)(
    'refuses %s to the owner of the tables by the trigger or by hiding the rows',
    async (_, write) => {
      const hidden = WALLED_IN.includes(table) && !write(table, '', '()').startsWith('truncate')
      expect(await refusal(write, owner)).toBe(hidden ? '0 rows' : `${table} is append-only`)
      // The owner can disable row level security; the trigger still holds.
      expect(await refusal(write, owner, [`alter table ${table} no force row level security`])).toBe(
        `${table} is append-only`,
      )
    },
  )

  test.each(REWRITINGS)('grants %s to no role of the product, or only under a record of clearing', async (_, write) => {
    for (const role of ROLES) {
      const mayClear = table === 'rejection' && role === 'vereqe_service' && write(table, '', '()').startsWith('delete')
      const refused = mayClear ? `${table} is append-only` : `permission denied for table ${table}`
      expect(await refusal(write, owner, asRole(role))).toBe(refused)
    }
  })

  test('takes new rows from the role that writes it and from no other', async () => {
    await expectToTakeNewRows(store, table, rowsOf)

    const copy = `insert into ${table} select * from ${table} where false`
    await expect(owner.attempt(copy, asRole(writerOf(table)))).resolves.toMatchObject({ count: 0 })
    const blind = `insert into ${table} default values`
    for (const role of ROLES.filter(role => role !== writerOf(table))) {
      await expect(owner.attempt(blind, asRole(role))).rejects.toThrow('permission denied')
    }
  })
})

/** Tables whose rows the product deletes: held events, sessions, senders and the like. */
const REMOVED: readonly string[] = [
  'held_event',
  'session',
  'sign_in_attempt',
  'logout_token',
  'sender',
  'sender_key',
  'rejection_not_kept',
  ...PASSING_PAPERS,
]

describe.each(CHANGING)('%s', table => {
  test('holds current state: its writer may change rows, and delete only what no longer waits or has ended', async () => {
    const column = await columnOf(table)
    const by = (statement: string) => owner.attempt(statement, asRole(writerOf(table), TRADER))
    expect((await by(`update ${table} set ${column} = ${column}`)).count).toBeGreaterThan(0)
    const removing = by(`delete from ${table}`)
    if (REMOVED.includes(table)) {
      expect((await removing).count).toBeGreaterThan(0)
    } else await expect(removing).rejects.toThrow(`permission denied for table ${table}`)
    await expect(by(`truncate ${table}`)).rejects.toThrow(`permission denied for table ${table}`)
  })
})

test('every table is append-only or listed as changing', async () => {
  const rows = await superuser.rows(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
  )
  const ours = rows.map(({ relname }) => String(relname)).filter(name => !name.startsWith('kysely_'))
  expect(ours.sort()).toEqual([...APPEND_ONLY, ...CHANGING].sort())
})

test('the writer can insert a row only once', async () => {
  for (const table of APPEND_ONLY) {
    const again = owner.attempt(`insert into ${table} select * from ${table}`, asRole(writerOf(table), TRADER))
    await expect(again).rejects.toThrow('duplicate key value violates unique constraint')
  }
})

test('deliveries act as vereqe_service and cannot rewrite what they have just written', async () => {
  const asWriter = (statement: string) =>
    store.writer.transaction(async trx => (await sql.raw<{ as: string }>(statement).execute(trx)).rows)
  expect(await asWriter('select current_user as as')).toEqual([{ as: 'vereqe_service' }])
  await expect(asWriter('delete from ledger_entry')).rejects.toThrow('permission denied for table ledger_entry')
})

test('access transactions act as vereqe_gate and cannot rewrite the logs', async () => {
  const asGate = (statement: string) =>
    store.access.write(async trx => (await sql.raw<{ as: string }>(statement).execute(trx)).rows)
  expect(await asGate('select current_user as as')).toEqual([{ as: 'vereqe_gate' }])
  for (const log of ['access_log', 'audit_log']) {
    await expect(asGate(`delete from ${log}`)).rejects.toThrow(`permission denied for table ${log}`)
  }
})

test('only a superuser can switch the triggers off for a session', async () => {
  for (const before of [[], ...ROLES.map(role => asRole(role))]) {
    const switching = owner.attempt('set session_replication_role = replica', before)
    await expect(switching).rejects.toThrow('permission denied to set parameter')
  }
})
