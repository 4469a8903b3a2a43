import type { AccessStore } from '../store/engine/access.ts'

const THROTTLE_MS = 15 * 60_000
const MAX_KEYS = 20_000

interface Written {
  readonly at_ms: number
  /** Rejects when the line could not be written. */
  readonly done: Promise<void>
}

/** Keyed by store, so that all middleware instances share one throttle. */
const lastWritten = new WeakMap<AccessStore, Map<string, Written>>()

/**
 * Writes a log line at most once in 15 minutes for a key, so that one user's requests do not fill a log. Each process
 * throttles separately. A line counts from its commit: requests that come before wait for it, and after a failure the
 * next one writes again.
 * @throws whatever `write` throws, for each request that waits for it
 */
export async function writeThrottled(
  access: AccessStore,
  key: string,
  now: Date,
  write: () => Promise<void>,
): Promise<void> {
  const lines = lastWritten.get(access) ?? new Map<string, Written>()
  lastWritten.set(access, lines)
  const last = lines.get(key)
  if (last && now.getTime() - last.at_ms < THROTTLE_MS) return last.done
  const line = { at_ms: now.getTime(), done: write() }
  lines.delete(key)
  lines.set(key, line)
  // A Map iterates in insertion order, so the first key is the oldest.
  if (lines.size > MAX_KEYS) lines.delete(lines.keys().next().value!)
  try {
    await line.done
  } catch (error) {
    if (lines.get(key) === line) lines.delete(key)
    throw error
  }
}
