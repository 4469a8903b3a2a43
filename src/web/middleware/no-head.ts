import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import { noStoreHeaders } from '../http/security-headers.ts'

/** GET routes with a side effect: signing in, and logging an export. */
const HAS_SIDE_EFFECT = /^\/sign-in(\/|$)|\/export$/

/** Hono serves HEAD through the GET handler, so HEAD would trigger the side effect. Rejects it with 405. */
export function noHead(): MiddlewareHandler<Env> {
  return async function noHead(c, next) {
    if (c.req.method !== 'HEAD' || !HAS_SIDE_EFFECT.test(c.req.path)) return next()
    return new Response(null, { status: 405, headers: { ...noStoreHeaders(c), allow: 'GET' } })
  }
}
