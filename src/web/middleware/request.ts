import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { catalogueOf } from '../../i18n/index.ts'
import { networkOf } from '../../network.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { languageChoiceCookie, languageOf } from '../language.ts'
import { pageLanguage } from '../respond.tsx'
import { parseTraceparent } from '../trace.ts'
import { HEALTH, READINESS } from '../urls.ts'

/** As Hono calls it. */
const METHOD_NAME_ALL = 'ALL'

const processId = randomBytes(4).toString('hex')

/**
 * Sets the request id, trace, language and client address, and logs the request with its session, account and address.
 * The log leaves out names and the query, which may hold personal data; the audit log says whose a session is. Probes of
 * load balancers are neither logged nor counted.
 */
export function request({ log, metrics, config }: Dependencies): MiddlewareHandler<Env> {
  let count = 0
  return async function request(c, next) {
    count += 1
    const requestId = `${processId}-${count}`
    const started_ms = performance.now()
    c.set('requestId', requestId)
    c.set('trace', parseTraceparent(c.req.header('traceparent')))
    c.set('t', catalogueOf(languageOf(c, pageLanguage(c))))
    c.set('contact', config.contact ?? null)
    c.set('address', addressOf(c, config.proxies))
    c.set('network', networkOf(c.get('address')))
    await next()
    saveLanguage(c)
    if (c.req.path === HEALTH || c.req.path === READINESS) return
    const duration_ms = performance.now() - started_ms
    const { method, path } = c.req
    const { status } = c.res
    metrics?.requestEnded({ method, route: routeOf(c), status, duration_s: duration_ms / 1000 })
    // Not logged: open pages poll all the time, and 204 means nothing is new.
    if (status === 204) return
    const account = c.get('account')?.voen ?? c.get('billed')
    log?.({
      level: 'info',
      event: 'request',
      requestId,
      ...c.get('trace'),
      method,
      path,
      status,
      address: c.get('address'),
      ...(c.get('session') && { session: c.get('session')!.handle }),
      ...(account && { account }),
      ...(c.get('sender') && { sender: c.get('sender')!.name, delivery: c.get('sender')!.request }),
      duration_ms: Math.round(duration_ms * 100) / 100,
    })
  }
}

/** The pattern of the handler. Middleware is registered for all methods. */
function routeOf(c: WebContext): string | null {
  return matchedRoutes(c).findLast(({ method }) => method !== METHOD_NAME_ALL)?.path ?? null
}

/** Stores the language that the URL sets. Cacheable responses set no cookie. */
function saveLanguage(c: WebContext): void {
  const cookie = languageChoiceCookie(c)
  if (cookie !== null && c.res.headers.get('cache-control') === 'no-store') c.res.headers.append('set-cookie', cookie)
}

/** Each trusted proxy appends the address of its peer. Earlier entries can be forged by the client. */
function addressOf(c: WebContext, proxies: number): string {
  const forwarded = proxies === 0 ? '' : (c.req.header('x-forwarded-for') ?? '')
  const chain = forwarded === '' ? [] : forwarded.split(',').map(address => address.trim())
  chain.push(c.env?.incoming?.socket.remoteAddress ?? '')
  return plainAddress(chain.at(-1 - proxies) ?? chain[0]!)
}

/** Strips the port that some proxies add, and the IPv6 prefix of an IPv4 address on a dual-stack socket. */
function plainAddress(text: string): string {
  const bare = text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/, '$1')
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? 'unknown' : address
}
