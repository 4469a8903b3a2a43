import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Database, EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { MIGRATIONS } from '../../../src/store/engine/migrate.ts'
import { readSources, withoutComments } from '../../support/architecture.ts'
import { assessed, paidToCode, registered, TRADER } from '../../support/oracle/events.ts'
import { byCodePoints } from '../../support/oracle/strange-text.ts'
import { Visit } from '../../support/stores/postgres-roles.ts'
import { askServer, OWNER } from '../../support/stores/postgres-server.ts'
import { ask, openTestStore, type TestStore } from '../../support/stores/store.ts'
import { makePlace } from '../../support/stores/store-places.ts'
import { expectRefusal, Vereqe } from '../../support/stores/vereqe.ts'

/** Tables with service-wide keys: event ids, declaration numbers and rejections. */
const DIRECTORIES = [
  'declaration_directory',
  'event_id',
  'paper_directory',
  'rejection',
  'rejection_clearing',
  'rejection_not_kept',
]

/** Tables without an account: sign-in and senders. They are small and stay on one server when the others are distributed. */
const AT_DOOR = ['audit_log', 'logout_token', 'sender', 'sender_key', 'session', 'sign_in_attempt']

let store: TestStore
let superuser: Visit
beforeAll(async () => {
  store = await openTestStore()
  superuser = await Visit.begin(store.url, 'postgres')
  await store.deliver(registered(), paidToCode('142330', '10.00'), assessed('A/1', { vat: '30.00' }))
})
afterAll(async () => {
  await superuser.end()
  await store.close()
})

describe('the columns', () => {
  const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
    date: [
      'assessed_on',
      'due_on',
      'value_date',
      'from_date',
      'kept_until',
      'last_operation_date',
      'operation_date',
      'payment_date',
      'to_date',
      'day',
    ],
    jsonb: ['event.content', 'problems', 'companies', 'audit_log.detail', 'types', 'channels'],
    'timestamp with time zone': [
      'received_at',
      'rejected_at',
      'begun_at',
      'opened_at',
      'last_seen_at',
      'until',
      'changed_at',
      'at',
      'registered_at',
      'made_at',
      'dismissed_at',
      'rejected_before',
      'cleared_at',
      'issued_at',
      'uploaded_at',
      'touched_at',
      'drawn_up_at',
      'ordered_at',
    ],
    bytea: ['document_order_piece.content', 'own_books_piece.content'],
    bigint: [
      ...[
        'amended',
        'amount',
        'arrival',
        'assessed',
        'bookings',
        'cancelled',
        'count',
        'debt',
        'document',
        'documents',
      ],
      'entries',
      'ledger_count',
      'reduced_unpaid',
      'reduced_paid',
      'received',
      'refunded',
      'transferred_in',
      'transferred_out',
      'access_log.number',
      'audit_log.number',
      'booking.number',
      'charge.number',
      'log_chain.number',
      'overpayment',
      'paid',
      'reduced',
      'seq',
      'row',
      'position',
      'charged_row',
      'source_row',
      'used',
      'settled',
      'type_count',
      'type_turnover',
      'balances',
      'exports',
      'withdrawn',
      'bills',
      'rejections',
      'not_kept',
      'unsealed',
      'unaudited',
      'file_bytes',
      'progress',
      'piece',
      'act',
      'step',
      'objection',
      'objections',
    ],
  }

  test('are 64-bit integers, dates, instants, JSON, and texts that sort by bytes', async () => {
    const columns = await superuser.rows(`
      select c.relname as of, a.attname as name, format_type(a.atttypid, null) as type, l.collname as collation
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_collation l on l.oid = a.attcollation
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
        and a.attnum > 0 and not a.attisdropped`)
    expect(columns.length).toBeGreaterThan(120)
    for (const { of, name, type, collation } of columns) {
      const is = (listed: string) => listed === name || listed === `${of}.${name}`
      const expected = Object.keys(OF_TYPE).find(type => OF_TYPE[type]!.some(is)) ?? 'text'
      expect({ of, name, type, collation }).toEqual({
        of,
        name,
        type: expected,
        collation: expected === 'text' ? 'C' : null,
      })
    }
  })

  test('sort by bytes in a database whose Azerbaijani collation puts ə between e and f', async () => {
    const texts = ['f', 'Z', 'e', 'ə', 'İ', 'ı', 'i', '😀', '\ue000', 'É', 'a b', 'ab']
    const [language] = await superuser.rows(
      `select datlocale as is, array(select unnest('{f,ə,e}'::text[]) order by 1) as order
       from pg_database where datname = current_database()`,
    )
    expect(language).toEqual({ is: 'az', order: ['e', 'ə', 'f'] })
    await using other = await opened()
    await other.deliver(...texts.map(id => registered({ id })))
    const ids = await ask<{ id: string }>(other.exporter, 'select id from event_id order by id')
    expect(ids.map(({ id }) => id)).toEqual(texts.toSorted(byCodePoints))
  })
})

