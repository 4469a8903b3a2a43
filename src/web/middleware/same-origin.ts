import type { MiddlewareHandler } from 'hono'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { foreignForm } from '../errors.tsx'
import { BACK_CHANNEL_SIGN_OUT, TEST_IDENTITY } from '../urls.ts'

/** What other servers send; a browser that is led there by a foreign page still says so. */
const FROM_SERVERS = [BACK_CHANNEL_SIGN_OUT, `${TEST_IDENTITY}/`]

/**
 * Whatever changes something must have been sent from a page of ours. Browsers tell by `Sec-Fetch-Site`, older ones by
 * `Origin`; who tells neither is no browser with a person before it.
 */
export function sameOrigin(dependencies: Dependencies): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = originOf(c, dependencies.config.publicUrl)
    const fromServer = origin === 'untold' && FROM_SERVERS.some(path => c.req.path.startsWith(path))
    return origin === 'ours' || fromServer ? next() : foreignForm(dependencies, c)
  }
}

function originOf(c: WebContext, publicUrl: string): 'ours' | 'foreign' | 'untold' {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' ? 'ours' : 'foreign'
  const origin = c.req.header('origin')
  if (origin === undefined) return 'untold'
  return origin === publicUrl ? 'ours' : 'foreign'
}
