import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { PageAssets } from '../../../views/layout.tsx'
import { type OwnSheet, ownSheets, pageAssets, sheet } from './assets.ts'
import type { Effort } from './compression.ts'
import { hasSheet, sheetCookie } from './cookies.ts'
import { savesData } from './save-data.ts'
import { headersWithSheets, SECURITY_HEADERS } from './security-headers.ts'

export interface PageFrame {
  readonly assets: PageAssets
  readonly headers: Readonly<Record<string, string>>
  /** `thorough` if the style sheets are inlined: a browser gets them once, and they are most of the page. */
  readonly effort: Effort
}

interface Frames {
  readonly linked: PageFrame
  /** Also loads the file for the following pages. */
  readonly first: PageFrame
  /** For a browser that saves data: loads no file. */
  readonly firstSaving: PageFrame
}

function framesFor(own: OwnSheet | null): Frames {
  const sheets = own === null ? [sheet] : [sheet, ownSheets[own]]
  const inlined = sheets.map(({ text }) => text)
  const hashes = inlined.map(text => createHash('sha256').update(text).digest('base64'))
  const headers = { ...headersWithSheets(hashes), 'set-cookie': sheetCookie(sheet.hash) }
  const first = { ...pageAssets, stylesheets: [], inlined }
  return {
    linked: {
      assets: { ...pageAssets, stylesheets: sheets.map(({ url }) => url) },
      headers: SECURITY_HEADERS,
      effort: 'quick',
    },
    first: { assets: { ...first, deferred: sheet.url }, headers, effort: 'thorough' },
    firstSaving: { assets: first, headers, effort: 'thorough' },
  }
}

const FRAMES = framesFor(null)
const OWN_FRAMES: Readonly<Record<OwnSheet, Frames>> = {
  entrance: framesFor('entrance'),
  statement: framesFor('statement'),
  ledger: framesFor('ledger'),
  operations: framesFor('operations'),
  charts: framesFor('charts'),
  lists: framesFor('lists'),
  search: framesFor('search'),
  debts: framesFor('debts'),
  documents: framesFor('documents'),
  ownBooks: framesFor('ownBooks'),
  acts: framesFor('acts'),
  help: framesFor('help'),
  trace: framesFor('trace'),
  extract: framesFor('extract'),
}

export const LINKED = FRAMES.linked

/**
 * A first page inlines its style sheets: a slow connection then needs no second response before the page shows. The
 * page sets the cookie that says so, because shared caches could not store a file that sets one.
 * @param own the sheet that only this kind of page needs
 */
export function pageFrame(c: Pick<Context, 'req'>, own: OwnSheet | null): PageFrame {
  const { linked, first, firstSaving } = own === null ? FRAMES : OWN_FRAMES[own]
  if (hasSheet(c, sheet.hash)) return linked
  return savesData(c) ? firstSaving : first
}