describe('the keys', () => {
  test('begin with the taxpayer, and every unique index contains it, except in directories and sign-in tables', async () => {
    const indexes = await superuser.rows(`
      select c.relname as of, i.indisprimary as primary,
        array(select a.attname::text from unnest(i.indkey) with ordinality k (attnum, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum order by place) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%' and i.indisunique`)
    const of = (kind: boolean) => indexes.filter(({ primary }) => primary === kind)
    expect(of(true)).toHaveLength(38)
    const others = of(true).filter(({ columns }) => (columns as string[])[0] !== 'voen')
    const apart = [...DIRECTORIES, ...AT_DOOR]
    expect(others.map(index => index.of).sort()).toEqual(apart.toSorted())
    for (const index of indexes) {
      if (!apart.includes(String(index.of))) expect(index.columns, String(index.of)).toContain('voen')
    }
  })

  test('of foreign references begin with the taxpayer on both sides; a sender key refers to its sender', async () => {
    const keys = await superuser.rows(
      `select conrelid::regclass::text as of, pg_get_constraintdef(oid) as is from pg_constraint
       where contype = 'f' and connamespace = 'public'::regnamespace order by 1`,
    )
    const referring = [
      'allocation',
      'assessed',
      'booking',
      'charge',
      'declaration',
      'ledger_entry',
      'ledger_total',
      'source',
      'turnover',
    ]
    const ofSender = { of: 'sender_key', is: 'FOREIGN KEY (sender) REFERENCES sender(name) ON DELETE CASCADE' }
    const ofAccount = referring.map(of => ({ of, is: 'FOREIGN KEY (voen) REFERENCES account(voen)' }))
    expect(keys).toEqual([...ofAccount, ofSender].sort((one, other) => (one.of < other.of ? -1 : 1)))
  })
})

const ENTRY: Readonly<Record<string, string>> = {
  ...{ voen: `'${TRADER}'`, ledger: "'vat'", seq: '1000', operation_date: "'2026-03-02'", type: "'assessment'" },
  declaration: 'null',
  reference: 'null',
  channel: 'null',
  payment_date: 'null',
  event_id: "'e'",
  cause: 'null',
  amount: '1',
  debt: '0',
  overpayment: '0',
  ledger_count: '1',
  assessed: '0',
  reduced_unpaid: '0',
  reduced_paid: '0',
  received: '0',
  refunded: '0',
  transferred_in: '0',
  transferred_out: '0',
  type_count: '1',
  type_turnover: '1',
}

const CHARGE: Readonly<Record<string, string>> = {
  ...{ voen: `'${TRADER}'`, document: '50', number: '1', fund: "'vat'", declaration: 'null', reference: 'null' },
  amended: '0',
  row: '1000',
  assessed_on: "'2026-03-02'",
  due_on: "'2026-03-02'",
  amount: '10',
  reduced: '4',
  settled: '6',
}

describe('a table refuses, even to a superuser', () => {
  const insert = (table: string, row: Readonly<Record<string, string>>) =>
    superuser.attempt(
      `insert into ${table} (${Object.keys(row).map(name => `"${name}"`)}) values (${Object.values(row)})`,
    )

  test.each([
    ['an amount of nothing', { amount: '0' }, 'check'],
    ['a debt below zero', { debt: '-1' }, 'check'],
    ['an overpayment below zero', { overpayment: '-1' }, 'check'],
    ['a turnover of nothing', { type_turnover: '0' }, 'check'],
    ['a sum below zero', { transferred_out: '-1' }, 'check'],
    ['a row without its number', { seq: '0' }, 'check'],
    ['an unknown ledger', { ledger: "'tobacco'" }, 'check'],
    ['an unknown operation type', { type: "'gift'" }, 'check'],
    ['an unknown channel', { channel: "'cash'" }, 'check'],
    ['a day that no calendar has', { operation_date: "'2026-02-30'" }, 'date/time field value out of range'],
    ['a text where a number belongs', { amount: "'12,50'" }, 'invalid input syntax for type bigint'],
    ['a sum beyond 64 bits', { type_turnover: '9223372036854775808' }, 'bigint out of range'],
    ['no event', { event_id: 'null' }, 'not-null'],
  ])('a ledger row with %s', async (_, wrong, refusal) => {
    await expect(insert('ledger_entry', { ...ENTRY, ...wrong })).rejects.toThrow(refusal)
  })

  test.each([
    ['settled and reduced by more than its amount', { settled: '7' }, 'check'],
    ['settled by less than nothing', { settled: '-1' }, 'check'],
    ['of nothing', { amount: '0', reduced: '0', settled: '0' }, 'check'],
    ['of an account that is not there', { voen: "'9999999991'" }, 'foreign key'],
  ])('a charge %s', async (_, wrong, refusal) => {
    await expect(insert('charge', { ...CHARGE, ...wrong })).rejects.toThrow(refusal)
  })

  test('nothing when the same rows are correct', async () => {
    await expect(insert('ledger_entry', ENTRY)).resolves.toMatchObject({ count: 1 })
    await expect(insert('charge', CHARGE)).resolves.toMatchObject({ count: 1 })
  })
})

