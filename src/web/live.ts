import type { WebContext } from './context.ts'
import { liveOf } from './respond.tsx'

/**
 * Whether an open page that asks for what is new shows everything already. It asks again and again, so it is answered
 * with one question to the store, before anything else is read.
 * @param version what changes when the page would; null when there is nothing to show any more
 */
export async function isUpToDate(c: WebContext, version: () => Promise<string | number | null>): Promise<boolean> {
  const shown = liveOf(c)
  if (shown === null) return false
  const now = await version()
  return now !== null && shown === String(now)
}
