import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { PageAssets } from '../../../views/layout.tsx'
import { type OwnSheet, ownSheets, pageAssets, sheet } from './assets.ts'
import type { Effort } from './compression.ts'
import { keepsSheet, sheetCookie } from './cookies.ts'
import { savesData } from './save-data.ts'
import { headersWithSheets, SECURITY_HEADERS } from './security-headers.ts'

/** What frames the content of a whole page: the files it loads, and what its answer says of how it may be used. */
export interface PageFrame {
  readonly assets: PageAssets
  readonly headers: Readonly<Record<string, string>>
  /** A page that carries its style sheets is sent once, and they are most of it. */
  readonly effort: Effort
}

/** The frames of pages with the same style sheets. */
interface Frames {
  /** The sheets are files that the browser keeps. */
  readonly linked: PageFrame
  /** They come with the page; and the file of all pages after it. */
  readonly first: PageFrame
  /** They come with the page alone. */
  readonly firstSaving: PageFrame
}

function framesWith(own: OwnSheet | null): Frames {
  const sheets = own === null ? [sheet] : [sheet, ownSheets[own]]
  const carried = sheets.map(({ text }) => text)
  const hashes = carried.map(text => createHash('sha256').update(text).digest('base64'))
  const headers = { ...headersWithSheets(hashes), 'set-cookie': sheetCookie(sheet.hash) }
  const first = { ...pageAssets, stylesheets: [], carried }
  return {
    linked: {
      assets: { ...pageAssets, stylesheets: sheets.map(({ url }) => url) },
      headers: SECURITY_HEADERS,
      effort: 'quick',
    },
    first: { assets: { ...first, later: sheet.url }, headers, effort: 'thorough' },
    firstSaving: { assets: first, headers, effort: 'thorough' },
  }
}

const FRAMES = framesWith(null)
const OWN_FRAMES: Readonly<Record<OwnSheet, Frames>> = {
  charts: framesWith('charts'),
  extract: framesWith('extract'),
}

export const LINKED = FRAMES.linked

/**
 * On a first visit the page carries its style sheets, so that a slow line need not bring a second answer before anything
 * shows. The cookie says that it did: were the file itself to set it, no cache could share the file. Where the file
 * has not come after all, the next page waits for it as pages do.
 * @param own the sheet that only pages of its kind need
 */
export function pageFrame(c: Pick<Context, 'req'>, own: OwnSheet | null): PageFrame {
  const { linked, first, firstSaving } = own === null ? FRAMES : OWN_FRAMES[own]
  if (keepsSheet(c, sheet.hash)) return linked
  return savesData(c) ? firstSaving : first
}
