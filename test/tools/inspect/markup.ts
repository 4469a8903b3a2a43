/** Checks every page, fragment and style sheet with the W3C checker (vnu). */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LANGUAGES, type Language } from '../../../src/i18n/index.ts'
import type { DemonstrationSite } from '../../support/browser/demonstration-site.ts'
import type { ProductPage } from '../../support/browser/pages.ts'
import type { Visitor } from '../../support/browser/visitor.ts'
import { fileIn, tell } from '../bench/workspace.ts'
import { type Inspect, inspection, noneOf, seesFaults } from './inspection.ts'
import { asKnownMarkup, asWholeDocument } from './known-markup.ts'
import { type Complaint, complaintsAbout, hasJava } from './vnu.ts'

const STYLES = fileURLToPath(new URL('../../../../static/', import.meta.url))
const AGAINST = 'vnu; hx- attributes are handed to it as data-hx-, and <hx-partial> as <div> or <details>'

export const inspectMarkup: Inspect = async (site, pages) => {
  if (!(await hasJava())) {
    const what = 'every page, fragment and style sheet has no error'
    return inspection('Markup', [noneOf(what, 'vnu needs java, which is not installed', null)], [])
  }
  const files = new Map<string, string>()
  const folder = fileIn('markup')
  mkdirSync(folder)
  const put = (name: string, text: string) => {
    const path = `${folder}/${files.size}.html`
    files.set(path, name)
    writeFileSync(path, text)
  }
  let fragments = 0
  for (const language of LANGUAGES) {
    for await (const { name, text, fragment } of documents(site, pages, language)) {
      if (fragment !== null) fragments += 1
      put(`${name}, ${language}`, asKnownMarkup(text))
      if (fragment !== null) put(`${name}, ${language}, fragment`, asKnownMarkup(asWholeDocument(fragment, language)))
    }
  }
  tell(`Markup: ${files.size} documents and the style sheets`)
  const describe = (complaints: readonly Complaint[], nameOf: (path: string) => string) =>
    complaints.map(({ path, line, message, extract }) => `vnu: ${nameOf(path)}, line ${line}: ${message} ${extract}`)
  const html = describe(await complaintsAbout([...files.keys()]), path => files.get(path)!)
  const sheets = readdirSync(STYLES).flatMap(name => (name.endsWith('.css') ? STYLES + name : []))
  const css = describe(await complaintsAbout(sheets, 'css'), path => path.replace(STYLES, ''))
  const findings = [
    noneOf(
      `errors in ${files.size - fragments} pages and ${fragments} fragments, ${LANGUAGES.join(', ')}`,
      AGAINST,
      html,
    ),
    noneOf(`errors in ${sheets.length} style sheets`, 'vnu --css, except syntax that is newer than vnu', css),
    seesFaults('vnu', 'a list in a paragraph and a duplicate id, also in a fragment', await seesBadMarkup(folder)),
    seesFaults('vnu --css', 'an invalid colour', await seesBadStyles(folder)),
  ]
  return inspection('Markup', findings, [...html, ...css])
}

interface Document {
  readonly name: string
  readonly text: string
  /** The answer to htmx; null when it is the whole page. */
  readonly fragment: string | null
}

async function* documents(
  site: DemonstrationSite,
  pages: readonly ProductPage[],
  language: Language,
): AsyncGenerator<Document> {
  const visitors = await site.visitors(language)
  for (const page of pages) {
    tell(`Markup: ${page.name}, ${language}`)
    const visitor = visitors.get(page.who)!
    const answer = await visitor.openPage(page)
    const text = await answer.text()
    const fragment = await fragmentOf(visitor, page)
    yield { name: page.name, text, fragment: fragment === null || fragment.includes('<html') ? null : fragment }
  }
  for (const visitor of visitors.values()) await visitor.leave()
}

function fragmentOf({ tab }: Visitor, { path, form }: ProductPage): Promise<string | null> {
  const headers = { 'hx-request': 'true', 'hx-request-type': 'partial' }
  const body = form ? `new URLSearchParams(${JSON.stringify(form)})` : 'undefined'
  const options = `{ method: '${form ? 'post' : 'get'}', headers: ${JSON.stringify(headers)}, body: ${body} }`
  // A link to another server fails the fetch, and has no fragment.
  return tab.evaluate<string | null>(
    `fetch(${JSON.stringify(path)}, ${options}).then(answer => answer.text()).then(text => text || null, () => null)`,
  )
}

async function seesBadMarkup(folder: string): Promise<boolean> {
  const page = (body: string) => asKnownMarkup(asWholeDocument(body, 'az'))
  const bodies = [
    '<p id="x">x</p><p id="x">x</p>',
    '<hx-partial hx-target="#x"><ul><p>x</p></ul></hx-partial>',
    '<p hx-get="/">Right</p>',
  ]
  const paths = bodies.map((body, at) => {
    writeFileSync(`${folder}/bad-${at}.html`, page(body))
    return `${folder}/bad-${at}.html`
  })
  const bad = new Set((await complaintsAbout(paths)).map(({ path }) => path))
  return bad.has(paths[0]!) && bad.has(paths[1]!) && !bad.has(paths[2]!)
}

async function seesBadStyles(folder: string): Promise<boolean> {
  writeFileSync(`${folder}/bad.css`, 'p { color: 12px }')
  return (await complaintsAbout([`${folder}/bad.css`], 'css')).length > 0
}
