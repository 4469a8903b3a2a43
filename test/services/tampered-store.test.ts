import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kind, run } from '../support/stores/store-places.ts'
import { EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'

let untouched: Vereqe
beforeAll(async () => {
  untouched = await Vereqe.open()
  await untouched.run(['import', EXAMPLE])
})
afterAll(() => untouched[Symbol.asyncDispose]())

/** What somebody does to the store past the product. Statements run in order, as the owner of the server or the file. */
type Tampering = readonly [what: string, statements: readonly string[], says: string | RegExp]

async function verifyAfter(statements: readonly string[], ...words: string[]) {
  await using copy = await untouched.copy()
  const raw = copy.openRaw()
  for (const statement of statements) await run(raw, statement)
  await raw.destroy()
  return await copy.run(['verify', ...words])
}

test('verify finds nothing in an untouched store', async () => {
  expect(await verifyAfter([])).toMatchObject({ code: 0, stdout: '', stderr: 'The store matches its event log.\n' })
})

const SQLITE_SCHEMA: readonly Tampering[] = [
  [
    'a dropped trigger',
    ['drop trigger event_no_update'],
    'the schema lacks the trigger event_no_update on event, which the migrations make: CREATE TRIGGER ',
  ],
  [
    'a trigger that does nothing any more',
    [
      'drop trigger audit_log_no_delete',
      'create trigger audit_log_no_delete before delete on audit_log begin select 1; end',
    ],
    'the trigger audit_log_no_delete on audit_log is "CREATE TRIGGER audit_log_no_delete before delete on audit_log begin select 1; end" in the store, and "CREATE TRIGGER ',
  ],
  [
    'an added trigger',
    ['create trigger skim after insert on ledger_entry begin select 1; end'],
    'the schema has the trigger skim on ledger_entry, which the migrations do not make: CREATE TRIGGER skim ',
  ],
  [
    'a dropped index',
    ['drop index ledger_entry_by_type'],
    'the schema lacks the index ledger_entry_by_type on ledger_entry, ',
  ],
  ['an added table', ['create table notes (text)'], 'the schema has the table notes, '],
  [
    'an added column',
    ['alter table rejection add column seen integer'],
    'the table rejection is "CREATE TABLE rejection ( ',
  ],
]

const POSTGRES_SCHEMA: readonly Tampering[] = [
  [
    'a dropped trigger',
    ['drop trigger event_no_rewriting on event'],
    'the schema lacks the trigger event_no_rewriting on event, which the migrations make: CREATE TRIGGER ',
  ],
  [
    'a disabled trigger',
    ['alter table audit_log disable trigger audit_log_no_truncate'],
    /^the trigger audit_log_no_truncate on audit_log is "CREATE TRIGGER .* \(disabled\)" in the store, and /,
  ],
  [
    'a trigger function that refuses nothing any more',
    ['create or replace function refuse_rewriting() returns trigger language plpgsql as $$ begin return new; end $$'],
    'the function refuse_rewriting is "begin return new; end" in the store, and ',
  ],
  [
    'row level security switched off',
    ['alter table ledger_entry disable row level security'],
    'the row level security of ledger_entry is "off" in the store, and "enabled and forced" in the migrations\n',
  ],
  [
    'row level security that spares the owner',
    ['alter table mandate no force row level security'],
    'the row level security of mandate is "enabled, not forced" in the store, and "enabled and forced" in the migrations\n',
  ],
  [
    'a policy that lets everybody read',
    ['create policy open on charge using (true)'],
    'the schema has the policy open on charge, which the migrations do not make: permissive all to everybody using true\n',
  ],
  [
    'a changed policy',
    ['alter policy of_account on account using (true)'],
    'the policy of_account on account is "permissive select to vereqe_reader using true" in the store, and ',
  ],
  [
    'a widened grant',
    ['grant update on ledger_entry to vereqe_service'],
    'the grant on ledger_entry to vereqe_service is "insert, select, update" in the store, and "insert, select" in the migrations\n',
  ],
  [
    'a grant on one column',
    ['grant update (amount) on ledger_entry to vereqe_service'],
    'the schema has the grant on ledger_entry.amount to vereqe_service, which the migrations do not make: update\n',
  ],
  [
    'a grant to everybody',
    ['grant select on audit_log to public'],
    'the schema has the grant on audit_log to everybody, which the migrations do not make: select\n',
  ],
  [
    'a dropped index',
    ['drop index ledger_entry_by_type'],
    'the schema lacks the index ledger_entry_by_type on ledger_entry, ',
  ],
  [
    'a dropped check',
    ['alter table ledger_entry drop constraint ledger_entry_amount_check'],
    'the schema lacks the constraint ledger_entry_amount_check on ledger_entry, which the migrations make: CHECK ((amount > 0))\n',
  ],
]

describe('a change of the schema is named:', () => {
  test.each(kind() === 'postgres' ? POSTGRES_SCHEMA : SQLITE_SCHEMA)('%s', async (_, statements, says) => {
    const { code, stdout } = await verifyAfter(statements)
    if (typeof says === 'string') expect(stdout.slice(0, says.length)).toBe(says)
    else expect(stdout).toMatch(says)
    expect({ code, lines: stdout.match(/\n/g)?.length }).toEqual({ code: 1, lines: 1 })
  })
})
