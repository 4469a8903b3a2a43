import type { MiddlewareHandler } from 'hono'
import type { Env } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { turnOwner } from '../turn-owner.ts'

/** More than a person opens at once. */
const MAX_WAITING = 20
const WAIT_S = 5

/**
 * Answers the requests of a person one after another: for pages that read or show much, so that one user's cannot hold up
 * the others'.
 */
export function oneAtATime(): MiddlewareHandler<Env> {
  const queues = new Map<string, { last: Promise<unknown>; length: number }>()
  return async function oneAtATime(c, next) {
    const session = c.get('session')
    if (!session) return next()
    const person = turnOwner(session)
    const queue = queues.get(person) ?? { last: Promise.resolve(), length: 0 }
    if (queue.length >= MAX_WAITING) return tooManyRequests(c, WAIT_S)
    queues.set(person, queue)
    queue.length += 1
    const turn = queue.last.then(() => next())
    queue.last = turn.catch(() => {})
    try {
      await turn
    } finally {
      queue.length -= 1
      if (queue.length === 0) queues.delete(person)
    }
  }
}
