/** A pooled connection to a PostgreSQL server. */
import type { Socket } from 'node:net'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { AnswerClock, type SilentServerError } from './postgres-clock.ts'
import { handleOver, type ServerAdapter } from './postgres-dialect.ts'
import type { StatementPlans } from './postgres-plans.ts'
import { type Answer, type KeptStatements, type Statement, Wave } from './postgres-wave.ts'
import type { Schema } from './schema.ts'

/** For the first answer over a connection that has been idle. It costs the server nothing, so a late one is lost. */
export const FIRST_ANSWER_MS = 2000

/** A page reads twice. What ends its first reading can go with the second. */
const END_MS = 1

/** For what the server does at once. */
const ROLLBACK_MS = 500

/** With the clock of its statements. */
export class Connection {
  /** When the server last answered, on the clock of `performance`. */
  answered_ms = performance.now()
  statement_ms = 0
  readonly #client: pg.PoolClient
  readonly #adapter: ServerAdapter
  readonly #keepsPlans: () => boolean
  readonly #clock = new AnswerClock()
  /** Settles when the statement that was sent last has its answer, or none in time. */
  #last: Promise<unknown> = Promise.resolve()
  readonly #kept: KeptStatements = new Map()
  /** Statements that have not been sent yet. */
  #wave: Wave | null = null
  /** Sends the end of a snapshot. */
  #ending: NodeJS.Timeout | null = null
  #isHeld = false
  #isDirect = false

  constructor(client: pg.PoolClient, adapter: ServerAdapter, plans: StatementPlans) {
    this.#client = client
    this.#adapter = adapter
    this.#keepsPlans = () => plans.areKept(this.#isDirect)
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

  /**
   * Lends the connection to the work of one transaction. A part of it that is still there when another part has failed is
   * refused: its next question would go into the transaction of the next one.
   */
  async lend<Result>(work: (db: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    let isOver = false
    const send = (statement: string | Statement) =>
      isOver ? Promise.reject(new Error('The transaction is over')) : this.send(statement)
    try {
      return await work(handleOver(send, { adapter: this.#adapter, keepsPlans: this.#keepsPlans }))
    } finally {
      isOver = true
    }
  }

  /**
   * The clock begins when the statement before has its answer. Without one, the connection ends, and all that wait. The
   * server may keep the answers of a wave until it has done all of it, so one clock must suffice for them together.
   */
  send(statement: string | Statement, limit_ms = this.statement_ms): Promise<Answer> {
    if (this.#ending) this.#sendEnd()
    this.#holdPacket()
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const wait = {
      limit_ms,
      giveUp: (error: SilentServerError) => {
        reject(error)
        this.cut()
      },
    }
    this.#clock.start(wait)
    const onAnswer = (answer: Answer) => {
      this.#clock.end(wait)
      this.answered_ms = performance.now()
      resolve(answer)
    }
    const onError = (error: unknown) => {
      this.#clock.end(wait)
      reject(error)
    }
    this.#ask(statement).then(onAnswer, onError)
    // It can fail before anybody waits for it.
    this.#last = promise.catch(() => {})
    return promise
  }

  #ask(statement: string | Statement): Promise<Answer> {
    if (typeof statement !== 'string') {
      this.#wave ??= new Wave(this.#kept)
      return this.#wave.ask(statement)
    }
    this.#sendWave()
    return this.#client.query(statement)
  }

  #sendWave(): void {
    if (this.#wave) this.#client.query(this.#wave)
    this.#wave = null
  }

  /** What is sent before the process turns to other work goes in one packet. */
  #holdPacket(): void {
    if (this.#isHeld) return
    this.#isHeld = true
    this.#stream.cork()
    process.nextTick(() => {
      this.#sendWave()
      this.#isHeld = false
      this.#stream.uncork()
    })
  }

  /** Nobody waits for the answer: it goes with what is sent next, and soon if nothing is. */
  endSnapshot(): void {
    this.#ending = setTimeout(() => this.#sendEnd(), END_MS)
    if (!this.#isDirect) this.#sendEnd()
  }

  #sendEnd(): void {
    clearTimeout(this.#ending!)
    this.#ending = null
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
