import { request } from 'node:http'
import type { Request, Page as Tab } from 'playwright-core'
import { LIVE_UPDATE } from '../../../src/web/urls.ts'
import { VAT } from './pages.ts'

/** Limits in bytes and requests. The first round trip of a connection carries fourteen kilobytes. */
export const MAX_WEIGHT = { first: 14_000, all: 33_000, requests: 4, fragment: 4600 }

export interface Weight {
  /** Transferred headers and bodies, by resource type. */
  readonly bytes: Readonly<Record<string, number>>
  /** The document and the style sheet that rendering waits for. */
  readonly first: number
  readonly all: number
  readonly requests: number
}

/** Measures the responses during an action, until the network is idle. On a slow machine a live update may come before. */
export async function weigh(tab: Tab, action: () => Promise<unknown>): Promise<Weight> {
  const bytes: Record<string, number> = {}
  const measured: Promise<void>[] = []
  const listener = (asked: Request) => {
    if (new URL(asked.url()).searchParams.has(LIVE_UPDATE)) return
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
  // A page with an inlined style sheet renders before the file arrives, which is for later pages.
  const carried = (await tab.locator('head style').count()) > 0
  const first = (bytes.document ?? 0) + (carried ? 0 : (bytes.stylesheet ?? 0))
  return { bytes, first, all, requests: measured.length }
}

const PART = { 'hx-request': 'true', 'hx-request-type': 'partial', 'accept-encoding': 'br' }

/** The fragment with 25 rows, as htmx requests it. */
export function fetchedRows(origin: string, cookie: string, query = 'from=2025-01-01') {
  return fetched(`${origin}${VAT}?${query}`, { ...PART, cookie })
}

/** A response before decompression; `fetch` would decompress it. */
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
