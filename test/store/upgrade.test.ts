import SQLite from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { expect, test } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { canonicalJson } from '../../src/domain/canonical-json.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { authenticate } from '../../src/services/access/authenticate.ts'
import { listClients } from '../../src/services/access/clients.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { openSession } from '../../src/services/access/sessions.ts'
import { recordExport } from '../../src/services/access/visits.ts'
import { clearRejections } from '../../src/services/intake/clear-rejections.ts'
import { dismissHeldEvent, heldGauge } from '../../src/services/intake/held.ts'
import { findSender, keyIdOf, registerSender } from '../../src/services/intake/senders.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { listDeclarations } from '../../src/services/statement/list-declarations.ts'
import { NoStoreError } from '../../src/store/engine/access.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { MIGRATIONS } from '../../src/store/engine/migrate.ts'
import type { Schema } from '../../src/store/engine/schema.ts'
import { paidByNumber, TRADER } from '../support/oracle/events.ts'
import { anActor, BROKER, DECLARANT, ISSUER, LIMITS } from '../support/people/access-people.ts'
import { ask, NOW } from '../support/stores/store.ts'
import { kind, makePlace, run } from '../support/stores/store-places.ts'
import { Vereqe } from '../support/stores/vereqe.ts'

/** Runs as the owner of the tables. */
function openAsOwner(url: string): Kysely<Schema> {
  const dialect =
    kind() === 'postgres'
      ? new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) })
      : new SqliteDialect({ database: new SQLite(url.slice('sqlite:'.length)) })
  return new Kysely({ dialect })
}

/** Opens a store with the schema as it was after a migration. */
async function openAt(url: string, change: string): Promise<Kysely<Schema>> {
  const db = openAsOwner(url)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  expect((await migrator.migrateTo(change)).error).toBeUndefined()
  return db
}

/** A store with the schema before sign-in existed, and an account with declarations. */
async function makeEarlierStore(url: string): Promise<void> {
  const db = await openAt(url, '0006-roles')
  await db.transaction().execute(async trx => {
    if (kind() === 'postgres') await sql`set local role vereqe_service`.execute(trx)
    const counts = { documents: 2, entries: 0, bookings: 0 }
    const { documents, entries, bookings } = counts
    await sql`
      insert into account (voen, name, documents, entries, bookings, last_operation_date, chain)
      values (${TRADER}, 'Köhnə MMC', ${documents}, ${entries}, ${bookings}, '2026-03-02', '')`.execute(trx)
    for (const document of [1, 2]) {
      const declaration = {
        voen: TRADER,
        declaration: `A/${document}` as DeclarationNumber,
        document,
        declarant: BROKER,
        cancelled: 0,
      }
      await trx.insertInto('declaration').values(declaration).execute()
    }
  })
  await db.destroy()
}

test('opening a store from before sign-in existed upgrades it and keeps all rows', async () => {
  const place = await makePlace({ migrated: false })
  await makeEarlierStore(place.url)

  const store = await openDatabase(place.url)
  const done = await ask<{ name: string }>(store.writer, 'select name from kysely_migration order by name')
  expect(done.map(({ name }) => name)).toEqual(MIGRATIONS)
  const page = await listDeclarations(store.reader, TRADER, { declarant: BROKER })
  expect(page?.name).toBe('Köhnə MMC')
  expect(page?.declarations.map(({ declaration }) => declaration.number)).toEqual(['A/2', 'A/1'])

  const actor = anActor(DECLARANT)
  const signedIn = { person: DECLARANT, issuer: ISSUER, idToken: null, providerSession: null }
  const { token } = await openSession(store.access, { signedIn, actor, replaced: null, limits: LIMITS, now: NOW })
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
  await grantMandate(store.access, { voen: TRADER, broker: BROKER, ...terms }, actor, NOW)
  expect(await authenticate(store.access, { token, voen: TRADER }, LIMITS, NOW)).toMatchObject({
    access: { broker: BROKER },
  })
  expect(await listClients(store.reader, [BROKER], '2026-11-22' as PlainDate, 'somebody')).toMatchObject([
    { name: 'Köhnə MMC', lastOperationDate: '2026-03-02' },
  ])
  await store.close()
  await place.remove()
})

test('any command upgrades a store, and says so before and after', async () => {
  await using vereqe = await Vereqe.open()
  await (await openAt(vereqe.storeUrl, '0010-rejections')).destroy()
  expect(await vereqe.run(['senders'])).toMatchObject({
    code: 0,
    stderr: [
      'An earlier version made this store. Its schema is being upgraded (0011-log-chains, 0012-audited-decisions, 0013-allocations, 0014-charges-by-reference, 0015-search, 0016-senders-and-channels, 0017-papers, 0018-own-books, 0019-search-behind-row-security, 0020-payments-by-date, 0021-acts, 0022-open-objections, 0023-document-orders); this can take a while.',
      'The schema of the store is up to date.',
      '',
    ].join('\n'),
  })
  expect(await vereqe.output('senders')).toBe('')
})

