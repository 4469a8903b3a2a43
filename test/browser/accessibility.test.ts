import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { helpUrl } from '../../src/web/urls.ts'
import { axeFindings, findOverflow } from '../support/browser/examine.ts'
import { findingsInMode } from '../support/browser/examine-pages.ts'
import { emulateMode, FEW_MODES, MODES, WIDTHS } from '../support/browser/modes.ts'
import { PAGES, pageNamed, VAT } from '../support/browser/pages.ts'
import { RealSite, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

test('every page has a name of its own', () => {
  const names = PAGES.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})

test.each(RUNS_ALL ? WIDTHS : WIDTHS.slice(-1))(
  'a rejected mandate form is accessible at %d pixels, and its list of problems has the focus',
  async width => {
    const visitor = await site.visitor({ width })
    await visitor.open(`${TRADER_ADDRESS}/mandates`)
    await visitor.tab.locator('#mandate-from').fill('x')
    await visitor.click(visitor.tab.getByRole('button', { name: 'Baxış icazəsi ver' }))
    expect(await visitor.tab.locator('.problems a').count()).toBe(2)
    expect(await visitor.tab.evaluate('document.activeElement.className')).toBe('problems')
    expect(await findingsInMode(visitor, { colours: 'light', width })).toEqual([])
    await visitor.leave()
  },
)

/** Elements that mark the current place, and the value of the property on the elements beside it (`Canvas` is invisible). */
const MARKS = [
  ['a part of an account', VAT, '.sections a', '[aria-current]', 'border-bottom-color', 'Canvas'],
  ['a ledger', VAT, '.ledgers a', '[aria-current]', 'outline-style', 'none'],
  ['a period', `${VAT}?from=2026-06-01&to=2026-06-30`, '.periods a', '[aria-current]', 'outline-style', 'none'],
  ['a line of the guide', helpUrl('card-debt'), '.line', ':target', 'border-left-color', 'Canvas'],
] as const

test.each(MARKS)('with forced colours the current one is marked, and no other: %s', async (_, path, all, ...mark) => {
  const [here, property, unmarked] = mark
  const visitor = await site.visitor()
  await emulateMode(visitor.tab, { colours: 'forced', width: 1280 })
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
})

/** Those in which the matrix examines pages. */
const EXAMINED_MODES = RUNS_ALL ? MODES : FEW_MODES

describe('the checks themselves', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.stranger()
  })
  afterAll(() => visitor.leave())

  test('axe finds a button without a name', async () => {
    await visitor.open('/')
    await visitor.tab.evaluate("document.querySelector('main').append(document.createElement('button'))")
    expect((await axeFindings(visitor.tab)).join()).toContain('button-name')
  })

  test.each(EXAMINED_MODES)('axe finds low contrast in $colours at $width pixels', async mode => {
    await visitor.open('/')
    await emulateMode(visitor.tab, mode)
    expect(await axeFindings(visitor.tab, ['color-contrast'])).toEqual([])
    await visitor.adopt('p { color: #777 !important; background: #888 !important; forced-color-adjust: none }')
    expect((await axeFindings(visitor.tab, ['color-contrast'])).join()).toContain('color-contrast')
  })

  test('axe finds targets that are too small and too close', async () => {
    await emulateMode(visitor.tab, { colours: 'light', width: 320 })
    await visitor.open('/')
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div><button>a</button><button>b</button></div>')`)
    await visitor.adopt(
      'div > button { all: unset !important; display: block !important; width: 12px !important; height: 12px !important }',
    )
    expect((await axeFindings(visitor.tab)).join()).toContain('target-size')
  })

  test('overflow is found and named, but not in a region that scrolls by itself', async () => {
    await emulateMode(visitor.tab, { colours: 'light', width: 320 })
    await visitor.open('/')
    await visitor.tab.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<div class=held><p class=wide>wide</p></div>')`)
    await visitor.adopt('.wide { width: 500px } .held { overflow-x: auto }')
    expect(await findOverflow(visitor.tab)).toEqual([])
    await visitor.adopt('.held { overflow-x: visible }')
    expect((await findOverflow(visitor.tab)).join()).toContain('p.wide "wide"')
  })

  test.each(EXAMINED_MODES)(
    'a page switched to another mode looks as if it was loaded in it: $colours, $width',
    async mode => {
      const visitor = await site.visitor()
      await visitor.openPage(pageNamed('a ledger'))
      for (const other of MODES) await emulateMode(visitor.tab, other)
      await emulateMode(visitor.tab, mode)
      const switched = await visitor.tab.evaluate(LOOK)
      await visitor.leave()
      const fresh = await site.visitor({ width: mode.width })
      await emulateMode(fresh.tab, mode)
      await fresh.openPage(pageNamed('a ledger'))
      expect(await fresh.tab.evaluate(LOOK)).toEqual(switched)
      await fresh.leave()
    },
  )
})

const LOOK = `[...document.querySelectorAll('body, body *')].map(element => {
  const { x, y, width, height } = element.getBoundingClientRect()
  const { color, backgroundColor, borderTopColor } = getComputedStyle(element)
  return [element.tagName, x, y + scrollY, width, height, color, backgroundColor, borderTopColor].join(' ')
})`
