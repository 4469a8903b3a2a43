import { Hono } from 'hono'
import { hasAccounts } from '../../services/statement/accounts.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import type { Dependencies, Env } from '../context.ts'
import { noStoreHeaders } from '../http/security-headers.ts'

/** Each proof writes to the store, so requests must not cause one each. */
const PROOF_LASTS_MS = 3000

/** Answers `ok` if the store can be read and written; a fault of the store is a failure like any other. */
export function healthRoutes({ reader, access }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  const proveWritable = sharedProof(access)
  routes.get('/healthz', async c => {
    await hasAccounts(reader)
    await proveWritable()
    return c.text('ok', 200, noStoreHeaders(c))
  })
  return routes
}

/** Requests at the same time share a proof. A failure is not remembered, so that a recovery is seen at once. */
function sharedProof(access: AccessStore): () => Promise<void> {
  let proof: Promise<void> | null = null
  return () => {
    proof ??= access.proveWritable().then(
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
