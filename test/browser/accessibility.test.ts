import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/i18n/index.ts'
import { helpUrl } from '../../src/web/urls.ts'
import { axeFindings, overTheSide, unfold } from '../support/browser/examine.ts'
import { lookIn, MODES, type Mode, WIDTHS } from '../support/browser/modes.ts'
import { PAGES, pageNamed, VAT, type Who } from '../support/browser/pages.ts'
import { RealSite, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

/** What is wrong with the page before someone, in one mode. */
async function wrongIn({ tab }: Visitor, mode: Mode): Promise<string[]> {
  await lookIn(tab, mode)
  const found = [...(await axeFindings(tab)), ...(await overTheSide(tab))]
  return found.map(what => `${mode.colours}, ${mode.width}: ${what}`)
}

test('no two pages have one name', () => {
  const names = PAGES.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})

describe.each(LANGUAGES)('in the language %s', language => {
  let visitors: Map<Who, Visitor>
  beforeAll(async () => {
    visitors = await site.visitors(language)
  })
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.leave()
  })

  test.each(PAGES)(
    '$name breaks no rule of axe, and does not run over the side, in any light and width',
    async page => {
      const visitor = visitors.get(page.who)!
      visitor.complaints.length = 0
      expect.soft((await visitor.openPage(page)).status()).toBe(page.status)
      expect.soft(await visitor.tab.getAttribute('html', 'lang')).toBe(language)
      await unfold(visitor.tab)
      const wrong = []
      for (const mode of MODES) wrong.push(...(await wrongIn(visitor, mode)))
      expect(wrong).toEqual([])
      // That the page is answered with its status is what the browser may complain of, and nothing else.
      expect(visitor.complaints.filter(text => !text.includes(`status of ${page.status}`))).toEqual([])
    },
  )
})

test.each(WIDTHS)('a mandate that cannot be granted breaks none at %d: what is wrong has the focus', async width => {
  const visitor = await site.visitor({ width })
  await visitor.open(`${TRADER_ADDRESS}/mandates`)
  await visitor.tab.locator('#mandate-from').fill('x')
  await visitor.click(visitor.tab.getByRole('button', { name: 'Etibarnamə ver' }))
  expect(await visitor.tab.locator('.problems a').count()).toBe(2)
  expect(await visitor.tab.evaluate('document.activeElement.className')).toBe('problems')
  expect(await wrongIn(visitor, { colours: 'light', width })).toEqual([])
  await visitor.leave()
})

/** Where a person is, how that is marked, and what the mark is like on everything beside it: `Canvas` is not seen. */
const MARKS = [
  ['a part of an account', VAT, '.sections a', '[aria-current]', 'border-bottom-color', 'Canvas'],
  ['a ledger', VAT, '.ledgers a', '[aria-current]', 'outline-style', 'none'],
  ['a period', `${VAT}?from=2026-06-01&to=2026-06-30`, '.periods a', '[aria-current]', 'outline-style', 'none'],
  ['a line of the guide', helpUrl('card-debt'), '.line', ':target', 'border-left-color', 'Canvas'],
] as const

test.each(MARKS)(
  'where colours are forced %s that one is at is marked, and no other',
  async (_, path, all, ...mark) => {
    const [here, property, unmarked] = mark
    const visitor = await site.visitor()
    await lookIn(visitor.tab, { colours: 'forced', width: 1280 })
    await visitor.open(path)
    const marked = await visitor.tab.evaluate<boolean[]>(`(() => {
    document.body.style.setProperty('${property}', '${unmarked}')
    const markOf = element => getComputedStyle(element).getPropertyValue('${property}')
    return [...document.querySelectorAll('${all}')].filter(element => markOf(element) !== markOf(document.body))
      .map(element => element.matches('${here}'))
  })()`)
    expect(marked).toEqual([true])
    expect(await visitor.tab.locator(all).count()).toBeGreaterThan(3)
    await visitor.leave()
  },
)

describe('the instruments themselves', () => {
  test('axe finds a button without a name', async () => {
    const visitor = await site.stranger()
    await visitor.open('/')
    await visitor.tab.evaluate("document.querySelector('main').append(document.createElement('button'))")
    expect((await axeFindings(visitor.tab)).join()).toContain('button-name')
    await visitor.leave()
  })

  test.each(MODES)('axe finds quiet words in the light $colours at $width', async mode => {
    const visitor = await site.stranger()
    await visitor.open('/')
    await lookIn(visitor.tab, mode)
    expect(await axeFindings(visitor.tab)).toEqual([])
    await visitor.adopt('p { color: #777 !important; background: #888 !important; forced-color-adjust: none }')
    expect((await axeFindings(visitor.tab)).join()).toContain('color-contrast')
    await visitor.leave()
  })

  test('axe finds targets that are too small and too close', async () => {
    const visitor = await site.stranger({ width: 320 })
    await visitor.open('/')
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div><button>a</button><button>b</button></div>')`)
    await visitor.adopt(
      'div > button { all: unset !important; display: block !important; width: 12px !important; height: 12px !important }',
    )
    expect((await axeFindings(visitor.tab)).join()).toContain('target-size')
    await visitor.leave()
  })

  test('what runs over the side is found and named, and what scrolls in its own region is not', async () => {
    const visitor = await site.stranger({ width: 320 })
    await visitor.open('/')
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div class=held><p class=wide>wide</p></div>')`)
    await visitor.adopt('.wide { width: 500px } .held { overflow-x: auto }')
    expect(await overTheSide(visitor.tab)).toEqual([])
    await visitor.adopt('.held { overflow-x: visible }')
    expect((await overTheSide(visitor.tab)).join()).toContain('p.wide "wide"')
    await visitor.leave()
  })

  test.each(MODES)('a page that is looked at otherwise ($colours, $width) is as it is when it comes so', async mode => {
    const visitor = await site.visitor()
    await visitor.openPage(pageNamed('a ledger'))
    for (const other of MODES) await lookIn(visitor.tab, other)
    await lookIn(visitor.tab, mode)
    const switched = await visitor.tab.evaluate(LOOK)
    await visitor.leave()
    const fresh = await site.visitor({ width: mode.width })
    await lookIn(fresh.tab, mode)
    await fresh.openPage(pageNamed('a ledger'))
    expect(await fresh.tab.evaluate(LOOK)).toEqual(switched)
    await fresh.leave()
  })
})

/** Where everything is, and in which colours. */
const LOOK = `[...document.querySelectorAll('body, body *')].map(element => {
  const { x, y, width, height } = element.getBoundingClientRect()
  const { color, backgroundColor, borderTopColor } = getComputedStyle(element)
  return [element.tagName, x, y + scrollY, width, height, color, backgroundColor, borderTopColor].join(' ')
})`
