import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../../src/i18n/index.ts'
import { findCutText, findOverflow, openDetails, SPACING } from '../support/browser/examine.ts'
import { PAGES, type Who } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

const hiddenText = async ({ tab }: Visitor) => [...(await findOverflow(tab)), ...(await findCutText(tab))]

/** `examine-pages.ts` examines each page at the size 1 and at the width of size 4. */
const ZOOMS: readonly (readonly [Language, number])[] = RUNS_ALL
  ? LANGUAGES.flatMap(language => [1, 2, 4].map(zoom => [language, zoom] as const))
  : []

describe.each(ZOOMS)('in the language %s at %d times the size', (language, zoom) => {
  let visitors: Map<Who, Visitor>
  beforeAll(async () => {
    visitors = await site.visitors(language, { zoom })
  })
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.leave()
  })

  test.each(PAGES)('$name hides no text, with more space between letters, words and lines too', async page => {
    const visitor = visitors.get(page.who)!
    await visitor.openPage(page)
    await openDetails(visitor.tab)
    expect(await hiddenText(visitor)).toEqual([])
    await visitor.adopt(SPACING)
    expect(await hiddenText(visitor)).toEqual([])
  })
})

describe('the checks themselves', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.stranger({ zoom: 2 })
    await visitor.open('/')
  })
  afterAll(() => visitor.leave())

  test('twice the size is half the width at twice the pixel ratio', async () => {
    expect(await visitor.tab.evaluate('[document.documentElement.clientWidth, devicePixelRatio]')).toEqual([640, 2])
  })

  test('text that a box cuts off is found, and text for screen readers is not', async () => {
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=box>Three short words</p>')`)
    await visitor.adopt('.box { overflow: hidden; white-space: nowrap; width: 1px; height: 1px }')
    expect(await findCutText(visitor.tab)).toEqual([])
    await visitor.adopt('.box { width: 40px; height: auto }')
    expect(await findCutText(visitor.tab)).toEqual(['p.box "Three short words"'])
  })

  test('a box that is too small for spaced text is found', async () => {
    await visitor.open('/')
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div class=box>Three short words</div>')`)
    await visitor.adopt('.box { overflow: hidden; white-space: nowrap; width: max-content }')
    const width = await visitor.tab.evaluate<number>(`document.querySelector('.box').getBoundingClientRect().width`)
    await visitor.adopt(`.box { width: ${Math.ceil(width)}px }`)
    expect(await findCutText(visitor.tab)).toEqual([])
    await visitor.adopt(SPACING)
    expect(await findCutText(visitor.tab)).toEqual(['div.box "Three short words"'])
  })
})
