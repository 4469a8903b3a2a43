import { Hono } from 'hono'
import { CLOCK_REMEDY } from '../../i18n/operator-en.ts'
import { ClockJumpError, type JudgeClock } from '../../services/intake/clock.ts'
import { hasAccounts } from '../../services/statement/accounts.ts'
import { NoStoreError, StoreFaultError } from '../../store/engine/access.ts'
import type { Dependencies, Env } from '../context.ts'
import { noStoreHeaders } from '../http/security-headers.ts'
import { HEALTH, READINESS } from '../urls.ts'

/** Each proof writes to the store, so requests must not cause one each. */
const PROOF_LASTS_MS = 3000

/**
 * Two questions of load balancers: whether the process lives, and whether it should get requests.
 * @param judgeClock that of the deliveries, which stop when the clock has jumped
 */
export function healthRoutes(dependencies: Dependencies, judgeClock: JudgeClock): Hono<Env> {
  const routes = new Hono<Env>()
  const findObstacle = obstacles(dependencies, judgeClock)
  routes.get(HEALTH, c => c.text('ok', 200, noStoreHeaders(c)))
  routes.get(READINESS, async c => {
    const obstacle = await findObstacle()
    if (obstacle === null) return c.text('ready', 200, noStoreHeaders(c))
    return c.text(`not ready: ${obstacle}`, 503, { ...noStoreHeaders(c), 'retry-after': '5' })
  })
  return routes
}

/**
 * @returns a function that names why the process should get no requests: it is `stopping`, its store has a fault, the
 * `schema` is not that of this program, or the `clock` has jumped; null when it may get them
 */
function obstacles(
  { reader, access, requireSchema, isStopping, clock, log }: Dependencies,
  judgeClock: JudgeClock,
): () => Promise<string | null> {
  const watchClock = clockWatch(judgeClock, log)
  const prove = sharedProof(async () => {
    await access.proveWritable()
    await requireSchema?.()
  })
  return async () => {
    if (isStopping?.()) return 'stopping'
    try {
      await hasAccounts(reader)
      if (!(await watchClock(clock()))) return 'clock'
      await prove()
      return null
    } catch (error) {
      if (error instanceof StoreFaultError) return error.fault
      if (error instanceof NoStoreError) return 'schema'
      throw error
    }
  }
}

/**
 * Logs when the clock has jumped, and when it follows the receipts again: one line each, however often it is asked.
 * @returns a function that says whether deliveries may go on
 */
function clockWatch(judgeClock: JudgeClock, log: Dependencies['log']): (now: Date) => Promise<boolean> {
  let hasJumped = false
  return async now => {
    try {
      await judgeClock(now)
      if (hasJumped) log?.({ level: 'info', event: 'clock-right', now: now.toISOString(), pid: process.pid })
      hasJumped = false
      return true
    } catch (error) {
      if (!(error instanceof ClockJumpError)) throw error
      if (!hasJumped) {
        const lastReceipt = error.jump.lastReceipt.toISOString()
        const remedy = CLOCK_REMEDY
        log?.({ level: 'error', event: 'clock-jumped', now: now.toISOString(), lastReceipt, remedy, pid: process.pid })
      }
      hasJumped = true
      return false
    }
  }
}

/** Requests at the same time share a proof. A failure is not remembered, so that a recovery is seen at once. */
function sharedProof(prove: () => Promise<void>): () => Promise<void> {
  let proof: Promise<void> | null = null
  return () => {
    proof ??= prove().then(
      () =>
        void setTimeout(() => {
          proof = null
        }, PROOF_LASTS_MS).unref(),
      error => {
        proof = null
        throw error
      },
    )
    return proof
  }
}
