import type { WebContext } from './context.ts'
import { liveOf } from './respond.tsx'

/**
 * Open pages poll, so this check reads a single row before anything else.
 * @param readVersion a value that changes with the page; null if the page no longer exists
 */
export async function isUpToDate(c: WebContext, version: () => Promise<string | number | null>): Promise<boolean> {
  const shown = liveOf(c)
  if (shown === null) return false
  const now = await version()
  return now !== null && shown === String(now)
}
