import type { AccessStore } from '../store/engine/access.ts'

const THROTTLE_MS = 15 * 60_000
const MAX_REMEMBERED = 20_000

/** By store, since every route has its own middleware and what is noted is one, wherever it happens. */
const noted = new WeakMap<AccessStore, Map<string, number>>()

/**
 * Whether something is to be noted now: it is, unless it was in the last quarter of an hour. So a log tells who came and
 * what was refused, and is not filled by somebody who asks for a thousand pages. Each process remembers for itself.
 */
export function isFirstInAWhile(access: AccessStore, what: string, at: Date): boolean {
  const times = noted.get(access) ?? new Map<string, number>()
  noted.set(access, times)
  const before = times.get(what)
  if (before !== undefined && at.getTime() - before < THROTTLE_MS) return false
  times.delete(what)
  times.set(what, at.getTime())
  // The oldest first: a Map keeps the order in which its keys came.
  if (times.size > MAX_REMEMBERED) times.delete(times.keys().next().value!)
  return true
}
