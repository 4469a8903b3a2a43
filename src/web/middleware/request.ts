import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { catalogueOf } from '../../i18n/index.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { languageChoiceCookie, languageOf } from '../language.ts'
import { pageLanguage } from '../respond.tsx'

const processId = randomBytes(4).toString('hex')

/**
 * Gives each request its number, its language and the address it comes from, and logs what became of it (never the
 * query: it may hold numbers).
 */
export function request({ log, config }: Dependencies): MiddlewareHandler<Env> {
  let count = 0
  return async (c, next) => {
    count += 1
    const requestId = `${processId}-${count}`
    const started_ms = performance.now()
    c.set('requestId', requestId)
    c.set('t', catalogueOf(languageOf(c, pageLanguage(c))))
    c.set('address', addressOf(c, config.proxies))
    await next()
    keepLanguage(c)
    // Open pages ask all the time: that nothing is new is not worth a line.
    if (c.res.status === 204) return
    log?.({
      level: 'info',
      event: 'request',
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ...(c.get('sender') && { sender: c.get('sender')!.name, delivery: c.get('sender')!.request }),
      duration_ms: Math.round((performance.now() - started_ms) * 100) / 100,
    })
  }
}

/** Where the address names a language. What others may keep, such as a stylesheet, sets no cookie. */
function keepLanguage(c: WebContext): void {
  const cookie = languageChoiceCookie(c)
  if (cookie !== null && c.res.headers.get('cache-control') === 'no-store') c.res.headers.append('set-cookie', cookie)
}

/** Each proxy of ours writes down who asked it; what stands before those lines anybody may have written. */
function addressOf(c: WebContext, proxies: number): string {
  const told = proxies === 0 ? '' : (c.req.header('x-forwarded-for') ?? '')
  const chain = told === '' ? [] : told.split(',').map(address => address.trim())
  chain.push(c.env?.incoming?.socket.remoteAddress ?? '')
  return plainAddress(chain.at(-1 - proxies) ?? chain[0]!)
}

/** Without the port that some proxies write, and the prefix under which a socket of both kinds has the old one. */
function plainAddress(text: string): string {
  const bare = text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/, '$1')
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? 'unknown' : address
}
