import type { AccessStore } from '../store/engine/access.ts'

const THROTTLE_MS = 15 * 60_000
const MAX_KEYS = 20_000

/** Keyed by store, so that all middleware instances share one throttle. */
const loggedAt = new WeakMap<AccessStore, Map<string, number>>()

/**
 * Returns false when the same key was logged in the last 15 minutes, so that one user's requests do not fill a log. Each
 * process throttles separately.
 */
export function shouldLog(access: AccessStore, key: string, now: Date): boolean {
  const times = loggedAt.get(access) ?? new Map<string, number>()
  loggedAt.set(access, times)
  const last = times.get(key)
  if (last !== undefined && now.getTime() - last < THROTTLE_MS) return false
  times.delete(key)
  times.set(key, now.getTime())
  // A Map iterates in insertion order, so the first key is the oldest.
  if (times.size > MAX_KEYS) times.delete(times.keys().next().value!)
  return true
}
