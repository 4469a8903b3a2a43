/** Which troubles with a server pass, and how long to wait for that. */
import { setTimeout } from 'node:timers/promises'
import { StoreUnreachableError } from './access.ts'

const MIN_PAUSE_MS = 5
const MAX_PAUSE_MS = 1000

/** SQLSTATEs (PostgreSQL, appendix A) with which a transaction fails for others' sake, and may be done again. */
const CONFLICT_CODES = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: another transaction has just made known what this one found unknown
  '42P07', // duplicate_table, likewise, of two that migrate
])

const LOST_CONNECTION_CODES = new Set([
  ...['57P01', '57P02', '57P03'], // admin_shutdown, crash_shutdown, cannot_connect_now
  ...['53300', '25P03'], // too_many_connections, idle_in_transaction_session_timeout
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
])

/** What node-postgres says without a code. */
const LOST_CONNECTION_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/

export function isLostConnection(error: unknown): boolean {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  return LOST_CONNECTION_CODES.has(code) || code.startsWith('08') || LOST_CONNECTION_MESSAGES.test(message)
}

/**
 * Tries until it succeeds, fails for a reason that will not pass, or takes too long.
 * @throws {StoreUnreachableError} when the connection stays lost
 */
export async function withRetry<Result>(attempt: () => Promise<Result>, timeout_ms: number): Promise<Result> {
  const until_ms = performance.now() + timeout_ms
  for (let pause_ms = MIN_PAUSE_MS; ; pause_ms = Math.min(2 * pause_ms, MAX_PAUSE_MS)) {
    try {
      return await attempt()
    } catch (error) {
      const lost = isLostConnection(error)
      if (!lost && !CONFLICT_CODES.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      if (performance.now() > until_ms) throw lost ? unreachable(error as Error) : error
    }
    await setTimeout(pause_ms * (0.5 + Math.random()))
  }
}

function unreachable(cause: Error): StoreUnreachableError {
  // Node tries each address of a host, and says why only in the errors it collects.
  const [first = cause] = cause instanceof AggregateError ? (cause.errors as Error[]) : []
  return new StoreUnreachableError(`the server does not answer: ${first.message}`, { cause })
}
