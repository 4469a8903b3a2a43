import { Hono } from 'hono'
import { hasAccounts } from '../../services/statement/accounts.ts'
import { NoStoreError, StoreFaultError } from '../../store/engine/access.ts'
import type { Dependencies, Env } from '../context.ts'
import { noStoreHeaders } from '../http/security-headers.ts'
import { HEALTH, READINESS } from '../urls.ts'

/** Each proof writes to the store, so requests must not cause one each. */
const PROOF_LASTS_MS = 3000

/** Two questions of load balancers: whether the process lives, and whether it should get requests. */
export function healthRoutes(dependencies: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  const findObstacle = obstacles(dependencies)
  routes.get(HEALTH, c => c.text('ok', 200, noStoreHeaders(c)))
  routes.get(READINESS, async c => {
    const obstacle = await findObstacle()
    if (obstacle === null) return c.text('ready', 200, noStoreHeaders(c))
    return c.text(`not ready: ${obstacle}`, 503, { ...noStoreHeaders(c), 'retry-after': '5' })
  })
  return routes
}

/**
 * @returns a function that names why the process should get no requests: it is `stopping`, its store has a fault, or the
 * `schema` is not that of this program; null when it may get them
 */
function obstacles({ reader, access, requireSchema, isStopping }: Dependencies): () => Promise<string | null> {
  const prove = sharedProof(async () => {
    await access.proveWritable()
    await requireSchema?.()
  })
  return async () => {
    if (isStopping?.()) return 'stopping'
    try {
      await hasAccounts(reader)
      await prove()
      return null
    } catch (error) {
      if (error instanceof StoreFaultError) return error.fault
      if (error instanceof NoStoreError) return 'schema'
      throw error
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
