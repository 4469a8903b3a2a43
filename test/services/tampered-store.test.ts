import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { printHead } from '../../src/domain/head.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { recordExport } from '../../src/services/access/visits.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { addSenderKey, keyIdOf, registerSender } from '../../src/services/intake/senders.ts'
import { makeHead } from '../../src/services/maintenance/head.ts'
import type { Database } from '../../src/store/engine/access.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { registered, toLine } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor } from '../support/people/access-people.ts'
import { NOW } from '../support/stores/store.ts'
import { kind, type RawStore, run } from '../support/stores/store-places.ts'
import { EXAMPLE, readText, Vereqe } from '../support/stores/vereqe.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const VOEN = '1400057421' as Voen
const [BROKER, OTHER_BROKER] = ['2000000002' as Voen, '1000000001' as Voen]

/** The ids of the two keys of the sender. */
const KEYS = [1, 2].map(byte => ({ algorithm: 'ed25519' as const, bytes: new Uint8Array(32).fill(byte) }))

/** The worked example and a second account, with visits, mandates, a sender and a rejection. */
const LINES = [...readText(EXAMPLE).trimEnd().split('\n'), '{"no":"event"}', toLine(registered({ voen: OTHER_BROKER }))]

let untouched: Vereqe
/** Heads of the untouched store an hour later: without the accounts, and with them. */
let heads: { readonly short: string; readonly named: string }
beforeAll(async () => {
  untouched = await openWith(LINES)
  const store = await openDatabase(untouched.storeUrl)
  const head = async (withSeals: boolean) => printHead(await makeHead(store, { now: LATER, previous: null, withSeals }))
  const [short, named] = [await head(false), await head(true)]
  heads = { short: untouched.file('short.head', short), named: untouched.file('named.head', named) }
  await store.close()
})
afterAll(() => untouched[Symbol.asyncDispose]())

const LATER = new Date(NOW.getTime() + 3_600_000)

async function openWith(lines: readonly string[]): Promise<Vereqe> {
  const vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  await deliverEvents(store.writer, lines, NOW)
  await fillAccess(store)
  await store.close()
  return vereqe
}

async function fillAccess({ access }: Database): Promise<void> {
  const actor = anActor(ACCOUNTANT)
  for (const id of ['ledger', 'declarations', 'charts']) {
    const visit = { voen: VOEN, at: NOW, action: 'exported', subject: 's', name: 'Nigar', broker: null } as const
    await recordExport(access, { ...visit, detail: id }, actor, { id })
  }
  const terms = { voen: VOEN, from: '2026-01-01' as PlainDate, to: null, balances: false, exports: true }
  await grantMandate(access, { ...terms, broker: BROKER }, actor, NOW)
  await grantMandate(access, { ...terms, broker: OTHER_BROKER }, actor, NOW)
  await withdrawMandate(access, { voen: VOEN, broker: OTHER_BROKER }, actor, NOW)
  const permissions = { types: ['payment.received'], channels: ['bank'], bills: false } as const
  await registerSender(access, { name: 'bank', title: 'Bank', ...permissions }, NOW)
  for (const key of KEYS) await addSenderKey(access, 'bank', key, NOW)
}

/** What somebody does to the store past the product. Statements run in order, as the owner of the server or the file. */
type Tampering = readonly [what: string, statements: readonly string[], says: string]

async function verifyAfter(statements: readonly string[], how = tamperUnseen, ...options: readonly string[]) {
  await using copy = await untouched.copy()
  const raw = copy.openRaw()
  await how(raw, statements)
  await raw.destroy()
  return await copy.run(['verify', ...options])
}

/** Runs statements as the owner of the server, or of the file. */
async function tamper(raw: RawStore, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await run(raw, statement)
}

/** Tampers past the triggers, and leaves them as they were. */
async function tamperUnseen(raw: RawStore, statements: readonly string[]): Promise<void> {
  if (kind() === 'postgres') {
    await raw.transaction().execute(trx => tamper(trx, ['set local session_replication_role = replica', ...statements]))
    return
  }
  const { rows } = await run(raw, "select name, sql from sqlite_schema where type = 'trigger'")
  await tamper(
    raw,
    rows.map(({ name }) => `drop trigger ${name}`),
  )
  await tamper(raw, [...statements, ...rows.map(({ sql }) => String(sql))])
}

