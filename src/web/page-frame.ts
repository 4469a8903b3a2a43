import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { PageAssets } from '../../views/layout.tsx'
import { pageAssets, sheet } from './assets.ts'
import { keepsSheet, sheetCookie } from './cookies.ts'
import { savesData } from './save-data.ts'
import { headersWithSheet, SECURITY_HEADERS } from './security-headers.ts'

/** What frames the content of a whole page: the files it loads, and what its answer says of how it may be used. */
export interface PageFrame {
  readonly assets: PageAssets
  readonly headers: Readonly<Record<string, string>>
}

/** The style sheet is a file that the browser keeps. */
export const LINKED: PageFrame = { assets: pageAssets, headers: SECURITY_HEADERS }

const CARRYING = {
  ...headersWithSheet(createHash('sha256').update(sheet.text).digest('base64')),
  'set-cookie': sheetCookie(sheet.hash),
}

const carrying = (alsoFetched: boolean): PageFrame => ({
  assets: { ...pageAssets, carried: { text: sheet.text, alsoFetched } },
  headers: CARRYING,
})

const FIRST = carrying(true)
const FIRST_SAVING = carrying(false)

/**
 * On a first visit the page carries its style sheet, so that a slow line need not bring a second answer before anything
 * shows. The cookie says that it did: were the file itself to set it, no cache could share the file. Where the file
 * has not come after all, the next page waits for it as pages do.
 */
export function pageFrame(c: Pick<Context, 'req'>): PageFrame {
  if (keepsSheet(c, sheet.hash)) return LINKED
  return savesData(c) ? FIRST_SAVING : FIRST
}
