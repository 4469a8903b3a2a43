/** What a page weighs on the wire. */
import { request } from 'node:http'
import type { Request, Page as Tab } from 'playwright-core'
import { VAT } from './pages.ts'

/** The most of each, in bytes and pieces; fourteen kilobytes go in the first round trip of a connection. */
export const MAX_WEIGHT = { first: 14_000, all: 30_000, requests: 4, fragment: 4000 }

export interface Weight {
  /** Of each kind of answer, heads and bodies as they came. */
  readonly bytes: Readonly<Record<string, number>>
  /** The document with the sheet that it carries or waits for: all that is needed to show the page. */
  readonly first: number
  readonly all: number
  readonly requests: number
}

/** Weighs whatever answers come while something is done, until the line is quiet. */
export async function weigh(tab: Tab, action: () => Promise<unknown>): Promise<Weight> {
  const bytes: Record<string, number> = {}
  const measured: Promise<void>[] = []
  const listener = (asked: Request) => {
    const measure = async () => {
      const { responseBodySize, responseHeadersSize } = await asked.sizes()
      const kind = asked.resourceType()
      bytes[kind] = (bytes[kind] ?? 0) + responseBodySize + responseHeadersSize
    }
    measured.push(measure())
  }
  tab.on('requestfinished', listener)
  await action()
  await tab.waitForLoadState('networkidle')
  tab.off('requestfinished', listener)
  await Promise.all(measured)
  const all = Object.values(bytes).reduce((sum, each) => sum + each, 0)
  // A page that carries its sheet is shown before the file comes, which is for the pages after it.
  const carried = (await tab.locator('head style').count()) > 0
  const first = (bytes.document ?? 0) + (carried ? 0 : (bytes.stylesheet ?? 0))
  return { bytes, first, all, requests: measured.length }
}

const PART = { 'hx-request': 'true', 'hx-request-type': 'partial', 'accept-encoding': 'br' }

/** The rows of a search alone, 25 of them, as htmx asks for them and as they come. */
export function fetchedRows(origin: string, cookie: string, query = 'from=2025-01-01') {
  return fetched(`${origin}${VAT}?${query}`, { ...PART, cookie })
}

/** An answer as it came, undecoded: `fetch` would unpack it. */
function fetched(url: string, headers: Record<string, string>) {
  return new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const asked = request(url, { headers }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', chunk => chunks.push(chunk))
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }))
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}
