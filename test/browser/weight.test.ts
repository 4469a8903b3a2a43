import { readdirSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MAX_DECLARATIONS } from '../../src/domain/statement-filter.ts'
import { LANGUAGES, type Language } from '../../src/i18n/index.ts'
import { walkDeclarations } from '../../src/services/statement/list-declarations.ts'
import { minifyCss } from '../../src/web/http/minify-css.ts'
import { pageNamed, TRADER, type Who } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { fetchedRows, MAX_WEIGHT, type Weight, weigh } from '../support/browser/weight.ts'
import { all } from '../support/stores/service.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

/** The heaviest language: a Cyrillic letter has two bytes, and its words are the longest. */
const HEAVIEST: readonly Language[] = ['ru']

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

const weightOf = async (visitor: Visitor, name: string): Promise<Weight> =>
  weigh(visitor.tab, () => visitor.openPage(pageNamed(name)))

const sheetsFetched = ({ tab }: Visitor) =>
  tab.evaluate<number[]>(
    "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.css')).map(entry => entry.transferSize)",
  )

const LOOK = `JSON.stringify([...document.body.querySelectorAll('*')].map(element => {
  const { font, color, backgroundColor, display, padding, border } = getComputedStyle(element)
  return [element.tagName, font, color, backgroundColor, display, padding, border]
}).filter(([tag]) => tag !== 'LINK'))`

/** A style sheet as the browser parses it. Custom properties keep their text exactly. */
const RULES = `css => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return [...sheet.cssRules].map(rule => rule.cssText).join(' ')
    .replace(/--[\\w-]+:[^;]*/g, own => own.replace(/,\\s+/g, ',').replace(/\\s+/g, ' '))
}`

/** The sheet of all pages, and one of this kind of page. */
const WITH_OWN_SHEET = [
  'the entrance',
  'the statement',
  'a ledger',
  'a declaration',
  'the charts',
  'the cabinet',
  'the clients',
  'the guide, for who is signed in',
]

