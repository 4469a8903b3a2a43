import type { MiddlewareHandler } from 'hono'
import { INTAKE } from '../../intake/addresses.ts'
import type { Dependencies, Env } from '../context.ts'
import { crossOriginForm } from '../errors.tsx'
import { BACK_CHANNEL_SIGN_OUT, TEST_IDENTITY } from '../urls.ts'

type Origin = 'ours' | 'foreign' | 'unknown'

/** Paths that other servers call without origin headers. A browser on a foreign page still sends them. */
const SERVER_PATHS = [BACK_CHANNEL_SIGN_OUT, `${TEST_IDENTITY}/`, `${INTAKE}/`]

/**
 * Rejects state-changing requests from other origins (CSRF). Browsers send `Sec-Fetch-Site`, older ones `Origin`; a
 * request with neither does not come from a user's browser.
 */
export function sameOrigin(dependencies: Dependencies): MiddlewareHandler<Env> {
  return async function sameOrigin(c, next) {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = originOf(name => c.req.header(name), dependencies.config.publicUrl)
    const fromServer = origin === 'unknown' && SERVER_PATHS.some(path => c.req.path.startsWith(path))
    return origin === 'ours' || fromServer ? next() : crossOriginForm(dependencies, c)
  }
}

export function originOf(header: (name: string) => string | undefined, publicUrl: string): Origin {
  const site = header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' ? 'ours' : 'foreign'
  const origin = header('origin')
  if (origin === undefined) return 'unknown'
  return origin === publicUrl ? 'ours' : 'foreign'
}