test('no source uses advisory locks, and the check finds one that does', () => {
  const advisory = (text: string) => [...withoutComments(text).matchAll(/pg_(try_)?advisory\w*/gi)].map(String)
  expect(advisory('sql`select pg_advisory_xact_lock(1)` // or not')).not.toEqual([])
  const sources = readSources('src', 'migrations')
  expect(sources.filter(({ text }) => advisory(text).length > 0)).toEqual([])
})

describe('opening', () => {
  test('from eight processes at once creates the schema once, and all eight get the same store', async () => {
    const place = await makePlace({ migrated: false })
    const stores = await Promise.all(Array.from({ length: 8 }, () => openDatabase(place.url, { connections: 1 })))
    const done = await askServer(place.url, 'select name from kysely_migration order by name')
    expect(done.map(({ name }) => name)).toEqual(MIGRATIONS)
    for (const { reader } of stores) expect(await ask(reader, 'select * from account')).toEqual([])
    await Promise.all(stores.map((store: Database) => store.close()))
    await place.remove()
  })

  test('an up-to-date schema changes nothing and needs no right to change it', async () => {
    const name = `visitor_${process.pid}`
    await superuser.run(`create role ${name} login in role vereqe_reader, vereqe_service, vereqe_gate, vereqe_papers`)
    await superuser.run(`grant select on kysely_migration to ${name}`)
    const url = new URL(store.url)
    url.username = name
    const visitor = await openDatabase(url.href, { connections: 1 })
    const accounts = await visitor.reader.snapshot(EVERY_ACCOUNT, tx => tx.selectFrom('account').selectAll().execute())
    expect(accounts.map(({ voen }) => voen)).toEqual([TRADER])
    await visitor.close()
    await using vereqe = await Vereqe.open()
    const { code, stderr } = await vereqe.run(['verify'], '', { DATABASE_URL: url.href })
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `Besides the owner, these logins can use the store: ${name}.\nThe store matches its event log.\n`,
    })
    await superuser.run(`drop owned by ${name}`)
    await superuser.run(`drop role ${name}`)
  })

  test('a database without the schema is refused by a command that only reads, and stays empty', async () => {
    const place = await makePlace({ migrated: false })
    await using vereqe = await Vereqe.open()
    const env = { DATABASE_URL: place.url }
    for (const words of [['verify'], ['export'], ['held']]) {
      expectRefusal(await vereqe.run(words, '', env), 'its database has no schema; migrate creates it')
    }
    expect(await askServer(place.url, "select to_regclass('kysely_migration') as found")).toEqual([{ found: null }])
    expect(await vereqe.run(['migrate'], '', env)).toMatchObject({ code: 0 })
    await askServer(place.url, "insert into kysely_migration values ('9999-later', '2030-01-01')")
    for (const words of [['verify'], ['serve']]) expectRefusal(await vereqe.run(words, '', env), 'a newer version')
    await place.remove()
  })

  test('a database that is not UTF-8 is refused with a sentence', async () => {
    const name = `latin_${randomUUID().slice(0, 8)}`
    const locale = `locale_provider libc locale 'C' encoding 'LATIN1'`
    await askServer(inject('postgresUrl'), `create database ${name} template template0 owner ${OWNER} ${locale}`)
    const url = new URL(store.url)
    url.pathname = name
    await expect(openDatabase(url.href)).rejects.toThrow('its database is encoded in LATIN1; it must be UTF8')
    await askServer(inject('postgresUrl'), `drop database ${name}`)
  })
})

async function opened(): Promise<TestStore & AsyncDisposable> {
  const opened = await openTestStore()
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() })
}
