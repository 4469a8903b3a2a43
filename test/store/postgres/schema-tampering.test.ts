import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeFinding } from '../../../src/cli/describe-finding.ts'
import type { Reader } from '../../../src/store/engine/access.ts'
import { findLogins, findSchemaDifference, SCHEMA_NOT_COMPARED } from '../../../src/store/maintenance/store-schema.ts'
import { makePlace, type RawStore, run, type StorePlace } from '../../support/stores/store-places.ts'

let place: StorePlace
/** As superuser. Everything that a test does is rolled back, so other tests never see it. */
let raw: RawStore
beforeAll(async () => {
  place = await makePlace()
  raw = place.openRaw()
})
afterAll(async () => {
  await raw.destroy()
  await place.remove()
})

const UNDO = Symbol('undo')

async function lookAfter<Result>(
  statements: readonly string[],
  look: (tx: Reader) => Promise<Result>,
): Promise<Result> {
  const seen: Result[] = []
  const tampering = raw.transaction().execute(async trx => {
    for (const statement of statements) await run(trx, statement)
    await run(trx, 'set local role vereqe_service')
    seen.push(await look(trx as unknown as Reader))
    throw UNDO
  })
  await expect(tampering).rejects.toBe(UNDO)
  return seen[0]!
}

/** The sentence that `verify` would print. */
function verified(...statements: readonly string[]): Promise<string | null> {
  return lookAfter(statements, async tx => {
    const difference = await findSchemaDifference(tx, tx)
    if (difference === SCHEMA_NOT_COMPARED) expect.fail('the schema was not compared')
    return difference && describeFinding({ of: 'schema', difference })
  })
}

const REFUSES_NOTHING = 'returns trigger language plpgsql as $$ begin return old; end $$'
const EVIL = 'create role evil login'
const lacks = (part: string) => `the schema lacks the ${part}, which the migrations make: `
const has = (part: string, what: string) => `the schema has the ${part}, which the migrations do not make: ${what}`

test('an untouched schema has no difference', async () => {
  expect(await verified()).toBeNull()
})

describe('a change of a table is named:', () => {
  test.each<[what: string, statements: readonly string[], says: string | RegExp]>([
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
      'the row level security of ledger_entry is "off" in the store, and "enabled and forced" in the migrations',
    ],
    [
      'row level security that spares the owner',
      ['alter table mandate no force row level security'],
      'the row level security of mandate is "enabled, not forced" in the store, and "enabled and forced" in the migrations',
    ],
    [
      'a policy that lets everybody read',
      ['create policy open on charge using (true)'],
      'the schema has the policy open on charge, which the migrations do not make: permissive all to everybody using true',
    ],
    [
      'a changed policy',
      ['alter policy of_account on account using (true)'],
      'the policy of_account on account is "permissive select to vereqe_reader using true" in the store, and ',
    ],
    [
      'a widened grant',
      ['grant update on ledger_entry to vereqe_service'],
      'the grant on ledger_entry to vereqe_service is "insert, select, update" in the store, and "insert, select" in the migrations',
    ],
    [
      'a grant on one column',
      ['grant update (amount) on ledger_entry to vereqe_service'],
      'the schema has the grant on ledger_entry.amount to vereqe_service, which the migrations do not make: update',
    ],
    [
      'a grant to everybody',
      ['grant select on audit_log to public'],
      'the schema has the grant on audit_log to everybody, which the migrations do not make: select',
    ],
    [
      'a dropped index',
      ['drop index ledger_entry_by_type'],
      'the schema lacks the index ledger_entry_by_type on ledger_entry, ',
    ],
    [
      'a dropped check',
      ['alter table ledger_entry drop constraint ledger_entry_amount_check'],
      'the schema lacks the constraint ledger_entry_amount_check on ledger_entry, which the migrations make: CHECK ((amount > 0))',
    ],
    [
      'another owner',
      [EVIL, 'alter table event owner to evil'],
      'the table event is "permanent, owned by evil" in the store, and "permanent" in the migrations',
    ],
    [
      'another owner of two tables of the gate',
      [EVIL, 'alter table session owner to evil', 'alter table mandate owner to evil'],
      'the table mandate is "permanent, owned by evil" in the store, and ',
    ],
    [
      'another owner of the numbers',
      [EVIL, 'alter sequence event_arrival owner to evil'],
      'the sequence event_arrival is ',
    ],
    [
      'a table that a crash empties',
      ['alter table logout_token set unlogged'],
      'the table logout_token is "not safe after a crash" in the store, and ',
    ],
    [
      'old rows in the log of the server',
      ['alter table event replica identity full'],
      'the table event is "permanent, replica identity full" in the store, and ',
    ],
    ['a child', ['create table kid () inherits (event)'], has('child kid of event', 'inherits')],
    [
      'a parent',
      ['create table elder (voen text collate "C")', 'alter table charge inherit elder'],
      has('parent elder of charge', 'inherited'),
    ],
    [
      'a view',
      ['create view peek as select * from event', 'grant select on peek to public'],
      has('view peek of event', 'reads it'),
    ],
    [
      'a stored view',
      ['create schema s', 'create materialized view s.peek as select name from account'],
      has('view s.peek of account', 'reads it'),
    ],
    [
      'a publication',
      ['create publication peek for all tables'],
      has('publication peek of access_log', 'sends its rows'),
    ],
    [
      'a publication of one table',
      ['create publication peek for table mandate'],
      has('publication peek of mandate', 'sends its rows'),
    ],
    [
      'a foreign key that keeps rows',
      ['create table keeper (handle text references session (digest))'],
      has('constraint keeper_handle_fkey of keeper on session', 'FOREIGN KEY (handle) REFERENCES session(digest)'),
    ],
    ['a rule', ['create rule mute as on insert to audit_log do instead nothing'], has('rule mute on audit_log', '')],
    [
      'a trigger that runs on copies only',
      ['alter table audit_log enable replica trigger audit_log_no_rewriting'],
      /^the trigger audit_log_no_rewriting on audit_log is .* \(disabled\)" in the store/,
    ],
    [
      'the right to change which migrations were made',
      [EVIL, 'grant all on kysely_migration to evil'],
      has('grant on kysely_migration to evil', 'delete, insert, '),
    ],
  ])('%s', async (_, statements, says) => {
    const sentence = await verified(...statements)
    if (typeof says === 'string') expect(sentence?.slice(0, says.length)).toBe(says)
    else expect(sentence).toMatch(says)
  })
})

