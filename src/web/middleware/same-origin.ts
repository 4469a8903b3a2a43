import type { MiddlewareHandler } from 'hono'
import { INTAKE } from '../../intake/addresses.ts'
import type { Dependencies, Env } from '../context.ts'
import { crossOriginForm } from '../errors.tsx'
import { BACK_CHANNEL_SIGN_OUT, TEST_IDENTITY } from '../urls.ts'

type Origin = 'ours' | 'foreign' | 'untold'

/** What other servers send; a browser that is led there by a foreign page still says so. */
const FROM_SERVERS = [BACK_CHANNEL_SIGN_OUT, `${TEST_IDENTITY}/`, `${INTAKE}/`]

/**
 * Whatever changes something must have been sent from a page of ours. Browsers tell by `Sec-Fetch-Site`, older ones by
 * `Origin`; who tells neither is no browser with a person before it.
 */
export function sameOrigin(dependencies: Dependencies): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = originOf(name => c.req.header(name), dependencies.config.publicUrl)
    const fromServer = origin === 'untold' && FROM_SERVERS.some(path => c.req.path.startsWith(path))
    return origin === 'ours' || fromServer ? next() : crossOriginForm(dependencies, c)
  }
}

/** Where a request was sent from, by its headers. */
export function originOf(header: (name: string) => string | undefined, publicUrl: string): Origin {
  const site = header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' ? 'ours' : 'foreign'
  const origin = header('origin')
  if (origin === undefined) return 'untold'
  return origin === publicUrl ? 'ours' : 'foreign'
}
