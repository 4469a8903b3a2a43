/** A Kysely dialect over one pooled connection. */
import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type LimitNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  sql,
  ValueNode,
} from 'kysely'
import type { ArrayStatements, StoreAdapter } from './access.ts'
import { toServerValue } from './postgres-values.ts'
import type { Answer, Statement } from './postgres-wave.ts'
import type { NamedQuery } from './prepared.ts'
import type { Schema } from './schema.ts'

/** Sends a statement to the server; rejects when the answer takes too long. */
export type Send = (statement: string | Statement) => Promise<Answer>

interface Sending {
  readonly adapter: ServerAdapter
  /** Whether the server keeps the plan of a query that was compiled once, for as long as its connection lasts. */
  keepsPlans(): boolean
}

/** @returns what sends queries over one connection */
export function handleOver(send: Send, { adapter, keepsPlans }: Sending): Kysely<Schema> {
  const connection = new ClientConnection(send, keepsPlans)
  const dialect = {
    createAdapter: () => adapter,
    createDriver: () => new ClientDriver(connection),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new ServerQueryCompiler(),
  }
  return new Handle(dialect, connection)
}

/**
 * The server keeps the plan of a query only if it would cost no more than one for the values of each call. It takes a tenth of
 * the rows for a limit that is a parameter, so a limit that is always the same must be part of the text.
 */
class ServerQueryCompiler extends PostgresQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const { limit } = node
    if (ValueNode.is(limit) && typeof limit.value === 'number') this.append(`limit ${limit.value}`)
    else super.visitLimit(node)
  }
}

/** Sends a compiled query at once: Kysely would ask its driver for the connection, and every plugin. */
class Handle extends Kysely<Schema> {
  readonly #connection: ClientConnection

  constructor(dialect: Dialect, connection: ClientConnection) {
    super({ dialect })
    this.#connection = connection
  }

  override executeQuery<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>> {
    return this.#connection.executeQuery<Row>('compile' in query ? query.compile() : query)
  }
}

export class ServerAdapter extends PostgresAdapter implements StoreAdapter {
  isDistributed = false

  /** With Citus, a statement that takes single values runs where its rows are; one that takes lists moves them. */
  get arrays(): ArrayStatements | null {
    return this.isDistributed ? null : { typesOf }
  }

  /** Kysely's lock belongs to a session, which a pooler does not preserve. `lockSchema` takes a lock instead. */
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}

  async reserveArrivals(trx: Kysely<Schema>, count: number): Promise<readonly number[]> {
    const { rows } = await sql<{ arrival: number }>`
      select nextval('event_arrival') as arrival from generate_series(1, ${count}::int)`.execute(trx)
    return rows.map(({ arrival }) => arrival)
  }

  async reserveArrivalsUpTo(trx: Kysely<Schema>, arrival: number): Promise<void> {
    await sql`
      select setval('event_arrival', greatest(${arrival}::bigint, (select last_value from event_arrival)))`.execute(trx)
  }

  async actAtGate(trx: Kysely<Schema>): Promise<void> {
    await sql`set local role vereqe_gate`.execute(trx)
  }
}

async function typesOf(db: Kysely<Schema>, table: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(db)
  return new Map(rows.map(({ name, type }) => [name, type]))
}

class ClientDriver implements Driver {
  readonly #connection: ClientConnection

  constructor(connection: ClientConnection) {
    this.#connection = connection
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    await this.#connection.run('begin isolation level read committed')
  }
  async commitTransaction(): Promise<void> {
    await this.#connection.run('commit')
  }
  async rollbackTransaction(): Promise<void> {
    await this.#connection.run('rollback')
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

class ClientConnection implements DatabaseConnection {
  readonly #send: Send
  readonly #keepsPlans: () => boolean

  constructor(send: Send, keepsPlans: () => boolean) {
    this.#send = send
    this.#keepsPlans = keepsPlans
  }

  async run(text: string): Promise<void> {
    await this.#send(text)
  }

  async executeQuery<Row>({ sql: text, parameters, ...rest }: CompiledQuery | NamedQuery): Promise<QueryResult<Row>> {
    const name = this.#keepsPlans() && 'name' in rest ? { name: rest.name } : {}
    const { rows, rowCount } = await this.#send({ text, values: parameters.map(toServerValue), ...name })
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
  }

  // biome-ignore lint/correctness/useYield: Walks go in batches; nothing streams.
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('A stream would hold its connection; walk in batches')
  }
}