describe('a change beside the tables is named:', () => {
  test.each<[what: string, statements: readonly string[], says: string]>([
    [
      'a trigger function that lets rejections be deleted',
      [`create or replace function refuse_without_clearing() ${REFUSES_NOTHING}`],
      'the function refuse_without_clearing is "begin return old; end" in the store, and ',
    ],
    [
      'a trigger function with the rights of its owner',
      ['alter function refuse_rewriting() security definer'],
      'the function refuse_rewriting is "begin ',
    ],
    [
      'a trigger function with another search path',
      ['alter function refuse_rewriting() set search_path = evil'],
      'the function refuse_rewriting is "begin ',
    ],
    [
      'another owner of a trigger function',
      [EVIL, 'alter function refuse_rewriting() owner to evil'],
      'the function refuse_rewriting is "begin ',
    ],
    [
      'a function that may be called instead of one of the server',
      [`create function lower(varchar) returns text language sql return 'x'`],
      has('function lower(character varying)', "RETURN 'x'::text, language sql"),
    ],
    [
      'a function that shows rows with the rights of its owner',
      [`create function peek() returns setof event language sql security definer as 'select * from event'`],
      has('function peek', 'select * from event, language sql, security definer'),
    ],
    [
      'a function in another schema that shows rows',
      [
        'create schema s',
        `create function s.peek() returns setof event language sql security definer as 'select * from event'`,
      ],
      has('function s.peek', 'select * from event, language sql, security definer'),
    ],
    [
      'a login in one of the roles',
      [EVIL, 'grant vereqe_gate to evil'],
      has('role evil', 'can act as vereqe_gate only'),
    ],
    [
      'a login in one of the roles through another role',
      [EVIL, 'create role g in role vereqe_service, vereqe_reader', 'grant g to evil'],
      has('role evil', 'can act as vereqe_reader and vereqe_service only'),
    ],
    [
      'a role in another',
      ['grant vereqe_service to vereqe_reader'],
      'the role vereqe_reader is "member of vereqe_service" in the store, and "member of no role" in the migrations',
    ],
    ...(
      [
        ['login', 'can log in'],
        ['createrole', 'creates roles'],
        ['bypassrls', 'bypasses row level security'],
        ['superuser', 'superuser'],
        ['createdb', 'creates databases'],
        ['replication', 'replicates'],
      ] as const
    ).map(([right, named]): [string, string[], string] => [
      `a role with ${right}`,
      [`alter role vereqe_gate ${right}`],
      `the role vereqe_gate is "${named}, member of no role" in the store, and "member of no role" in the migrations`,
    ]),
    [
      'a schema that pages look into first',
      ['create schema vereqe_reader'],
      has('schema vereqe_reader', 'before the schema of the tables'),
    ],
    [
      'the right to make tables',
      ['grant create on schema public to public'],
      has('grant on schema to everybody', 'create'),
    ],
    [
      'a role without the right to the schema',
      ['revoke usage on schema public from vereqe_gate'],
      lacks('grant on schema to vereqe_gate'),
    ],
    [
      'the right to make schemas',
      [EVIL, `do $$ begin execute format('grant create on database %I to evil', current_database()); end $$`],
      has('grant on database to evil', 'create'),
    ],
    [
      'rights to tables of later versions',
      [EVIL, 'alter default privileges for role vereqe_owner in schema public grant all on tables to evil'],
      has('default grant to evil', 'delete, '),
    ],
    [
      'an event trigger',
      [
        `create function watch() returns event_trigger language plpgsql as 'begin end'`,
        'create event trigger watch on ddl_command_end execute function watch()',
        'create schema s',
        'alter function watch() set schema s',
      ],
      has('event trigger watch', 'on ddl_command_end runs s.watch'),
    ],
    [
      'a search path of the database',
      [`do $$ begin execute format('alter database %I set search_path = evil, public', current_database()); end $$`],
      has('setting of the database: search_path', 'evil, public'),
    ],
    [
      'triggers switched off for the owner',
      ['alter role vereqe_owner set session_replication_role = replica'],
      has('setting of role vereqe_owner: session_replication_role', 'replica'),
    ],
    [
      'a database that does not wait for the disk',
      [`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`],
      has('setting of the database: synchronous_commit', 'off'),
    ],
    [
      'a login that does not wait for the disk',
      ['alter role vereqe_owner set synchronous_commit = false'],
      has('setting of role vereqe_owner: synchronous_commit', 'false'),
    ],
  ])('%s', async (_, statements, says) => {
    expect((await verified(...statements))?.slice(0, says.length)).toBe(says)
  })
})

