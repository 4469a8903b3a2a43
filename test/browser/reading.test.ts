import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.ts'
import { cutOff, overTheSide, SPACING, unfold } from '../support/browser/examine.ts'
import { PAGES, type Who } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

const hidden = async ({ tab }: Visitor) => [...(await overTheSide(tab)), ...(await cutOff(tab))]

describe.each(LANGUAGES)('in the language %s', language => {
  describe.each([1, 2, 4])('at %d times the size', zoom => {
    let visitors: Map<Who, Visitor>
    beforeAll(async () => {
      visitors = await site.visitors(language, { zoom })
    })
    afterAll(async () => {
      for (const visitor of visitors.values()) await visitor.leave()
    })

    test.each(PAGES)('nothing of $name is cut off, nor is it when letters, words and lines stand apart', async page => {
      const visitor = visitors.get(page.who)!
      await visitor.openPage(page)
      await unfold(visitor.tab)
      expect(await hidden(visitor)).toEqual([])
      await visitor.adopt(SPACING)
      expect(await hidden(visitor)).toEqual([])
    })
  })
})

describe('the instruments themselves', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.stranger({ zoom: 2 })
    await visitor.open('/')
  })
  afterAll(() => visitor.leave())

  test('twice the size is half the width, in points of half the size', async () => {
    expect(await visitor.tab.evaluate('[document.documentElement.clientWidth, devicePixelRatio]')).toEqual([640, 2])
  })

  test('words that a box cuts off are found, and words for screen readers alone are not', async () => {
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=box>Three short words</p>')`)
    await visitor.adopt('.box { overflow: hidden; white-space: nowrap; width: 1px; height: 1px }')
    expect(await cutOff(visitor.tab)).toEqual([])
    await visitor.adopt('.box { width: 40px; height: auto }')
    expect(await cutOff(visitor.tab)).toEqual(['p.box "Three short words"'])
  })

  test('a box that holds its words only as long as they stand close is found when they stand apart', async () => {
    await visitor.open('/')
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div class=box>Three short words</div>')`)
    await visitor.adopt('.box { overflow: hidden; white-space: nowrap; width: max-content }')
    const width = await visitor.tab.evaluate<number>(`document.querySelector('.box').getBoundingClientRect().width`)
    await visitor.adopt(`.box { width: ${Math.ceil(width)}px }`)
    expect(await cutOff(visitor.tab)).toEqual([])
    await visitor.adopt(SPACING)
    expect(await cutOff(visitor.tab)).toEqual(['div.box "Three short words"'])
  })
})
