import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageNamed } from '../support/browser/pages.ts'
import { RealSite } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
let visitor: Visitor
beforeAll(async () => {
  site = await RealSite.open()
  visitor = await site.visitor()
})
afterAll(() => site.close())

const LAST_ROW = "document.querySelector('.entries tbody tr:last-child')"

const headings = () =>
  visitor.tab.evaluate<{ top: number; bottom: number }>(
    "(({ top, bottom }) => ({ top, bottom }))(document.querySelector('.entries thead th').getBoundingClientRect())",
  )

/** Counts the row links that the headings cover while they have the focus, from the last row up. */
async function covered(): Promise<number> {
  await visitor.tab.evaluate(`${LAST_ROW}.querySelector('a').focus()`)
  let [walked, count] = [0, 0]
  for (;;) {
    await visitor.tab.keyboard.press('Shift+Tab')
    const top = await visitor.tab.evaluate<number | null>(
      "document.activeElement.closest('.entries tbody') && document.activeElement.getBoundingClientRect().top",
    )
    if (top === null) break
    walked += 1
    if (top < (await headings()).bottom) count += 1
  }
  // Each row has a link.
  expect(walked).toBeGreaterThanOrEqual(24)
  return count
}

describe('the headings of a ledger', () => {
  test('stay visible while the rows scroll', async () => {
    await visitor.openPage(pageNamed('a ledger'))
    expect((await headings()).top).toBeGreaterThan(100)
    await visitor.tab.evaluate(`${LAST_ROW}.scrollIntoView()`)
    expect((await headings()).top).toBe(0)
  })

  test('never cover the focused element', async () => {
    await visitor.openPage(pageNamed('a ledger'))
    expect(await covered()).toBe(0)
  })

  test('would cover it without the scroll padding of the page', async () => {
    await visitor.openPage(pageNamed('a ledger'))
    await visitor.adopt('html { scroll-padding-top: 0 !important }')
    expect(await covered()).toBeGreaterThan(0)
  })

  test('label the figures of each row where it has two lines, but for the amount', async () => {
    const narrow = await site.visitor({ width: 320 })
    await narrow.openPage(pageNamed('a ledger'))
    expect(await narrow.tab.locator('.entries thead').isVisible()).toBe(false)
    const named = await narrow.tab.evaluate<string[]>(
      `[...${LAST_ROW}.cells].map(cell => getComputedStyle(cell, '::before').content).filter(label => label !== 'none')`,
    )
    expect(named).toEqual(['"Ödəmə tarixi "', '"Borc "', '"Artıq ödəmə "'])
    await narrow.leave()
  })
})
