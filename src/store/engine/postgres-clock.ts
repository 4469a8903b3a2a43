/** Bounds every wait for a PostgreSQL server: a network may stop forwarding without closing, and TCP waits for ever. */

export interface TimeLimits {
  /** For reaching the server, with all attempts. */
  readonly reach_ms: number
  /**
   * For one statement, or for those of one wave together. The server's own limit, which is of one statement, must be
   * shorter, so that it stops working on the statement first.
   */
  readonly statement_ms: number
}

/** The server did not answer in time. Its connection is of no further use. */
export class SilentServerError extends Error {
  override readonly name = 'SilentServerError'
}

/**
 * @param limit_ms counted from now
 * @throws {SilentServerError} when the answer does not arrive in time
 */
export async function within<Answer>(limit_ms: number, answer: Promise<Answer>): Promise<Answer> {
  const silence = Promise.withResolvers<never>()
  const giveUp = () => silence.reject(new SilentServerError(`no answer within ${Math.round(limit_ms)} ms`))
  // A busy process runs its timers before it reads its sockets, where the answer may already be.
  const timer = setTimeout(() => setImmediate(giveUp), Math.max(limit_ms, 0))
  try {
    return await Promise.race([answer, silence.promise])
  } finally {
    clearTimeout(timer)
  }
}

interface Wait {
  readonly limit_ms: number
  readonly giveUp: (error: SilentServerError) => void
}

/**
 * Bounds the wait for each of several answers that come one after another. The clock of each begins with the answer before.
 * One timer serves all of them: it runs for seconds, and answers take microseconds.
 */
export class AnswerClock {
  readonly #waits: Wait[] = []
  #deadline_ms = 0
  #fires_ms = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  start(wait: Wait): void {
    this.#waits.push(wait)
    if (this.#waits.length === 1) this.#begin(wait)
  }

  /** To be called when the answer, or an error, has come. */
  end(wait: Wait): void {
    const index = this.#waits.indexOf(wait)
    if (index === -1) return
    this.#waits.splice(index, 1)
    if (index === 0 && this.#waits.length > 0) this.#begin(this.#waits[0]!)
  }

  #begin({ limit_ms }: Wait): void {
    this.#deadline_ms = performance.now() + Math.max(limit_ms, 0)
    if (this.#deadline_ms < this.#fires_ms) this.#setTimer()
  }

  #setTimer(): void {
    clearTimeout(this.#timer)
    this.#fires_ms = this.#deadline_ms
    // A busy process runs its timers before it reads its sockets, where the answer may already be.
    this.#timer = setTimeout(
      () => setImmediate(() => this.#check()),
      Math.max(this.#deadline_ms - performance.now(), 0),
    )
    // The socket keeps the process alive.
    this.#timer.unref()
  }

  #check(): void {
    this.#fires_ms = Number.POSITIVE_INFINITY
    const [first] = this.#waits
    if (first && performance.now() < this.#deadline_ms) this.#setTimer()
    else if (first) {
      this.end(first)
      first.giveUp(new SilentServerError(`no answer within ${Math.round(first.limit_ms)} ms`))
    }
  }
}