describe('no difference is', () => {
  test.each<[what: string, statements: readonly string[]]>([
    [
      'another owner of everything',
      [
        EVIL,
        `do $$ declare it text; begin
           for it in select oid::regclass from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') loop
             execute format('alter table %s owner to evil', it);
           end loop;
         end $$`,
        'alter function refuse_rewriting() owner to evil',
        'alter function refuse_without_clearing() owner to evil',
        'grant vereqe_reader, vereqe_service, vereqe_gate to evil',
      ],
    ],
    [
      'a table of another program with a view and a trigger',
      ['create table notes (n int)', 'create view n as select * from notes'],
    ],
    ['an extension', ['create extension citext', 'create extension pg_trgm']],
    ['a hardened schema', ['revoke all on schema public from public', 'alter schema public owner to vereqe_owner']],
    [
      'settings that change no meaning',
      [
        `do $$ begin execute format('alter database %I set work_mem = ''8MB''', current_database()); end $$`,
        `alter role vereqe_owner set search_path = public`,
        `alter role vereqe_owner set synchronous_commit = remote_apply`,
      ],
    ],
    [
      'another program with a role of its own',
      ['create role other login createdb', 'alter role other set search_path = other'],
    ],
    ['a role that makes backups', ['create role backup login bypassrls in role pg_read_all_data']],
  ])('%s', async (_, statements) => {
    expect(await verified(...statements)).toBeNull()
  })

  test('a login that is a member of the four roles, or of the owner; verify lists it', async () => {
    const made = [
      'create role web login in role vereqe_reader, vereqe_service, vereqe_gate, vereqe_papers',
      'create role team',
      'create role helper login in role team',
      'grant vereqe_owner to team',
    ]
    expect(await verified(...made)).toBeNull()
    // Other tests make logins too.
    expect(await lookAfter(made, findLogins)).toEqual(expect.arrayContaining(['helper', 'web']))
    expect(await lookAfter([], findLogins)).not.toContain('web')
  })
})
