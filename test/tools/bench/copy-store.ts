/**
 * Copies the rows of an SQLite store, with its sessions, into an empty PostgreSQL store: importing the events again would
 * take long.
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import SQLite from 'better-sqlite3'
import pg from 'pg'
import { toServerText } from '../../../src/store/engine/postgres-values.ts'
import { TABLES } from '../../../src/store/maintenance/compare.ts'

const CHUNK_CHARACTERS = 65_536

/** @param url of the store as superuser, whom row level security does not bind */
export async function copyStore(path: string, url: string): Promise<void> {
  const from = new SQLite(path, { readonly: true })
  const to = new pg.Client(url)
  await to.connect()
  try {
    // Disables triggers, and with them the foreign key checks.
    await to.query('set session_replication_role = replica')
    for (const { table, key, otherColumns } of TABLES) await copyTable(from, to, table, [...key, ...otherColumns])
    await copyTable(from, to, 'session', columnsOf(from, 'session'))
    await to.query("select setval('event_arrival', greatest(1, (select max(arrival) from event)))")
    // Autovacuum would do this some minutes later, in the middle of a measurement.
    await to.query('vacuum analyze')
    await to.query('checkpoint')
  } finally {
    await to.end()
    from.close()
  }
}

function columnsOf(store: SQLite.Database, table: string): string[] {
  return store
    .prepare(`select * from ${table}`)
    .columns()
    .map(({ name }) => name)
}

function copyTable(from: SQLite.Database, to: pg.Client, table: string, columns: readonly string[]): Promise<void> {
  const rows = from.prepare<[], unknown[]>(`select ${columns.join()} from ${table}`).raw().safeIntegers().iterate()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const copy = new CopyIn(`copy ${table} (${columns.join()}) from stdin`, inChunks(rows), error =>
    error ? reject(error) : resolve(),
  )
  to.query(copy)
  return promise
}

/** Rows in the text format of COPY. */
function* inChunks(rows: Iterable<unknown[]>): Generator<Buffer> {
  let chunk = ''
  for (const row of rows) {
    chunk += `${row.map(toCopyText).join('\t')}\n`
    if (chunk.length < CHUNK_CHARACTERS) continue
    yield Buffer.from(chunk)
    chunk = ''
  }
  yield Buffer.from(chunk)
}

function toCopyText(value: unknown): string {
  if (value === null) return '\\N'
  return toServerText(String(value)).replace(/[\\\t\n\r]/g, found => ESCAPES[found]!)
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A COPY query: node-postgres knows the protocol messages of COPY, but has no query for it. */
class CopyIn implements pg.Submittable {
  readonly #statement: string
  readonly #chunks: Iterable<Buffer>
  readonly #done: (error?: Error) => void

  constructor(statement: string, chunks: Iterable<Buffer>, done: (error?: Error) => void) {
    this.#statement = statement
    this.#chunks = chunks
    this.#done = done
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement)
  }

  async handleCopyInResponse(connection: CopyConnection): Promise<void> {
    for (const chunk of this.#chunks) {
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
    }
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#done()
  }

  handleError(error: Error): void {
    this.#done(error)
  }
}

interface CopyConnection {
  readonly stream: Socket
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}
