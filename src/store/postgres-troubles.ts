/** Which troubles with a server pass, and how long to wait for that. */
import { setTimeout } from 'node:timers/promises'
import { StoreUnreachable } from './access.ts'

const SHORTEST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 1000

/** SQLSTATEs (PostgreSQL, appendix A) with which a transaction fails for others' sake, and may be done again. */
const IN_THE_WAY = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: another transaction has just made known what this one found unknown
  '42P07', // duplicate_table, likewise, of two that migrate
])

const LOST = new Set([
  ...['57P01', '57P02', '57P03'], // admin_shutdown, crash_shutdown, cannot_connect_now
  ...['53300', '25P03'], // too_many_connections, idle_in_transaction_session_timeout
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH'],
])

/** What node-postgres says without a code. */
const LOST_SENTENCES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/

export function isLostConnection(error: unknown): boolean {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  return LOST.has(code) || code.startsWith('08') || LOST_SENTENCES.test(message)
}

/**
 * Tries until it succeeds, fails for a reason that will not pass, or takes too long.
 * @throws {StoreUnreachable} when the connection stays lost
 */
export async function persist<Result>(attempt: () => Promise<Result>, patience_ms: number): Promise<Result> {
  const until_ms = performance.now() + patience_ms
  for (let pause_ms = SHORTEST_PAUSE_MS; ; pause_ms = Math.min(2 * pause_ms, LONGEST_PAUSE_MS)) {
    try {
      return await attempt()
    } catch (error) {
      const lost = isLostConnection(error)
      if (!lost && !IN_THE_WAY.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      if (performance.now() > until_ms) throw lost ? unreachable(error as Error) : error
    }
    await setTimeout(pause_ms * (0.5 + Math.random()))
  }
}

function unreachable(cause: Error): StoreUnreachable {
  // Node tries each address of a host, and says why only in the errors it collects.
  const [first = cause] = cause instanceof AggregateError ? (cause.errors as Error[]) : []
  return new StoreUnreachable(`the server does not answer: ${first.message}`, { cause })
}
