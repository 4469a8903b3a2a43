import type { WebContext } from './context.ts'
import { liveUpdateVersion } from './respond.tsx'

/**
 * Open pages poll, so this check reads a single row before anything else.
 * @param readVersion a value that changes with the page; null if the page no longer exists
 */
export async function hasNoLiveUpdate(
  c: WebContext,
  readVersion: () => Promise<string | number | null>,
): Promise<boolean> {
  const shown = liveUpdateVersion(c)
  if (shown === null) return false
  const current = await readVersion()
  return current !== null && shown === String(current)
}
