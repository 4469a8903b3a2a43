import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import SQLite from 'better-sqlite3'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import type { Schema } from '../../src/store/engine/schema.ts'
import { kind } from '../support/stores/store-places.ts'
import { EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'

/**
 * A store that each released version made, and a head where it could make one: of the worked example, with held, dismissed and rejected events,
 * a sender, a mandate and a session.
 */
const RELEASES = fileURLToPath(new URL('../fixtures/releases/', import.meta.url))
const VERSIONS = readdirSync(RELEASES).flatMap(name => /^(.*)\.db\.gz$/.exec(name)?.[1] ?? [])

const EXPORTED = readFileSync(EXAMPLE.replace('events.ndjson', 'export.csv'), 'utf8')

/** Since version 0.3.0 the worked example has 23 events. */
const eventsAt = (version: string) => (version < '0.3' ? 16 : 23)

/** The rows of the first events of the worked example. */
function exportedOf(events: number): string {
  const lines = EXPORTED.split('\n')
  return lines.filter((line, index) => index === 0 || line === '' || eventOf(line) <= events).join('\n')
}

function eventOf(line: string): number {
  return Number(line.split(',').at(-3)!.replace('ex-', ''))
}

/** Puts the store of a version where the program looks for its own. */
async function bringStore(vereqe: Vereqe, version: string): Promise<void> {
  const file = gunzipSync(readFileSync(`${RELEASES}${version}.db.gz`))
  if (kind() === 'sqlite') writeFileSync(vereqe.storeUrl.slice('sqlite:'.length), file)
  else await bringRows(new SQLite(vereqe.file('release.db', file)), vereqe)
}

/** Inserts the rows of a file into a database with the schema of the same version. */
async function bringRows(file: SQLite.Database, vereqe: Vereqe): Promise<void> {
  const all = (query: string) => file.prepare(query).all() as Record<string, string>[]
  const last = all('select name from kysely_migration order by name').at(-1)!.name!
  const owner = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: vereqe.storeUrl, max: 1 }) }),
  })
  const migrator = new Migrator({ db: owner, provider: { getMigrations: async () => migrations } })
  expect((await migrator.migrateTo(last)).error).toBeUndefined()
  await owner.destroy()
  const raw = vereqe.openRaw()
  const tables = all("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
  await raw.transaction().execute(async trx => {
    // Without triggers and foreign keys.
    await sql`set local session_replication_role = replica`.execute(trx)
    for (const { name } of tables.filter(({ name }) => !name!.startsWith('kysely_'))) {
      const rows = all(`select * from ${name}`)
      if (rows.length > 0)
        await trx
          .insertInto(name as 'event')
          .values(rows as never)
          .execute()
    }
    await sql`select setval('event_arrival', (select max(arrival) from event))`.execute(trx)
  })
  await raw.destroy()
}

describe.each(VERSIONS)('a store of version %s', version => {
  test('is opened, has the same books, is as it was under its head, and goes on', async () => {
    await using vereqe = await Vereqe.open()
    await bringStore(vereqe, version)
    expect(await vereqe.run(['migrate'])).toMatchObject({ code: 0 })
    const events = eventsAt(version)
    expect(await vereqe.output('export')).toBe(exportedOf(events))
    const head = `${RELEASES}${version}.head`
    const against = existsSync(head) ? ['--against', head] : []
    expect(await vereqe.run(['verify', ...against])).toMatchObject({ code: 0 })
    expect(JSON.parse(await vereqe.output('held'))).toMatchObject({ event: { id: 'waits-2' } })
    expect(JSON.parse(await vereqe.output('held', '--dismissed'))).toMatchObject({ event: { id: 'waits-1' } })
    expect((await vereqe.output('rejected')).trim().split('\n')).toHaveLength(2)
    expect(JSON.parse(await vereqe.output('senders'))).toMatchObject({ name: 'hop', bills: true })
    const delivered = await vereqe.run(['import', EXAMPLE])
    expect(JSON.parse(delivered.stdout)).toMatchObject({ applied: 23 - events, duplicate: events })
    expect(await vereqe.output('export')).toBe(EXPORTED)
    expect(await vereqe.run(['verify'])).toMatchObject({ code: 0 })
  })
})
