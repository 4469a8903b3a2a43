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
 * Writes each log line at most once in 15 minutes for its key, so that one user's requests do not fill a log. Each
 * process throttles separately. A line counts from its commit: requests that come before wait for it, and after a failure
 * the next one writes again.
 * @param write gets the lines that are due, all of which it must write or none
 * @throws whatever `write` throws, for each request that waits for it
 */
export async function writeThrottled<Line>(
  access: AccessStore,
  lines: ReadonlyMap<string, Line>,
  now: Date,
  write: (due: readonly Line[]) => Promise<void>,
): Promise<void> {
  const at_ms = now.getTime()
  const written = lastWritten.get(access) ?? new Map<string, Written>()
  lastWritten.set(access, written)
  // A clock that was set back makes no line older than 15 minutes look new.
  const isWritten = (key: string) =>
    Math.abs(at_ms - (written.get(key)?.at_ms ?? Number.NEGATIVE_INFINITY)) < THROTTLE_MS
  const due = [...lines].filter(([key]) => !isWritten(key))
  const earlier = [...lines.keys()].filter(isWritten).map(key => written.get(key)!.done)
  const line = { at_ms, done: due.length > 0 ? write(due.map(([, line]) => line)) : Promise.resolve() }
  for (const [key] of due) {
    written.delete(key)
    written.set(key, line)
  }
  // A Map iterates in insertion order, so the first keys are the oldest.
  for (const key of written.keys()) {
    if (written.size <= MAX_KEYS) break
    written.delete(key)
  }
  try {
    await line.done
  } catch (error) {
    for (const [key] of due) if (written.get(key) === line) written.delete(key)
    throw error
  }
  await Promise.all(earlier)
}
