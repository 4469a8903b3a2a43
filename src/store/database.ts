import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Kysely, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { ReadonlyKysely } from 'kysely/readonly'
import { migrations } from '../../migrations/index.ts'
import type { Schema } from './schema.ts'
import { connectSqlite, forgetDurability, type SqliteConnection } from './sqlite.ts'

export type Reader = ReadonlyKysely<Schema>
export type Writer = Kysely<Schema>
export type WriteTransaction = Transaction<Schema>

export interface Database {
  readonly writer: Writer
  /** For pages. A separate connection, so that reading never waits for a writing transaction. */
  readonly reader: Reader
  /** For downloads, which read much and long. */
  readonly exporter: Reader
  close(): Promise<void>
}

/** A DATABASE_URL that names no store we know. */
export class UnknownStore extends Error {}

/**
 * Opens the store that a URL names (`sqlite:PATH`) and brings its schema up to date.
 * @throws {UnknownStore} when the URL is of no known kind
 */
export async function openDatabase(url: string): Promise<Database> {
  const connect = connector(url)
  const connections: SqliteConnection[] = []
  const open = (purpose: 'write' | 'read') => {
    const connection = connect(purpose)
    connections.push(connection)
    return new Kysely<Schema>({ dialect: connection.dialect })
  }
  const close = async () => {
    // Not by Kysely: it closes only what it has used.
    for (const connection of connections) connection.close()
  }
  try {
    const writer = open('write')
    await migrate(writer)
    return { writer, reader: asReader(open('read')), exporter: asReader(open('read')), close }
  } catch (error) {
    await close()
    throw error
  }
}

function asReader(db: Kysely<Schema>): Reader {
  return db as unknown as Reader
}

/** An empty store that is gone when it is closed: for recomputing, which need not survive anything. */
export async function openScratchDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'vereqe-'))
  const database = await openDatabase(`sqlite:${join(folder, 'scratch.db')}`)
  await forgetDurability(database.writer)
  return {
    ...database,
    close: async () => {
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

function connector(url: string): (purpose: 'write' | 'read') => SqliteConnection {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  if (!path) throw new UnknownStore(url)
  return purpose => connectSqlite(resolve(path), purpose)
}

async function migrate(writer: Writer): Promise<void> {
  const migrator = new Migrator({
    db: writer,
    provider: { getMigrations: async () => migrations },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Reads with all queries seeing the same moment, whatever is written meanwhile. */
export function atOneMoment<Result>(reader: Reader, read: (moment: Reader) => Promise<Result>): Promise<Result> {
  return reader.transaction().execute(transaction => read(transaction as unknown as Reader))
}
