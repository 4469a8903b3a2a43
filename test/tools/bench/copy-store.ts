/**
 * The rows of an SQLite store, as they are, into an empty PostgreSQL store, and its sessions with them: scaffolding, for
 * importing them takes long.
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import SQLite from 'better-sqlite3'
import pg from 'pg'
import { toServerText } from '../../../src/store/engine/postgres-values.ts'
import { TABLES } from '../../../src/store/maintenance/compare.ts'

const CHUNK_CHARACTERS = 65_536

/** @param url names the store as the server's superuser, whom row level security does not bind */
export async function copyStore(path: string, url: string): Promise<void> {
  const from = new SQLite(path, { readonly: true })
  const to = new pg.Client(url)
  await to.connect()
  try {
    // Without triggers, and so without looking for each row's account.
    await to.query('set session_replication_role = replica')
    for (const { table, key, besides } of TABLES) await copyTable(from, to, table, [...key, ...besides])
    await copyTable(from, to, 'session', columnsOf(from, 'session'))
    await to.query("select setval('event_arrival', greatest(1, (select max(arrival) from event)))")
    // What the server would do by itself some minutes later, in the middle of what is measured.
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

/** Rows as COPY's text format has them. */
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

/** What node-postgres leaves to others: it speaks COPY's messages, but has no query that does. */
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
