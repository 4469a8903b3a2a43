import type { MiddlewareHandler } from 'hono'
import { LOOP_TURNS } from '../../services/turn-queue.ts'
import type { Env } from '../context.ts'
import { sessionToken } from '../http/cookies.ts'
import { nextTurn } from '../turn-owner.ts'
import { CHEAP } from './request-limit.ts'

/**
 * Gives the rest of each request a turn of its own: person after person, and network after network where no session is
 * known. The turns of a network go from cookie to cookie, so that a person does not wait for all requests of another in
 * the same building. On SQLite a request rarely waits for anything, so that all that arrive together would be answered
 * in one turn.
 */
export function turns(): MiddlewareHandler<Env> {
  return async function turns(c, next) {
    if (!CHEAP.test(c.req.path)) {
      const session = c.get('session')
      await (session ? nextTurn(session) : LOOP_TURNS.take(`network ${c.get('network')}`, sessionToken(c)))
    }
    return next()
  }
}
