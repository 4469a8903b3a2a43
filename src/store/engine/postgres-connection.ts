/** A pooled connection to a PostgreSQL server. */
import type { Socket } from 'node:net'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { AnswerClock, type SilentServerError } from './postgres-clock.ts'
import { handleOver, type ServerAdapter } from './postgres-dialect.ts'
import type { StatementPlans } from './postgres-plans.ts'
import type { Schema } from './schema.ts'

/** For the first answer over a connection that has been idle. It costs the server nothing, so a late one is lost. */
export const FIRST_ANSWER_MS = 2000

/** For what the server does at once. */
const ROLLBACK_MS = 500

/** With the clock of its statements. */
export class Connection {
  readonly handle: Kysely<Schema>
  /** When the server last answered, on the clock of `performance`. */
  answered_ms = performance.now()
  statement_ms = 0
  readonly #client: pg.PoolClient
  readonly #clock = new AnswerClock()
  /** Settles when the statement that was sent last has its answer, or none in time. */
  #last: Promise<unknown> = Promise.resolve()
  #isHeld = false
  #isDirect = false

  constructor(client: pg.PoolClient, adapter: ServerAdapter, plans: StatementPlans) {
    this.#client = client
    const keepsPlans = () => plans.areKept(this.#isDirect)
    this.handle = handleOver(statement => this.send(statement), { adapter, keepsPlans })
    if (plans.dependOnConnection) this.#findPooler()
  }

  /** Without a pooler between, the greeting names the process that answers. A pooler gives each client a number of its own. */
  #findPooler(): void {
    const { processID } = this.#client as unknown as { processID: number | null }
    this.send('select pg_backend_pid() as pid', FIRST_ANSWER_MS)
      .then(({ rows }) => {
        this.#isDirect = Number(rows[0].pid) === processID
      })
      .catch(() => {})
  }

  /** A pooler may give the next transaction another connection, and need not know that two can be on their way. */
  async readyForTransaction(): Promise<void> {
    if (!this.#isDirect) await this.#last
  }

  /** The clock begins when the statement before has its answer. Without one, the connection ends, and all that wait. */
  send(statement: string | pg.QueryConfig, limit_ms = this.statement_ms): Promise<pg.QueryResult> {
    this.#holdPacket()
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>()
    const wait = {
      limit_ms,
      giveUp: (error: SilentServerError) => {
        reject(error)
        this.cut()
      },
    }
    this.#clock.start(wait)
    const onAnswer = (result: pg.QueryResult) => {
      this.#clock.end(wait)
      this.answered_ms = performance.now()
      resolve(result)
    }
    const onError = (error: unknown) => {
      this.#clock.end(wait)
      reject(error)
    }
    this.#client.query(statement).then(onAnswer, onError)
    // It can fail before anybody waits for it.
    this.#last = promise.catch(() => {})
    return promise
  }

  /** What is sent before the process turns to other work goes in one packet. */
  #holdPacket(until: (send: () => void) => void = process.nextTick): void {
    if (this.#isHeld) return
    this.#isHeld = true
    this.#stream.cork()
    until(() => {
      this.#isHeld = false
      this.#stream.uncork()
    })
  }

  /**
   * Nobody waits for the answer: the clock of whoever uses the connection next begins after it. What they ask at once goes in
   * the same packet.
   */
  endSnapshot(): void {
    this.#holdPacket(setImmediate)
    this.send('commit', FIRST_ANSWER_MS).catch(() => {})
  }

  /** @returns whether the connection can be used again */
  async rollback(): Promise<boolean> {
    try {
      await this.send('rollback', ROLLBACK_MS)
      return true
    } catch {
      return false
    }
  }

  release(isUsable: boolean): void {
    if (!isUsable) this.cut()
    this.#client.release(!isUsable)
  }

  /** Closes the socket without the farewell, for whose answer the driver would wait. */
  cut(): void {
    this.#stream.destroy()
  }

  unref(): void {
    this.#stream.unref()
  }

  get #stream(): Socket {
    return (this.#client as unknown as { connection: { stream: Socket } }).connection.stream
  }
}
