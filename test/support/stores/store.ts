import { type Kysely, sql } from 'kysely'
import { type DeliveryReport, deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { type Database, EVERY_ACCOUNT, type ReadAccess, type WriteAccess } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import type { Schema } from '../../../src/store/engine/schema.ts'
import { type Difference, findFirstDifference, TABLES } from '../../../src/store/maintenance/compare.ts'
import { makePlace, type RawStore, type StorePlace } from './store-places.ts'

export const NOW = new Date('2026-11-22T12:00:00Z')

export interface TestStore extends Database {
  readonly url: string
  readonly place: StorePlace
  /** A direct connection that bypasses the product and its triggers. */
  readonly raw: RawStore
  /** Closes the store and keeps its data. */
  leave(): Promise<void>
  /** Delivers events in one group; objects become JSON. */
  deliver(...events: readonly (object | string)[]): Promise<DeliveryReport>
}

/** Opens a real store that is deleted when it is closed. */
export async function openTestStore(place?: StorePlace): Promise<TestStore> {
  const storePlace = place ?? (await makePlace())
  const database = await openDatabase(storePlace.url, { connections: 20 })
  let raw: RawStore | undefined
  const leave = async () => {
    await raw?.destroy()
    await database.close()
  }
  return {
    ...database,
    url: storePlace.url,
    place: storePlace,
    get raw() {
      raw ??= storePlace.openRaw()
      return raw
    },
    deliver: (...events) =>
      deliverEvents(
        database.writer,
        events.map(event => (typeof event === 'string' ? event : JSON.stringify(event))),
        NOW,
      ),
    leave,
    close: async () => {
      await leave()
      await storePlace.remove()
    },
  }
}

export function differenceBetween(one: Database, other: Database): Promise<Difference | null> {
  return one.reader.snapshot(EVERY_ACCOUNT, first =>
    other.reader.snapshot(EVERY_ACCOUNT, second => findFirstDifference(first, second)),
  )
}

/**
 * Every row that follows from the event log, by table. A second delivery keeps the order of arrival numbers, but not the
 * numbers: PostgreSQL skips those of a retried transaction. So each is replaced by its position.
 */
export async function rowsInOrder(store: Database): Promise<Record<string, Record<string, string | null>[]>> {
  const arrivals = await ask<{ arrival: string }>(
    store.exporter,
    'select cast(arrival as text) as arrival from event order by event.arrival',
  )
  const places = new Map(arrivals.map(({ arrival }, index) => [arrival, `${index + 1}`]))
  const rows: Record<string, Record<string, string | null>[]> = {}
  for (const { table, key, otherColumns } of TABLES) {
    const columns = [...key, ...otherColumns].map(column => `cast(${column} as text) as ${column}`)
    const order = key.map(column => `${table}.${column}`)
    const found = await ask<Record<string, string | null>>(
      store.exporter,
      `select ${columns} from ${table} order by ${order}`,
    )
    rows[table] = found.map(row => (row.arrival ? { ...row, arrival: places.get(row.arrival)! } : row))
  }
  return rows
}

/** Runs a statement over the product's connection, in a transaction of its own. */
export async function ask<Row = Record<string, unknown>>(
  access: WriteAccess | ReadAccess,
  statement: string,
): Promise<Row[]> {
  const execute = (db: Kysely<Schema>) => sql.raw<Row>(statement).execute(db)
  const { rows } = await ('transaction' in access
    ? access.transaction(execute)
    : access.snapshot(EVERY_ACCOUNT, tx => execute(tx as unknown as Kysely<Schema>)))
  return rows
}