describe.each(RUNS_ALL ? LANGUAGES : HEAVIEST)('in the language %s', language => {
  const visitors = new Map<string, Promise<Visitor>>()
  const visitorOf = async (who: Who) => {
    const visitor = await site.visitorWho(who)
    await visitor.read(language)
    return visitor
  }
  test.each([
    'the entrance',
    'the statement',
    'a ledger',
    'a declaration',
    'the charts',
    'the cabinet',
    'the clients',
    'the guide, for who is signed in',
    'the payment portal',
  ])('the first view of %s fits the first round trip, and the whole page stays within its limits', async name => {
    const { who } = pageNamed(name)
    if (!visitors.has(who)) visitors.set(who, visitorOf(who))
    const visitor = await visitors.get(who)!
    await visitor.forget()
    const weight = await weightOf(visitor, name)
    expect(Object.keys(weight.bytes)).toEqual(expect.arrayContaining(['document', 'stylesheet', 'script']))
    expect(await visitor.tab.locator('head style').count()).toBe(WITH_OWN_SHEET.includes(name) ? 2 : 1)
    expect(weight.first).toBeGreaterThan(2000)
    expect(weight.first).toBeLessThanOrEqual(MAX_WEIGHT.first)
    expect(weight.all).toBeLessThanOrEqual(MAX_WEIGHT.all)
    expect(weight.requests).toBeLessThanOrEqual(MAX_WEIGHT.requests)
  })

  test('the next page transfers no style sheet and looks the same', async () => {
    const visitor = await site.visitor()
    await visitor.read(language)
    await visitor.forget()
    const looks: string[] = []
    for (const carried of [true, false]) {
      const weight = await weightOf(visitor, 'the sessions')
      expect(await visitor.tab.locator('style').count()).toBe(carried ? 1 : 0)
      expect((await sheetsFetched(visitor)).map(bytes => bytes > 0)).toEqual([carried])
      expect(weight.requests).toBeLessThanOrEqual(MAX_WEIGHT.requests)
      looks.push(await visitor.tab.evaluate<string>(LOOK))
    }
    expect(looks[0]).toBe(looks[1])
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  test.each(['everything', 'as many declarations as may be asked for'])(
    'the fragment of 25 rows stays within its limit, searching %s',
    async asked => {
      const visitor = await site.visitor()
      await visitor.read(language)
      const declarations = await all(walkDeclarations(site.store.reader, TRADER, null))
      const numbers = declarations.slice(0, MAX_DECLARATIONS).map(({ declaration }) => declaration.number)
      expect(numbers).toHaveLength(MAX_DECLARATIONS)
      const query = asked === 'everything' ? undefined : `from=2025-01-01&declaration=${numbers.join()}`
      const { headers, body } = await fetchedRows(site.url, await visitor.cookieHeader(), query)
      expect(headers['content-encoding']).toBe('br')
      const text = brotliDecompressSync(body).toString()
      expect(text.match(/<tr/g)?.length).toBeGreaterThanOrEqual(26)
      expect(text).not.toContain('<html')
      expect(body.length).toBeLessThanOrEqual(MAX_WEIGHT.fragment)
      await visitor.leave()
    },
  )
})

describe('the measurement itself', () => {
  test('reports the transferred bytes, and a page over the limit', async () => {
    const visitor = await site.stranger()
    const before = await weightOf(visitor, 'the entrance')
    await visitor.tab.route('**/*', async route => {
      const answer = await route.fetch()
      const body = (await answer.text()) + `<!-- ${'ağır '.repeat(3000)} -->`
      const { 'content-encoding': _, ...headers } = answer.headers()
      if (route.request().resourceType() === 'document') return route.fulfill({ response: answer, body, headers })
      return route.continue()
    })
    const heavy = await weightOf(visitor, 'the entrance')
    expect(heavy.first).toBeGreaterThan(MAX_WEIGHT.first)
    expect(before.first).toBeLessThan(MAX_WEIGHT.first)
    await visitor.leave()
  })

  test('counts each request', async () => {
    const visitor = await site.stranger()
    await visitor.openPage(pageNamed('the entrance'))
    const { requests } = await weigh(visitor.tab, async () => {
      await visitor.openPage(pageNamed('the entrance'))
      await visitor.tab.evaluate(
        "Promise.all(['/healthz', '/signed-out'].map(path => fetch(path).then(r => r.text())))",
      )
    })
    expect(requests).toBeGreaterThanOrEqual(3)
    await visitor.leave()
  })
})

describe('the style sheet', () => {
  const folder = new URL('../../static/', import.meta.url)
  const files = readdirSync(folder).flatMap(name =>
    name.endsWith('.css') ? [readFileSync(new URL(name, folder), 'utf8')] : [],
  )

  test.each([
    ['each of ours', files],
    [
      'strings, and text that only looks like comments and punctuation',
      [
        'a::before { content: "/* no note */ {  ; , }" } /* a "note" */ b{color:red}',
        `p::after { content: '\\'  /*' ; --empty: ; margin: calc( 1px + 2px ) -1px }`,
        '@media ( width > 10px ) and (print) { a > b ~ c , d :is( e , f ) { inset: 0 auto auto } }',
      ],
    ],
  ])('means the same when minified: %s', async (_, sheets) => {
    const visitor = await site.stranger()
    await visitor.open('/')
    for (const css of sheets) {
      expect(minifyCss(css).length).toBeLessThan(css.length)
      const [read, compact] = await visitor.tab.evaluate<string[]>(
        `[${JSON.stringify(css)}, ${JSON.stringify(minifyCss(css))}].map(${RULES})`,
      )
      expect(read!.length).toBeGreaterThan(20)
      expect(compact).toBe(read)
    }
    await visitor.leave()
  })
})
