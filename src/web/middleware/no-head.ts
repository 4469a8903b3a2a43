import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import { noStoreHeaders } from '../http/security-headers.ts'

/** What does something when it is asked for: a session is opened, a download noted. */
const DOES_SOMETHING = /^\/sign-in(\/|$)|\/export$/

/** Asking for the head alone is answered as asking for the whole, so it would do the same, and nobody would see it. */
export function noHead(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method !== 'HEAD' || !DOES_SOMETHING.test(c.req.path)) return next()
    return new Response(null, { status: 405, headers: { ...noStoreHeaders(c), allow: 'GET' } })
  }
}
