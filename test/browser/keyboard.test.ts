import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keyboardFindings, walkWithKeys } from '../support/browser/keyboard.ts'
import { WIDTHS } from '../support/browser/modes.ts'
import { pageNamed } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

const WALKED = ['the entrance', 'the statement', 'a ledger', 'a ledger, searched wrongly', 'the declarations'].map(
  pageNamed,
)

/** The order of controls backwards is that of the document at each width, so one page is walked backwards. */
const keysOn = (page: (typeof WALKED)[number], width: number) =>
  RUNS_ALL || (page === WALKED[2] && width === WIDTHS[0]) ? (['Tab', 'Shift+Tab'] as const) : (['Tab'] as const)

describe.each(WIDTHS)('at a width of %d', width => {
  test.each(WALKED)('on $name the keyboard reaches every control in order, with a visible focus', async page => {
    const visitor = page.who === 'a stranger' ? await site.stranger({ width }) : await site.visitor({ width })
    for (const key of keysOn(page, width)) {
      await visitor.openPage(page)
      expect(await keyboardFindings(visitor.tab, key)).toEqual([])
    }
    await visitor.leave()
  })
})

describe('the check itself', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.stranger()
  })
  afterAll(() => visitor.leave())
  // A page of few controls is walked sooner.
  beforeEach(async () => void (await visitor.openPage(pageNamed('the entrance'))))

  test('visits every control of a ledger', async () => {
    const trader = await site.visitor()
    await trader.openPage(pageNamed('a ledger'))
    await trader.unfold()
    const { stops } = await walkWithKeys(trader.tab, 'Tab')
    await trader.leave()
    const names = stops.map(({ name }) => name)
    expect(names[0]).toContain('skip')
    expect(names[1]).toContain('skip')
    expect(names.join()).toMatch(/input#filter-from.*select#filter-type.*button.*a "000/s)
    expect(stops.length).toBeGreaterThan(40)
  })

  test('finds an invisible focus', async () => {
    await visitor.adopt(':focus, :focus-visible { outline: none !important }')
    expect((await keyboardFindings(visitor.tab, 'Tab')).join()).toContain('without an outline: a.skip')
  })

  test.each(['Tab', 'Shift+Tab'] as const)('finds a heading that covers the focus, with %s', async key => {
    await visitor.tab.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<b class=lid>lid</b>')")
    await visitor.adopt('.lid { position: fixed; inset: 0; z-index: 9; background: #fff }')
    expect((await keyboardFindings(visitor.tab, key)).join()).toContain('under b.lid "lid"')
  })

  test('finds a control that cannot be reached', async () => {
    await visitor.tab.evaluate("document.querySelector('main a').setAttribute('tabindex', '-1')")
    expect((await keyboardFindings(visitor.tab, 'Tab')).join()).toContain('never reached: a')
  })

  test.each(['Tab', 'Shift+Tab'] as const)('finds a wrong order, with %s', async key => {
    // Every second link comes first; the walk starts at the end from which it still meets the others.
    const turn = key === 'Tab' ? 'at % 2' : '(links.length - at) % 2'
    await visitor.tab.evaluate(
      `document.querySelectorAll('a').forEach((link, at, links) => { link.tabIndex = 1 + (${turn}) })`,
    )
    expect((await keyboardFindings(visitor.tab, key)).join()).toContain('out of order')
  })

  test('finds a control above the one before it', async () => {
    await visitor.adopt('body { display: flex; flex-direction: column-reverse }')
    expect((await keyboardFindings(visitor.tab, 'Tab')).join()).toContain('above what was before it')
  })
})