test('verify finds nothing in an untouched store', async () => {
  const { code, stdout, stderr } = await verifyAfter([])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  // Another test's login may be on the server.
  expect(stderr).toMatch(/^(Besides the owner, .*\n)?The store matches its event log\.\n$/)
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

/** The others are in `test/store/postgres/schema-tampering.test.ts`, where a row costs less. */
const POSTGRES_SCHEMA: readonly Tampering[] = [
  [
    'a dropped trigger',
    ['drop trigger event_no_rewriting on event'],
    'the schema lacks the trigger event_no_rewriting on event, which the migrations make: CREATE TRIGGER ',
  ],
]

describe('a change of the schema is named:', () => {
  test.each(kind() === 'postgres' ? POSTGRES_SCHEMA : SQLITE_SCHEMA)('%s', async (_, statements, says) => {
    const { code, stdout } = await verifyAfter(statements, tamper)
    expect(stdout.slice(0, says.length)).toBe(says)
    expect({ code, lines: stdout.match(/\n/g)?.length }).toEqual({ code: 1, lines: 1 })
  })
})

const ROWS: readonly Tampering[] = [
  ['an emptied audit log', ['delete from audit_log'], 'the audit log ends at line 0, and its chain at line 9\n'],
  [
    'an emptied access log',
    ['delete from access_log'],
    `the access log of ${VOEN} ends at line 0, and its chain at line 6\n`,
  ],
  ['a removed line of the audit log', ['delete from audit_log where number = 2'], 'the audit log: line 2 is missing\n'],
  [
    'a removed last line of an access log',
    ['delete from access_log where number = 6'],
    `the access log of ${VOEN} ends at line 5, and its chain at line 6\n`,
  ],
  [
    'a changed line of the audit log',
    ["update audit_log set address = '192.0.2.1' where number = 2"],
    'the audit log: line 2 is not as it was written\n',
  ],
  [
    'a changed line of an access log',
    ["update access_log set name = 'Nobody' where number = 1"],
    `the access log of ${VOEN}: line 1 is not as it was written\n`,
  ],
  [
    'a line that looks older than the chain',
    [
      `insert into access_log (voen, at, id, action, subject, name)
       values ('${VOEN}', '2026-01-01T00:00:00.000Z', 'x', 'viewed', 's', 'Nigar')`,
    ],
    `the access log of ${VOEN} has 1 lines from before its chain, and had 0\n`,
  ],
  [
    'a visit of an account without a chain',
    [
      `insert into access_log (voen, at, id, action, subject, name, number, seal)
       values ('${OTHER_BROKER}', '2026-01-01T00:00:00.000Z', 'x', 'viewed', 's', 'Nigar', 1, 'x')`,
    ],
    `the access log of ${OTHER_BROKER} has a line that is not in its chain\n`,
  ],
  [
    'a line after the end of the audit log',
    [
      `insert into audit_log (at, id, action, address, user_agent, detail, number, seal)
       values ('2026-01-01T00:00:00.000Z', 'x', 'refusal', '', '', '{}', 10, 'x')`,
    ],
    'the audit log has a line that is not in its chain\n',
  ],
  [
    'a forged mandate',
    [
      `insert into mandate values ('${OTHER_BROKER}', '${BROKER}', '2026-01-01', null, 1, 1, 0, 's', '2026-01-01T00:00:00.000Z')`,
    ],
    `mandate (voen ${OTHER_BROKER}, broker ${BROKER}) is only in the store\n`,
  ],
  [
    'a mandate that shows more than was granted',
    [`update mandate set balances = 1 where broker = '${BROKER}'`],
    `mandate (voen ${VOEN}, broker ${BROKER}): balances is true in the store, and false in the audit log\n`,
  ],
  [
    'a withdrawn mandate in force again',
    [`update mandate set withdrawn = 0 where broker = '${OTHER_BROKER}'`],
    `mandate (voen ${VOEN}, broker ${OTHER_BROKER}): withdrawn is false in the store, and true in the audit log\n`,
  ],
  [
    'a removed mandate',
    [`delete from mandate where broker = '${BROKER}'`],
    `mandate (voen ${VOEN}, broker ${BROKER}) is only in the audit log\n`,
  ],
  [
    'a sender that may send more',
    [`update sender set channels = '["bank","hop"]'`],
    'sender (name bank): channels is bank,hop in the store, and bank in the audit log\n',
  ],
  [
    'a sender that may read bills',
    ['update sender set bills = 1'],
    'sender (name bank): bills is true in the store, and false in the audit log\n',
  ],
  [
    'a forged sender',
    [
      `insert into sender (name, types, channels, bills, registered_at)
       values ('forger', '["payment.received"]', '["hop"]', 0, '2026-01-01T00:00:00.000Z')`,
    ],
    'sender (name forger) is only in the store\n',
  ],
  [
    'another title of a sender',
    ["update sender set title = 'Treasury'"],
    'sender (name bank): title is Treasury in the store, and Bank in the audit log\n',
  ],
  [
    'another time at which a sender was registered',
    ["update sender set registered_at = '2001-01-01T00:00:00.000Z'"],
    'sender (name bank): registeredAt is 2001-01-01T00:00:00.000Z in the store, and 2026-11-22T12:00:00.000Z in the audit log\n',
  ],
  [
    'a visit of no account',
    [
      `insert into access_log (voen, at, id, action, subject, name)
       values ('', '2026-11-29T12:30:00.000Z', 'x', 'viewed', 's', 'n')`,
    ],
    'the access logs have a visit of no account\n',
  ],
  [
    'a forged key',
    [`insert into sender_key values ('bank', 'x', 'ed25519', 'AAAA', '2026-01-01T00:00:00.000Z')`],
    'sender_key (name bank, key x) is only in the store\n',
  ],
  [
    'another key under a known id',
    [`update sender_key set key = 'AAAA' where id = '${keyIdOf(KEYS[0]!)}'`],
    `sender_key (name bank, key ${keyIdOf(KEYS[0]!)}): digest is `,
  ],
]

/** What is compared does not depend on the kind of store, so the reduced matrix tampers with rows on SQLite only. */
const comparesRows = RUNS_ALL || kind() === 'sqlite'

if (comparesRows)
  describe('a change of rows is named, though every trigger is in place again:', () => {
    test.each(ROWS)('%s', async (_, statements, says) => {
      const { code, stdout } = await verifyAfter(statements)
      expect(stdout.slice(0, says.length)).toBe(says)
      expect(code).toBe(1)
    })
  })

/** Changes after which the store agrees with itself. */
const CONSISTENT: readonly Tampering[] = [
  [
    'a changed time of receipt',
    ["update event set received_at = '2026-01-01T00:00:00.000Z' where arrival = 3"],
    'the events up to arrival 24 are not those of the head: there are 24, and there were 24\n',
  ],
  [
    'an emptied audit log without its chain, with the tables that follow from it',
    [
      'delete from audit_log',
      "delete from log_chain where voen = ''",
      'delete from mandate',
      'delete from sender_key',
      'delete from sender',
    ],
    'the audit log: line 9, the last one at the head, is missing\n',
  ],
  [
    'an emptied access log without its chain',
    ['delete from access_log', "delete from log_chain where voen <> ''"],
    'access_log is not what it was at the head: it has 0 rows from before then, and had 6\n',
  ],
  [
    'a forged mandate with an audit line that looks older than the chain',
    [
      `insert into mandate values ('${OTHER_BROKER}', '${BROKER}', '2025-01-01', null, 1, 1, 0, 'mallory', '2026-11-29T12:00:00.000Z')`,
      `insert into audit_log (at, id, action, subject, name, address, user_agent, voen, detail)
       values ('2026-11-29T12:00:00.000Z', 'x', 'mandate-granted', 'mallory', 'M', '192.0.2.1', '', '${OTHER_BROKER}',
         '{"balances":true,"broker":"${BROKER}","exports":true,"from":"2025-01-01","to":null}')`,
      "update log_chain set unsealed = 1 where voen = ''",
    ],
    '1 lines of the audit log count as from before the chain, and at the head it was 0\n',
  ],
  [
    'a visit that looks older than the chain',
    [
      `insert into access_log (voen, at, id, action, subject, name)
       values ('${VOEN}', '2026-11-29T12:00:00.000Z', 'x', 'viewed', 's', 'n')`,
      `update log_chain set unsealed = 1 where voen = '${VOEN}'`,
    ],
    '1 lines of the access logs count as from before the chain, and at the head it was 0\n',
  ],
  [
    'emptied rejections',
    ['delete from rejection'],
    'rejection is not what it was at the head: it has 0 rows from before then, and had 1\n',
  ],
  [
    'a changed rejection',
    ["update rejection set problems = '[]'"],
    'rejection is not what it was at the head: it has 1 rows from before then, and had 1\n',
  ],
]

if (comparesRows)
  describe('a change after which the store agrees with itself is named against a head:', () => {
    test.each(CONSISTENT)('%s', async (_, statements, says) => {
      expect(await verifyAfter(statements)).toMatchObject({ code: 0, stdout: '' })
      const { code, stdout } = await verifyAfter(statements, tamperUnseen, '--against', heads.short)
      expect(stdout.slice(0, says.length)).toBe(says)
      expect(code).toBe(1)
    })

    const OTHERS = 'the replayed event log gives other accounts than the head'
    const EVENTS = 'the events up to arrival 24 are not those of the head: there are'

    test.each<[what: string, lines: readonly string[], says: string]>([
      [
        'a cut tail',
        LINES.slice(0, -1),
        `the event log ends at arrival 23, and at the head it ended at arrival 24
${EVENTS} 23, and there were 24
${OTHERS}: ${OTHER_BROKER}\n`,
      ],
      [
        'a rewritten log of the same length',
        LINES.map(line => line.replace('"1000.00"', '"1000.01"')),
        `${EVENTS} 24, and there were 24\n${OTHERS}: ${VOEN}\n`,
      ],
      [
        'an account that was never there',
        [...LINES.slice(0, -1), toLine(registered({ voen: BROKER }))],
        `${EVENTS} 24, and there were 24\n${OTHERS}: ${OTHER_BROKER}, ${BROKER}\n`,
      ],
    ])('%s', async (_, lines, says) => {
      await using rewritten = await openWith(lines)
      expect(await rewritten.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
      // The second store has made its audit log and mandates anew: what is said of them comes after.
      const named = await rewritten.run(['verify', '--against', heads.named])
      expect(named.stdout.slice(0, says.length)).toBe(says)
      const isShorter = says.startsWith('the event log ends')
      expect(named.stderr).toContain(isShorter ? 'covers 24 events, more than the store has.' : 'covers 24 events. No')
      const short = await rewritten.run(['verify', '--against', heads.short])
      expect(short.stdout).toContain(`${OTHERS}; a head made with --accounts names them\n`)
      expect([named.code, short.code]).toEqual([1, 1])
    })

    test('but events, visits and changes after the head are not', async () => {
      await using copy = await untouched.copy()
      const covers = /^The head of 2026-11-22T13:00:00.000Z covers 24 events\. No event came after it\.\n/
      const quiet = await copy.run(['verify', '--against', heads.named])
      expect(quiet).toMatchObject({ code: 0, stdout: '', stderr: expect.stringMatching(covers) })
      const store = await openDatabase(copy.storeUrl)
      const lines = [toLine(registered({ voen: BROKER })), '{"still":"no event"}']
      await deliverEvents(store.writer, lines, LATER)
      await grantMandate(
        store.access,
        { voen: BROKER, broker: VOEN, from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true },
        anActor(ACCOUNTANT),
        LATER,
      )
      await store.close()
      const since = await copy.run(['verify', '--against', heads.short])
      expect(since).toMatchObject({ code: 0, stdout: '' })
      expect(since.stderr).toContain('covers 24 events. 1 event came after it and is not yet under a head.\n')
    })
  })
