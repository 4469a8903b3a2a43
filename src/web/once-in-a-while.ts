import type { GateAccess } from '../store/access.ts'

const A_WHILE_MS = 15 * 60_000
const MOST_REMEMBERED = 20_000

/** By store, since every route has its own middleware and what is noted is one, wherever it happens. */
const noted = new WeakMap<GateAccess, Map<string, number>>()

/**
 * Whether something is to be noted now: it is, unless it was in the last quarter of an hour. So a log tells who came and
 * what was refused, and is not filled by somebody who asks for a thousand pages. Each process remembers for itself.
 */
export function onceInAWhile(gate: GateAccess, what: string, at: Date): boolean {
  const times = noted.get(gate) ?? new Map<string, number>()
  noted.set(gate, times)
  const before = times.get(what)
  if (before !== undefined && at.getTime() - before < A_WHILE_MS) return false
  times.delete(what)
  times.set(what, at.getTime())
  // The oldest first: a Map keeps the order in which its keys came.
  if (times.size > MOST_REMEMBERED) times.delete(times.keys().next().value!)
  return true
}
