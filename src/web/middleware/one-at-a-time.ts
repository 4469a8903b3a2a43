import { setImmediate } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'

/** More than a user opens at once. */
const MAX_WAITING = 10
const WAIT_S = 5

/**
 * Answers the requests of a session one after another, with turns for others between them: for pages that read much, so
 * that one user's cannot hold up the others'.
 */
export function oneAtATime(): MiddlewareHandler<Env> {
  const queues = new Map<string, { last: Promise<unknown>; length: number }>()
  return async function oneAtATime(c, next) {
    const handle = c.get('session')?.handle
    if (handle === undefined) return next()
    const queue = queues.get(handle) ?? { last: setImmediate(), length: 0 }
    if (queue.length >= MAX_WAITING) return tooManyRequests(c, WAIT_S)
    queues.set(handle, queue)
    queue.length += 1
    const turn = queue.last.then(() => next())
    queue.last = turn.catch(() => {}).then(() => setImmediate())
    try {
      await turn
    } finally {
      queue.length -= 1
      if (queue.length === 0) queues.delete(handle)
    }
  }
}
