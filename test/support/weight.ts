/** What a page weighs on the wire. */
import { request } from 'node:http'
import type { Request, Page as Tab } from 'playwright-core'

export interface Weight {
  /** Of each kind of answer, heads and bodies as they came. */
  readonly bytes: Readonly<Record<string, number>>
  /** The document and the style sheet: all that is needed to show the page. */
  readonly first: number
  readonly all: number
  readonly requests: number
}

/** Weighs whatever answers come while something is done, until the line is quiet. */
export async function weigh(tab: Tab, deed: () => Promise<unknown>): Promise<Weight> {
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
  await deed()
  await tab.waitForLoadState('networkidle')
  tab.off('requestfinished', listener)
  await Promise.all(measured)
  const all = Object.values(bytes).reduce((sum, each) => sum + each, 0)
  return { bytes, first: (bytes.document ?? 0) + (bytes.stylesheet ?? 0), all, requests: measured.length }
}

/** An answer as it came, undecoded: `fetch` would unpack it. */
export function fetched(url: string, headers: Record<string, string>) {
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
