/** Checks the Lighthouse scores for performance, best practices and search engines of the main views. */
import type { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import { type ProductPage, pageNamed } from '../../support/browser/pages.ts'
import type { Visitor } from '../../support/browser/visitor.ts'
import { tell } from '../bench/workspace.ts'
import { type Inspect, inspection, seesFaults } from './inspection.ts'
import { type FormFactor, Judge, type Quality } from './judge.ts'
import { BROWSER_URL } from './lighthouse.ts'

const MAIN = ['the entrance', 'the statement', 'a ledger', 'a payment', 'a declaration', 'the open debts'].map(
  pageNamed,
)
const FORM_FACTORS = ['mobile', 'desktop'] as const
const CATEGORIES = ['performance', 'best-practices', 'seo'] as const

/** A busy machine makes a page slower and never quicker, so the best of a few visits counts. */
const MAX_VISITS = 5

interface Look {
  readonly name: string
  readonly quality: Quality
}

export const inspectQuality: Inspect = async (site, pages) => {
  const looks: Look[] = []
  const judge = new Judge(BROWSER_URL)
  for (const page of MAIN.filter(page => pages.includes(page))) looks.push(...(await lookAt(site, page, judge)))
  const sees = looks.length === 0 ? null : await seesFault(site, judge)
  await judge.leave()
  const against = `Lighthouse, the best of ${MAX_VISITS} first visits, a simulated phone and a desktop`
  const findings = CATEGORIES.map(category => ({
    measured: `the lowest score for ${category} of ${looks.length} views`,
    against,
    value: looks.length === 0 ? null : Math.min(...looks.map(({ quality }) => quality.scores[category])),
    mark: { min: 100 },
  }))
  return inspection(
    'Lighthouse, more',
    [...findings, seesFaults('Lighthouse', 'a page that there is not', sees)],
    looks.flatMap(({ name, quality }) => [
      `Lighthouse: ${name}: ${CATEGORIES.map(category => `${category} ${quality.scores[category]}`).join(', ')}`,
      ...quality.faults.map(fault => `Lighthouse: ${name}: ${fault}`),
    ]),
  )
}

async function lookAt(site: DemonstrationSite, page: ProductPage, judge: Judge): Promise<Look[]> {
  const visitor = await site.visitorWho(page.who)
  const looks: Look[] = []
  for (const formFactor of FORM_FACTORS) {
    tell(`Lighthouse: ${page.name}, ${formFactor}`)
    looks.push({ name: `${page.name}, ${formFactor}`, quality: await bestVisit(visitor, page, formFactor, judge) })
  }
  await visitor.leave()
  return looks
}

async function bestVisit(visitor: Visitor, page: ProductPage, formFactor: FormFactor, judge: Judge): Promise<Quality> {
  let best: Quality | null = null
  for (let visits = 0; visits < MAX_VISITS && best?.scores.performance !== 100; visits += 1) {
    await visitor.openPage(page)
    await visitor.forget()
    const quality = await judge.judgeVisit(visitor.tab, formFactor)
    if (best === null || quality.scores.performance > best.scores.performance) best = quality
  }
  return best!
}

async function seesFault(site: DemonstrationSite, judge: Judge): Promise<boolean> {
  const page = pageNamed('nowhere, for a stranger')
  const visitor = await site.visitorWho(page.who)
  await visitor.openPage(page)
  const { scores, faults } = await judge.judgeVisit(visitor.tab, 'desktop')
  await visitor.leave()
  return scores.seo < 100 && faults.join().includes('http-status-code')
}
