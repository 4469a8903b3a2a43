/** Measures a first visit on a slow connection: the time to first paint, and the bytes transferred. */
import { openDatabase } from '../../../src/store/engine/database.ts'
import { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import { type ProductPage, pageNamed } from '../../support/browser/pages.ts'
import { SLOW_LINE, type Visitor } from '../../support/browser/visitor.ts'
import { fetchedRows, MAX_WEIGHT, type Weight, weigh } from '../../support/browser/weight.ts'
import { median } from './statistics.ts'
import type { Finding } from './table.ts'
import { fileIn, tell } from './workspace.ts'

const VISITS = 3
const FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"

export async function measureSlowLine(): Promise<Finding[]> {
  tell('Slow line: 50 kbit/s and 500 ms')
  const site = await DemonstrationSite.over(await openDatabase(`sqlite:${fileIn('slow-line.db')}`))
  try {
    const findings: Finding[] = []
    for (const name of ['the entrance', 'the statement', 'a ledger']) {
      findings.push(...(await firstVisits(site, pageNamed(name))))
    }
    return [...findings, await fragment(site)]
  } finally {
    await site.close()
  }
}

async function firstVisits(site: DemonstrationSite, page: ProductPage): Promise<Finding[]> {
  const visits: Visit[] = []
  for (let visit = 1; visit <= VISITS; visit += 1) {
    tell(`Slow line: ${page.name}, visit ${visit} of ${VISITS}`)
    const visitor = await site.visitorWho(page.who)
    visits.push(await firstVisit(visitor, page))
    await visitor.leave()
  }
  const paint_ms = median(visits.map(visit => visit.paint_ms))
  const { first, all, requests } = visits[0]!.weight
  const transferred = 'bytes and requests on the wire'
  const again_ms = median(visits.map(visit => visit.again_ms))
  return [
    {
      measured: `${page.name} at 50 kbit/s and 500 ms: first contentful paint in milliseconds`,
      against: `${VISITS} first visits, with an empty cache`,
      value: paint_ms,
      mark: { max: 2000 },
    },
    {
      measured: `${page.name}: bytes of HTML and CSS`,
      against: transferred,
      value: first,
      mark: { max: MAX_WEIGHT.first },
    },
    { measured: `${page.name}: bytes of everything`, against: transferred, value: all, mark: { max: MAX_WEIGHT.all } },
    { measured: `${page.name}: requests`, against: transferred, value: requests, mark: { max: MAX_WEIGHT.requests } },
    {
      measured: `${page.name}: first contentful paint of the next page in milliseconds`,
      against: 'the same page again, with the cache of the first visit',
      value: again_ms,
      mark: { max: 2000 },
    },
    {
      measured: `${page.name}: bytes of style sheets for the next page`,
      against: transferred,
      value: Math.max(...visits.map(visit => visit.sheetAgain)),
      mark: { max: 0 },
    },
  ]
}

interface Visit {
  readonly paint_ms: number
  readonly weight: Weight
  /** For the second page. */
  readonly again_ms: number
  readonly sheetAgain: number
}

async function firstVisit(visitor: Visitor, page: ProductPage): Promise<Visit> {
  await visitor.slow()
  const weight = await weigh(visitor.tab, () => visitor.openPage(page))
  const paint_ms = await visitor.tab.evaluate<number>(FIRST_PAINT)
  // A first paint under half a second means that the throttling did not work.
  if (paint_ms < SLOW_LINE.latency) throw new Error(`The line was not slow: ${page.name} showed after ${paint_ms} ms`)
  const again = await weigh(visitor.tab, () => visitor.openPage(page))
  const again_ms = await visitor.tab.evaluate<number>(FIRST_PAINT)
  return { paint_ms, weight, again_ms, sheetAgain: again.bytes.stylesheet ?? 0 }
}

/** The fragment of a search, as htmx requests it. */
async function fragment(site: DemonstrationSite): Promise<Finding> {
  const visitor = await site.visitor()
  const { body } = await fetchedRows(site.url, await visitor.cookieHeader())
  await visitor.leave()
  return {
    measured: 'the 25 rows of a search: bytes',
    against: 'the body of the answer to htmx, as transferred',
    value: body.length,
    mark: { max: MAX_WEIGHT.fragment },
  }
}
