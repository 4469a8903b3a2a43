/** Checks the Lighthouse accessibility score of each page in every language, colour mode and width. */
import { LANGUAGES, type Language } from '../../../src/i18n/index.ts'
import type { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import { freePort } from '../../support/browser/free-port.ts'
import { emulateMode, MODES } from '../../support/browser/modes.ts'
import { type ProductPage, pageNamed } from '../../support/browser/pages.ts'
import { tell } from '../bench/workspace.ts'
import { type Inspect, inspection, seesFaults } from './inspection.ts'
import { Judge, type Judgement } from './judge.ts'

const PORT = await freePort()
export const BROWSER_URL = `http://127.0.0.1:${PORT}`
/** Arguments that allow a second program to control Chromium. */
export const LIGHTHOUSE_ARGUMENTS = [`--remote-debugging-port=${PORT}`]

export const inspectLighthouse: Inspect = async (site, pages) => {
  const started_ms = performance.now()
  // In parallel, because Lighthouse mostly waits.
  const lanes = await Promise.all(LANGUAGES.map(language => judgeAll(site, pages, language)))
  const looks = lanes.flat()
  const minutes = ((performance.now() - started_ms) / 60_000).toFixed(1)
  const sees = await seesFault(site)
  const faults = looks.flatMap(read => (read.score === 100 ? [] : read.faults))
  const against = `Lighthouse, pages in ${LANGUAGES.join(', ')}, light, dark and forced colours, 1280 and 320 wide, in ${minutes} minutes`
  const findings = [
    {
      measured: `the lowest accessibility score of ${looks.length} views of ${pages.length} pages`,
      against,
      value: Math.min(...looks.map(({ score }) => score)),
      mark: { min: 100 },
    },
    seesFaults('Lighthouse', 'a button without a name, and a page without a language', sees),
  ]
  return inspection('Lighthouse', findings, faults)
}

async function judgeAll(
  site: DemonstrationSite,
  pages: readonly ProductPage[],
  language: Language,
): Promise<Judgement[]> {
  const judge = new Judge(BROWSER_URL)
  const visitors = await site.visitors(language)
  const looks: Judgement[] = []
  for (const page of pages) {
    const visitor = visitors.get(page.who)!
    await visitor.openPage(page)
    tell(`Lighthouse: ${page.name}, ${language}`)
    for (const mode of MODES) {
      const name = `${page.name}, ${language}, ${mode.colours}, ${mode.width}`
      await emulateMode(visitor.tab, mode)
      const { score, faults } = await judge.judge(visitor.tab)
      looks.push({ score, faults: [`scored ${score}`, ...faults].map(fault => `Lighthouse: ${name}: ${fault}`) })
    }
  }
  for (const visitor of visitors.values()) await visitor.leave()
  await judge.leave()
  return looks
}

async function seesFault(site: DemonstrationSite): Promise<boolean> {
  const judge = new Judge(BROWSER_URL)
  const visitor = await site.stranger()
  const spoiled = async (script: string) => {
    await visitor.openPage(pageNamed('the entrance'))
    await visitor.tab.evaluate(script)
    return judge.judge(visitor.tab)
  }
  const nameless = await spoiled("document.querySelector('main').append(document.createElement('button'))")
  const speechless = await spoiled("document.documentElement.removeAttribute('lang')")
  await visitor.leave()
  await judge.leave()
  return [nameless, speechless].every(({ score }) => score < 100) && nameless.faults.join().includes('button-name')
}
