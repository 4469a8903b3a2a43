/** Bounds every wait for a PostgreSQL server: a network may stop forwarding without closing, and TCP waits for ever. */

export interface TimeLimits {
  /** For reaching the server, with all attempts. */
  readonly reach_ms: number
  /** For one statement. The server's own limit must be shorter, so that it stops working on the statement first. */
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
