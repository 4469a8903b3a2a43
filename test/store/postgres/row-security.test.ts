import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../../src/domain/dates.ts'
import { readSearch, type TypedSearch } from '../../../src/domain/typed/search.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { clearRejections } from '../../../src/services/intake/clear-rejections.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { searchAccount } from '../../../src/services/statement/search-account.ts'
import { appendVisit } from '../../../src/store/access/access-log.ts'
import { appendAuditLines } from '../../../src/store/access/audit-log.ts'
import { insertLogoutOrder } from '../../../src/store/access/logout-orders.ts'
import { saveMandate } from '../../../src/store/access/mandates.ts'
import { insertSession } from '../../../src/store/access/sessions.ts'
import { insertSignInAttempt } from '../../../src/store/access/sign-in-attempts.ts'
import { EVERY_ACCOUNT, type Reader } from '../../../src/store/engine/access.ts'
import { insertDismissals } from '../../../src/store/intake/dismissals.ts'
import { insertSenderKey, saveSender } from '../../../src/store/intake/senders.ts'
import {
  assessed,
  charged,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER } from '../../support/people/access-people.ts'
import { fillOwnBooks, orderDocument, writePapers } from '../../support/stores/papers.ts'
import { captureStatements } from '../../support/stores/pg-statements.ts'
import { asRole, Visit } from '../../support/stores/postgres-roles.ts'
import { ask as askStore, NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

/** Tables whose rows belong to one account and are visible to its readers. */
const SHOWN = [
  'account',
  'allocation',
  'assessed',
  'charge',
  'declaration',
  'ledger_entry',
  'ledger_total',
  'source',
  'turnover',
] as const
/** Tables that only the service reads. The first four have rows of accounts, and so row level security. */
const NOT_SHOWN = [
  'booking',
  'event',
  'held_event',
  'dismissal',
  'declaration_directory',
  'event_id',
  'rejection',
  'rejection_not_kept',
  'rejection_clearing',
] as const
/** The access tables. The first three have rows of accounts, and so row level security. */
const AT_GATE = [
  'mandate',
  'access_log',
  'log_chain',
  'audit_log',
  'logout_token',
  'session',
  'sign_in_attempt',
  'sender',
  'sender_key',
] as const
/** Papers of accounts, with row level security for the role that writes them too. */
const OF_PAPERS = ['issued_document', 'paper_directory', 'reconciliation_act', 'reconciliation_step'] as const
/** Papers that do not stay. */
const PASSING_PAPERS = [
  'own_books',
  'own_books_piece',
  'own_books_match',
  'own_books_mapping',
  'open_objection',
  'document_order',
  'document_order_piece',
] as const
const WITH_ROW_SECURITY = [...SHOWN, ...NOT_SHOWN.slice(0, 4), ...AT_GATE.slice(0, 3), ...OF_PAPERS]
const roleWithRowsOf = (table: string) =>
  ['access_log', 'log_chain'].includes(table) ? 'vereqe_gate' : 'vereqe_service'
const UNREGISTERED = '9999999991' as Voen

let store: TestStore
let superuser: Visit
let owner: Visit
/** A login that is a member of vereqe_reader only. Verify reports one, so it exists in its own transactions only. */
let guest: Visit
const login = `guest_${process.pid}`

beforeAll(async () => {
  store = await openTestStore()
  superuser = await Visit.begin(store.url, 'postgres')
  owner = await Visit.begin(store.url)
  const becoming = [`create role ${login} login in role vereqe_reader`, `set local session authorization ${login}`]
  guest = await Visit.begin(store.url, 'postgres', becoming)
  await askStore(store.writer, `insert into rejection_not_kept (sender, day, count) values ('hop', '2026-11-22', 1)`)
  await deliverEvents(store.writer, ['not JSON'], NOW, 'cleared')
  await clearRejections(store.writer, { sender: 'cleared', before: null, reason: 'Sent again' }, NOW)
  for (const voen of [TRADER, OTHER_TRADER]) {
    const of = { voen }
    const first = registered(of)
    await store.deliver(
      first,
      paidToCode('142330', '100.00', of),
      paidToFund('vat', '3.00', of),
      assessed(`A/${voen}`, { vat: '30.00' }, of),
      charged('P-1', { fine: '5.00' }, of),
      paidByNumber(`B/${voen}`, '1.00', of),
      { ...first, name: 'Under a taken id' },
    )
    await store.writer.transaction(trx => insertDismissals(trx, [{ ...{ voen, arrival: 1 }, ...GIVEN_UP }]))
    await fillAccess(store, voen)
  }
})
afterAll(async () => {
  for (const visit of [guest, owner]) await visit.end()
  await superuser.end()
  await store.close()
})

/** A row of the account in each of its tables. */
async function fillAccess({ access, papers }: TestStore, voen: Voen): Promise<void> {
  const actor = anActor(ACCOUNTANT)
  const until = new Date(NOW.getTime() + 60_000)
  await writePapers(papers, voen, voen)
  await fillOwnBooks(papers, voen)
  await orderDocument(papers, voen)
  await access.write(async trx => {
    await saveMandate(trx, { voen, broker: BROKER, ...OPEN_TERMS, withdrawn: false }, { by: 'somebody', at: NOW })
    await appendVisit(trx, { ...{ voen, at: NOW, id: voen, action: 'viewed' }, ...VISITOR })
    await appendAuditLines(trx, [{ id: voen, at: NOW, action: 'export', actor, voen, detail: {} }])
    await insertLogoutOrder(trx, { id: voen, until, subject: null, providerSession: null })
    await insertSignInAttempt(trx, {
      state: voen,
      browser: 'b',
      nonce: 'n',
      code_verifier: 'v',
      return_to: '/',
      begun_at: NOW.toISOString(),
    })
    const session = {
      issuer: '',
      person: ACCOUNTANT,
      openedAt: NOW,
      lastSeenAt: NOW,
      userAgent: '',
      address: '',
      sealedIdToken: null,
    }
    await saveSender(trx, { name: voen, types: ['payment.received'], channels: ['hop'], bills: false }, NOW)
    const key = { algorithm: 'hmac-sha256', bytes: new Uint8Array(32), madeAt: NOW } as const
    await insertSenderKey(trx, voen, { ...key, id: voen })
    await insertSession(trx, { ...session, handle: voen }, { digest: voen, providerSession: null })
  })
}

const OPEN_TERMS = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
const GIVEN_UP = { reason: 'r', dismissedAt: NOW.toISOString() }
const VISITOR = { subject: 's', name: 'n', broker: null, detail: null }

type Rows = Record<string, unknown>[]

/** The accounts whose rows of a table are visible, without duplicates. */
async function seen(visit: Visit, table: string, before: readonly string[] = []): Promise<string[]> {
  const rows = await visit.rows(`select distinct voen from ${table} order by voen`, before)
  return rows.map(({ voen }) => String(voen))
}

describe.each(SHOWN)('%s', table => {
  test('has rows of both accounts, so that the tests below can fail', async () => {
    expect(await seen(superuser, table)).toEqual([TRADER, OTHER_TRADER])
  })

  test('shows a reader nothing without an account or with an empty one', async () => {
    for (const [visit, begin] of readers()) {
      expect(await seen(visit, table, begin())).toEqual([])
      expect(await seen(visit, table, begin(''))).toEqual([])
      expect(await visit.rows(`select count(*)::int as n from ${table}`, begin())).toEqual([{ n: 0 }])
    }
  })

  test('shows a reader all rows of the named account and no others, whatever the query', async () => {
    for (const [visit, begin] of readers()) {
      for (const [mine, other] of [
        [TRADER, OTHER_TRADER],
        [OTHER_TRADER, TRADER],
      ] as const) {
        const all = await superuser.rows(`select * from ${table} where voen = '${mine}' order by 1, 2, 3`)
        expect(await visit.rows(`select * from ${table} order by 1, 2, 3`, begin(mine))).toEqual(all)
        expect(await visit.rows(`select * from ${table} where voen = '${other}'`, begin(mine))).toEqual([])
        expect(await seen(visit, table, begin(`${mine}' or '1' = '1`))).toEqual([])
      }
      expect(await seen(visit, table, begin(UNREGISTERED))).toEqual([])
    }
  })

  test('forgets role and account when the transaction ends', async () => {
    const [{ user, account } = {}] = await owner.rows(
      `select current_user as user, current_setting('vereqe.account', true) as account`,
      asRole('vereqe_reader', TRADER),
    )
    expect([user, account]).toEqual(['vereqe_reader', TRADER])
    const [after] = await owner.run(`select current_user as user, current_setting('vereqe.account', true) as account`)
    expect(after).toEqual({ user: new URL(store.url).username, account: '' })
    expect(await seen(owner, table, asRole('vereqe_reader'))).toEqual([])
  })
})

/** The logins that may read an account, with their first statements: the owner must switch to the reader role. */
function readers(): (readonly [Visit, (account?: string) => string[]])[] {
  return [
    [owner, account => asRole('vereqe_reader', account)],
    [guest, account => asRole('vereqe_reader', account)],
    [guest, account => asRole(login, account)],
  ]
}

describe.each(WITH_ROW_SECURITY)('row level security on %s', table => {
  test('binds the owner of the table too, whichever account it names', async () => {
    expect(await superuser.rows(`select from ${table}`)).not.toEqual([])
    expect(await seen(owner, table)).toEqual([])
    if (!SHOWN.includes(table as never)) {
      expect(await seen(owner, table, [`set local vereqe.account = '${TRADER}'`])).toEqual([])
    }
    const [relation] = await superuser.rows(
      `select relrowsecurity as on, relforcerowsecurity as forced from pg_class where oid = '${table}'::regclass`,
    )
    expect(relation).toEqual({ on: true, forced: true })
  })

  test('allows the role that needs the rows', async () => {
    const voens = await seen(superuser, table)
    expect(voens.length).toBeGreaterThan(1)
    expect(await seen(owner, table, asRole(roleWithRowsOf(table)))).toEqual(voens)
  })
})

test('neither the product roles nor the owner can bypass row level security, and the roles cannot log in', async () => {
  const { username } = new URL(store.url)
  const roles = await superuser.rows(
    `select rolname as role, rolcanlogin as logs_in from pg_roles
     where rolname in ('vereqe_gate', 'vereqe_papers', 'vereqe_reader', 'vereqe_service', '${username}') and not rolsuper and not rolbypassrls
     order by rolname`,
  )
  expect(roles).toEqual([
    { role: 'vereqe_gate', logs_in: false },
    { role: username, logs_in: true },
    { role: 'vereqe_papers', logs_in: false },
    { role: 'vereqe_reader', logs_in: false },
    { role: 'vereqe_service', logs_in: false },
  ])
})

describe('the reader role', () => {
  test.each([...SHOWN, ...NOT_SHOWN, ...AT_GATE, ...OF_PAPERS])(
    'cannot write to %s, even to the account that it sees',
    async table => {
      const [column] = Object.keys((await superuser.rows(`select * from ${table} limit 1`))[0]!)
      for (const statement of [
        `insert into ${table} default values`,
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        for (const [visit, begin] of readers()) {
          await expect(visit.attempt(statement, begin(TRADER))).rejects.toThrow(`permission denied for table ${table}`)
        }
      }
    },
  )

  test.each([...NOT_SHOWN, ...AT_GATE, ...OF_PAPERS])('cannot read %s', async table => {
    for (const [visit, begin] of readers()) {
      await expect(visit.rows(`select from ${table}`, begin(TRADER))).rejects.toThrow(
        `permission denied for table ${table}`,
      )
    }
  })

  test('cannot reserve a place in the log or create anything', async () => {
    for (const statement of [`select nextval('event_arrival')`, 'create table mine (n int)']) {
      await expect(guest.attempt(statement)).rejects.toThrow('permission denied')
    }
  })
})

describe('the access role', () => {
  test.each([...SHOWN, ...NOT_SHOWN, ...OF_PAPERS])('can neither read nor write %s', async table => {
    for (const statement of [`select from ${table}`, `insert into ${table} default values`, `delete from ${table}`]) {
      await expect(owner.attempt(statement, asRole('vereqe_gate', TRADER))).rejects.toThrow(
        `permission denied for table ${table}`,
      )
    }
  })

  test.each(AT_GATE)('reads %s of every account', async table => {
    const all = await superuser.rows(`select * from ${table} order by 1, 2`)
    // The audit log has a chain too, and a line of the cleared rejections.
    expect(all).toHaveLength(['log_chain', 'audit_log'].includes(table) ? 3 : 2)
    expect(await owner.rows(`select * from ${table} order by 1, 2`, asRole('vereqe_gate'))).toEqual(all)
  })

  test.each(AT_GATE.slice(1))('keeps %s hidden from deliveries', async table => {
    for (const statement of [`select from ${table}`, `insert into ${table} default values`]) {
      await expect(owner.attempt(statement, asRole('vereqe_service'))).rejects.toThrow(
        `permission denied for table ${table}`,
      )
    }
  })

  test('lets deliveries read mandates but not grant them', async () => {
    expect(await owner.rows('select from mandate', asRole('vereqe_service'))).toHaveLength(2)
    for (const statement of ['insert into mandate default values', 'update mandate set withdrawn = 0']) {
      await expect(owner.attempt(statement, asRole('vereqe_service'))).rejects.toThrow('permission denied')
    }
  })
})

describe('the role of papers', () => {
  test.each(OF_PAPERS)('sees and adds rows of %s of the account that it names alone', async table => {
    for (const whose of [TRADER, OTHER_TRADER]) {
      expect(await seen(owner, table, asRole('vereqe_papers', whose))).toEqual([whose])
      const other = whose === TRADER ? OTHER_TRADER : TRADER
      const changed = JSON.stringify({ voen: other, number: 'new', request: 'new', act: 7 })
      const insert = `insert into ${table} select (json_populate_record(${table}, '${changed}')).* from ${table}`
      await expect(owner.attempt(insert, asRole('vereqe_papers', whose))).rejects.toThrow('row-level security policy')
      expect(await owner.attempt(insert, asRole('vereqe_papers', other))).toMatchObject({ count: 1 })
    }
    for (const nobody of [undefined, '', UNREGISTERED]) {
      expect(await seen(owner, table, asRole('vereqe_papers', nobody))).toEqual([])
    }
  })

  test.each(PASSING_PAPERS)('sees, changes and deletes rows of %s of the account that it names alone', async table => {
    for (const whose of [TRADER, OTHER_TRADER]) {
      expect(await seen(owner, table, asRole('vereqe_papers', whose))).toEqual([whose])
      const deletion = `delete from ${table}`
      // A file of own books is kept with its first rows.
      const count = table === 'own_books_piece' ? 2 : 1
      expect(await owner.attempt(deletion, asRole('vereqe_papers', whose))).toMatchObject({ count })
    }
    for (const nobody of [undefined, '', UNREGISTERED]) {
      expect(await seen(owner, table, asRole('vereqe_papers', nobody))).toEqual([])
    }
    for (const role of ['vereqe_service', 'vereqe_reader', 'vereqe_gate']) {
      const change = owner.attempt(`delete from ${table}`, asRole(role, TRADER))
      await expect(change).rejects.toThrow(`permission denied for table ${table}`)
    }
  })

  test.each([...SHOWN, ...NOT_SHOWN, ...AT_GATE])('can neither read nor write %s', async table => {
    for (const statement of [`select from ${table}`, `insert into ${table} default values`, `delete from ${table}`]) {
      await expect(owner.attempt(statement, asRole('vereqe_papers', TRADER))).rejects.toThrow(
        `permission denied for table ${table}`,
      )
    }
  })

  test.each(OF_PAPERS)('is the only one that adds to %s', async table => {
    for (const role of ['vereqe_service', 'vereqe_reader', 'vereqe_gate']) {
      const insert = `insert into ${table} select * from ${table}`
      await expect(owner.attempt(insert, asRole(role, TRADER))).rejects.toThrow(`permission denied for table ${table}`)
    }
  })
})

describe('through the product', () => {
  const ask = (statement: string) => async (tx: Reader) =>
    (await sql.raw<Record<string, unknown>>(statement).execute(tx as never)).rows

  test.each(SHOWN)('a query on %s that names no account returns the rows of one account', async table => {
    const question = ask(`select distinct voen from ${table} order by voen`)
    const answers: Rows[] = []
    for (const whose of [TRADER, OTHER_TRADER, UNREGISTERED, ''])
      answers.push(await store.reader.snapshot(whose, question))
    expect(answers).toEqual([[{ voen: TRADER }], [{ voen: OTHER_TRADER }], [], []])
    expect(await store.exporter.snapshot(EVERY_ACCOUNT, question)).toEqual([{ voen: TRADER }, { voen: OTHER_TRADER }])
  })

  test('a read of the access tables cannot write and acts as vereqe_gate', async () => {
    const read = (statement: string) => store.access.read(ask(statement))
    expect(await read('select current_user as who')).toEqual([{ who: 'vereqe_gate' }])
    await expect(read('delete from session')).rejects.toThrow('read-only transaction')
    await expect(read('select from account')).rejects.toThrow('permission denied for table account')
  })

  test('papers are those of one account, and a read of them cannot write', async () => {
    for (const whose of [TRADER, OTHER_TRADER]) {
      const read = (statement: string) => store.papers.read(whose, ask(statement))
      expect(await read('select voen from issued_document')).toEqual([{ voen: whose }])
      await expect(read('insert into paper_directory default values')).rejects.toThrow('read-only transaction')
    }
  })

  test('an account number with SQL in it is quoted and matches no account', async () => {
    const question = ask('select voen from account')
    for (const whose of [`'; reset role; --`, `${TRADER}'`, '\\', "' or true --"]) {
      expect(await store.reader.snapshot(whose, question)).toEqual([])
    }
  })

  test('a snapshot of one account can neither write nor read hidden tables', async () => {
    const tx = (statement: string) => store.reader.snapshot(TRADER, ask(statement))
    await expect(tx('select from event')).rejects.toThrow('permission denied for table event')
    await expect(tx('delete from account')).rejects.toThrow('read-only transaction')
    expect(await tx('select current_user as who')).toEqual([{ who: 'vereqe_reader' }])
  })

  test.each([
    ['the end of a number', '0417', 'index cond: ((voen = _) and (ending = _))', 'declaration_by_document'],
    ['any part of a number', '417', 'index only scan backward using declaration_by_document', 'declaration_by_ending'],
  ])('a search for %s finds its index behind row level security', async (_, typed, expected, otherIndex) => {
    const search = readSearch(typed) as TypedSearch
    const request = { voen: TRADER, declarant: null, search, from: null, limit: 5, owner: 'a test' }
    const { sent } = await captureStatements(() => searchAccount(store.reader, request))
    const like = `%${typed}${typed.length < 4 ? '%' : ''}`
    const statement = sent.flat().find(({ values }) => values.includes(like))!
    const text = statement.text.replace(/\$(\d+)/g, (_, place) => `'${statement.values[Number(place) - 1]}'`)
    // Few rows are read as fast without an index, or by another one.
    const unused = ['seqscan', 'bitmapscan', 'sort'].map(way => `set local enable_${way} = off`)
    const before = [`drop index ${otherIndex}`, ...asRole('vereqe_reader', TRADER), ...unused]
    const plan = await owner.rows(`explain (costs off) ${text}`, before)
    const lines = plan.map(line =>
      String(line['QUERY PLAN'])
        .toLowerCase()
        .replace(/'[^']*'::text( collate "c")?/g, '_'),
    )
    expect(lines.join('\n')).toContain(expected)
  })

  test('a store hands out nothing that queries outside a transaction', () => {
    expect(Object.keys(store.reader)).toEqual(['snapshot'])
    expect(Object.keys(store.exporter)).toEqual(['snapshot'])
    expect(Object.keys(store.writer)).toEqual(['transaction', 'handOver'])
    expect(store.writer.handOver).toBeNull()
    expect(Object.keys(store.access)).toEqual(['read', 'write', 'proveWritable'])
    expect(Object.keys(store.papers)).toEqual(['read', 'write'])
  })
})
