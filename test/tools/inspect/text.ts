/** Checks that the pages are complete in the text browsers lynx and w3m. */
import { LANGUAGES, type Language } from '../../../src/i18n/index.ts'
import type { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import { type ProductPage, pageNamed } from '../../support/browser/pages.ts'
import type { Finding } from '../bench/table.ts'
import { tell } from '../bench/workspace.ts'
import { CookieProxy } from './cookie-proxy.ts'
import { type Inspect, inspection, noneOf, seesFaults } from './inspection.ts'
import { isThere, type TextBrowser, textOf } from './text-browsers.ts'
import { missingIn } from './text-findings.ts'

const READ = ['the entrance', 'the statement', 'a ledger', 'a declaration', 'the guide'].map(pageNamed)
const BROWSERS: readonly TextBrowser[] = ['lynx', 'w3m']

export const inspectText: Inspect = async (site, pages) => {
  const read = READ.filter(page => pages.includes(page))
  const findings: Finding[] = []
  const faults: string[] = []
  for (const browser of BROWSERS) {
    const installed = await isThere(browser)
    const found = installed && read.length > 0 ? await readAll(site, browser, read) : null
    faults.push(...(found ?? []))
    const measured = `faults (missing, out of order, strange text) in ${read.length} pages in ${LANGUAGES.join(', ')}`
    const against = installed ? `the text that ${browser} shows` : `${browser} is not installed`
    findings.push(noneOf(measured, against, found))
    const what = 'a missing row, a heading out of order, strange characters'
    findings.push(seesFaults(`the reader of ${browser}`, what, installed ? await seesFault(site, browser) : null))
  }
  return inspection('Text browsers', findings, faults)
}

async function readAll(
  site: DemonstrationSite,
  browser: TextBrowser,
  pages: readonly ProductPage[],
): Promise<string[]> {
  const faults: string[] = []
  for (const language of LANGUAGES) {
    for (const page of pages) {
      tell(`Text browsers: ${page.name} in ${browser}, ${language}`)
      const { html, text } = await readIn(site, browser, page, language)
      faults.push(...missingIn(text, html).map(fault => `${browser}: ${page.name}, ${language}: ${fault}`))
    }
  }
  return faults
}

/** The HTML that Chromium receives, and the text that another browser makes of the same page. */
async function readIn(site: DemonstrationSite, browser: TextBrowser, page: ProductPage, language: Language) {
  const visitor = await site.visitorWho(page.who)
  await visitor.read(language)
  const html = await (await visitor.openPage(page)).text()
  const proxy = await CookieProxy.open(site.url, await visitor.cookieHeader())
  try {
    return { html, text: await textOf(browser, proxy.url + page.path) }
  } finally {
    await proxy.close()
    await visitor.leave()
  }
}

/** Checks that the reader accepts the page as it is, and reports each of four broken variants. */
async function seesFault(site: DemonstrationSite, browser: TextBrowser): Promise<boolean> {
  const { html, text } = await readIn(site, browser, pageNamed('a ledger'), 'az')
  const heading = html.match(/<h1.*?<\/h1>/s)![0]
  const wrong = [
    [text, html.replace('</tbody>', '<tr><td>30.02.2026<td>7.777,77</tr></tbody>')],
    [text, html.replace(heading, '').replace('</main>', `${heading}</main>`)],
    [`${text}�`, html],
    [`${text}☃`, html],
  ] as const
  return missingIn(text, html).length === 0 && wrong.every(([text, html]) => missingIn(text, html).length > 0)
}
