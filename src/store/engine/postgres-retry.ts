/** Retries transactions that fail for a reason that passes. */
import { setTimeout } from 'node:timers/promises'
import { type StoreFault, StoreFaultError, StoreUnreachableError } from './access.ts'
import { SilentServerError } from './postgres-clock.ts'
import { isLostPlan } from './postgres-plans.ts'

const MIN_PAUSE_MS = 5
const MAX_PAUSE_MS = 1000

/** SQLSTATEs (PostgreSQL, appendix A) of transactions that failed because of other transactions. */
const CONFLICT_CODES = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: another transaction has just inserted the row that this one did not find
  '42P07', // duplicate_table: two processes migrate at once
  '25P02', // in_failed_sql_transaction: the error of another question, or of the end of the snapshot before, came first
])

const OUT_OF_TIME_CODES = new Set([
  '57014', // query_canceled: the server's statement_timeout, mostly of a statement that waits for a lock
  '55P03', // lock_not_available: a lock_timeout that the operator has set
])

const LOST_CONNECTION_CODES = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout, while a question was on its way
  '53300', // too_many_connections
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  // The server gets another address, and its name has none meanwhile.
  'EAI_AGAIN',
  'ENOTFOUND',
])

/** Messages of node-postgres errors that carry no code. */
const LOST_CONNECTION_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/

/** What the server cannot do now, whatever is asked of it. */
const FAULTS: Readonly<Record<string, readonly [StoreFault, string]>> = {
  '53100': ['full', 'the disk of the server is full'],
  '25006': ['read-only', 'the server can be read only'],
  '58030': ['failing', 'the disk of the server reports errors'],
  XX001: ['damaged', 'the server finds its data damaged'],
  XX002: ['damaged', 'the server finds an index damaged'],
}

export function isLostConnection(error: unknown): boolean {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  if (error instanceof SilentServerError) return true
  return LOST_CONNECTION_CODES.has(code) || code.startsWith('08') || LOST_CONNECTION_MESSAGES.test(message)
}

/**
 * Repeats the operation until it succeeds, fails for a lasting reason, or the time is over. The operation may have been
 * committed when it runs again: a connection can be lost during the commit.
 * @param operation gets the moment, on the clock of `performance`, at which it must have reached the server
 * @throws {StoreFaultError} when the connection stays lost, a statement takes too long, or the server cannot go on
 */
export async function withRetry<Result>(
  operation: (until_ms: number) => Promise<Result>,
  timeout_ms: number,
): Promise<Result> {
  const until_ms = performance.now() + timeout_ms
  for (let pause_ms = MIN_PAUSE_MS; ; pause_ms = Math.min(2 * pause_ms, MAX_PAUSE_MS)) {
    try {
      return await operation(until_ms)
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      const lost = isLostConnection(error)
      const isPassing = lost || OUT_OF_TIME_CODES.has(code) || CONFLICT_CODES.has(code) || isLostPlan(error)
      if (!isPassing) throw faultOf(error, code)
      // An attempt without time left would hide the reason of the last one.
      if (performance.now() + 2 * pause_ms > until_ms) {
        if (OUT_OF_TIME_CODES.has(code)) throw new StoreUnreachableError('the server takes too long', { cause: error })
        throw lost ? unreachable(error as Error) : error
      }
    }
    await setTimeout(pause_ms * (0.5 + Math.random()))
  }
}

function faultOf(error: unknown, code: string): unknown {
  const [fault, sentence] = FAULTS[code] ?? []
  return fault ? new StoreFaultError(fault, `${sentence} (${(error as Error).message})`, { cause: error }) : error
}

function unreachable(cause: Error): StoreUnreachableError {
  // Node tries every address of a host and gives the reasons only in the collected errors.
  const [first = cause] = cause instanceof AggregateError ? (cause.errors as Error[]) : []
  return new StoreUnreachableError(`the server does not answer: ${first.message}`, { cause })
}