test('a store from before the HTTP intake keeps its held events, which can then be dismissed', async () => {
  const place = await makePlace({ migrated: false })
  const earlier = await openAt(place.url, '0007-access')
  await earlier.transaction().execute(async trx => {
    if (kind() === 'postgres') await sql`set local role vereqe_service`.execute(trx)
    const at = { voen: '' as const, arrival: 1 }
    const content = canonicalJson(paidByNumber('A/1', '5.00', { id: 'waits' }))
    await trx
      .insertInto('event')
      .values({ ...at, content, received_at: NOW.toISOString() })
      .execute()
    await trx
      .insertInto('event_id')
      .values({ ...at, id: 'waits' })
      .execute()
    await trx
      .insertInto('held_event')
      .values({ ...at, waits_for: 'declaration', key: 'A/1' })
      .execute()
  })
  await earlier.destroy()

  const store = await openDatabase(place.url)
  expect(await heldGauge(store.exporter, NOW)).toMatchObject({ count: 1, oldestSeconds: 0, rejected: 0 })
  expect(await dismissHeldEvent(store.writer, 1, 'Paid back', NOW)).toBe(true)
  expect(await verify(store)).toBeNull()
  await registerSender(store.access, { name: 'hop', types: ['payment.received'], channels: ['hop'], bills: true }, NOW)
  expect((await findSender(store.access, 'hop'))?.sender.bills).toBe(true)
  await store.close()
  await place.remove()
})

test('a store from before rejections had senders keeps them as those of the command line, and they can be cleared', async () => {
  const place = await makePlace({ migrated: false })
  const earlier = await openAt(place.url, '0009-mandates-in-access-log')
  await earlier.transaction().execute(async trx => {
    if (kind() === 'postgres') await sql`set local role vereqe_service`.execute(trx)
    await sql`
      insert into rejection (digest, arrival, event_id, content, problems, rejected_at)
      values ('d', 0, null, 'not JSON', '[]', '2026-11-20T00:00:00.000Z')`.execute(trx)
  })
  await earlier.destroy()

  const store = await openDatabase(place.url)
  expect(await ask(store.exporter, 'select sender, content from rejection')).toEqual([
    { sender: '', content: 'not JSON' },
  ])
  const wish = { sender: '', before: null, reason: 'Long ago' }
  expect(await clearRejections(store.writer, wish, NOW)).toMatchObject({ rejections: 1 })
  await store.close()
  await place.remove()
})

test('a store from before the chains of logs keeps its lines and senders, and continues with chains', async () => {
  const place = await makePlace({ migrated: false })
  const earlier = await openAt(place.url, '0008-intake')
  const at = NOW.toISOString()
  await earlier.transaction().execute(async trx => {
    if (kind() === 'postgres') await sql`set local role vereqe_gate`.execute(trx)
    await sql`insert into access_log (voen, at, id, action, subject, name)
      values (${TRADER}, ${at}, 'a', 'viewed', 's', 'n')`.execute(trx)
    await sql`insert into audit_log (at, id, action, address, user_agent, detail)
      values (${at}, 'a', 'refusal', '', '', '{}')`.execute(trx)
    await sql`insert into sender values ('hop', '["payment.received"]', '["hop","bank"]', 1, ${at})`.execute(trx)
    const key = { algorithm: 'ed25519', bytes: new Uint8Array(32) } as const
    const bytes = Buffer.from(key.bytes).toString('base64')
    await sql`insert into sender_key values ('hop', ${keyIdOf(key)}, 'ed25519', ${bytes}, ${at})`.execute(trx)
  })
  await earlier.destroy()

  const store = await openDatabase(place.url)
  const visit = { voen: TRADER, at: NOW, action: 'exported', subject: 's', name: 'n', broker: null } as const
  await recordExport(store.access, { ...visit, detail: null }, anActor(DECLARANT), {})
  expect((await verifyStore(store)).findings).toEqual([])
  const chains = await store.access.read(tx => tx.selectFrom('log_chain').selectAll().orderBy('voen').execute())
  expect(chains).toMatchObject([
    { voen: '', number: 1, unsealed: 3 },
    { voen: TRADER, number: 1, unsealed: 1 },
  ])
  await store.close()
  await place.remove()
})

const FIRST = MIGRATIONS[0]!
const LATE = '0011-log-chains'

test.each([
  [
    'the last rows',
    `where name >= '${LATE}'`,
    `its table kysely_migration lacks ${LATE}, but what that change makes is there already (`,
  ],
  ['all rows', '', `its table kysely_migration lacks ${FIRST}, but what that change makes is there already (`],
  [
    'a row between others',
    `where name = '${MIGRATIONS[1]}'`,
    `its table kysely_migration is damaged: it lacks ${MIGRATIONS[1]} and has later changes`,
  ],
])('a store whose list of changes lacks %s is refused with a sentence', async (_, rows, says) => {
  const place = await makePlace()
  const raw = place.openRaw()
  await run(raw, `delete from kysely_migration ${rows}`)
  await raw.destroy()
  const refused = await openDatabase(place.url, { use: 'read' }).catch(error => error)
  expect(refused).toBeInstanceOf(NoStoreError)
  expect(refused.message.slice(0, says.length)).toBe(says)
  await place.remove()
})

test('a store whose audit log has two lines in one place is not upgraded, and the error says why', async () => {
  const place = await makePlace({ migrated: false })
  const earlier = await openAt(place.url, '0011-log-chains')
  for (const id of ['a', 'b']) {
    await sql`insert into audit_log (at, id, action, address, user_agent, detail, number, seal)
      values (${NOW.toISOString()}, ${id}, 'refusal', '', '', '{}', 1, '')`.execute(earlier)
  }
  await earlier.destroy()
  await expect(openDatabase(place.url)).rejects.toThrow('two lines of audit_log have one number, which this program')
  await place.remove()
})
