import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_BROKER } from '../../src/demo/demonstration-people.ts'
import { DECLARATION, TRADER } from '../support/browser/pages.ts'
import { RealSite, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { View, Visitor } from '../support/browser/visitor.ts'
import { representativeOf } from '../support/people/people.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const VAT = `${TRADER_ADDRESS}/ledgers/vat`

interface Habit {
  readonly what: string
  readonly who: 'trader' | 'broker'
  readonly path: string
  readonly action: (visitor: Visitor) => Promise<void>
}

const clickOn = (place: string) => async (visitor: Visitor) => {
  await visitor.unfold()
  await visitor.click(visitor.tab.locator(place).first())
}
const enterIn = (place: string, words: string) => async (visitor: Visitor) => {
  await visitor.unfold()
  await visitor.tab.locator(place).fill(words)
  await visitor.act(() => visitor.tab.locator(place).press('Enter'))
}

/** Actions that change a part of a page and its address. */
const SWAPS: readonly Habit[] = [
  { what: 'a search on the statement', who: 'trader', path: TRADER_ADDRESS, action: enterIn('#filter-from', '1.1.26') },
  { what: 'a period on the statement', who: 'trader', path: TRADER_ADDRESS, action: clickOn('#period-3') },
  { what: 'a search on a ledger', who: 'trader', path: VAT, action: enterIn('#filter-declaration', DECLARATION) },
  { what: 'a mistake on a ledger', who: 'trader', path: VAT, action: enterIn('#filter-to', '31.2.26') },
  { what: 'the next page of a ledger', who: 'trader', path: VAT, action: clickOn('#page-after') },
  {
    what: 'the next page of the declarations',
    who: 'trader',
    path: `${TRADER_ADDRESS}/declarations`,
    action: clickOn('#page-after'),
  },
  {
    what: 'another period of the declarations',
    who: 'trader',
    path: `${TRADER_ADDRESS}/declarations?state=settled`,
    action: enterIn('#declarations-from', '1.1.26'),
  },
  {
    what: 'a question before paying',
    who: 'broker',
    path: '/accounts/2518520101/preview',
    action: enterIn('#preview-amount', '1.234,50'),
  },
  {
    what: 'other dates of the charts',
    who: 'trader',
    path: `${TRADER_ADDRESS}/pictures`,
    action: enterIn('#charts-from', '1.1.26'),
  },
  {
    what: 'another period of the charts',
    who: 'trader',
    path: `${TRADER_ADDRESS}/pictures`,
    action: clickOn('#period-3'),
  },
  { what: 'a search of clients', who: 'broker', path: '/clients', action: enterIn('#search-words', 'v0utn69') },
  { what: 'another order of the clients', who: 'broker', path: '/clients', action: clickOn('#sort-debt') },
]

const pathOf = ({ path }: Habit) => path.split('?')[0]

/** `partial.test.ts` does the other actions. */
const OF_EACH_PAGE = SWAPS.filter(
  (swap, index) => RUNS_ALL || SWAPS.findIndex(other => pathOf(other) === pathOf(swap)) === index,
)

let site: RealSite
const visitors = new Map<Habit['who'], Visitor>()
beforeAll(async () => {
  site = await RealSite.open()
  visitors.set('trader', await site.visitorAs(representativeOf(TRADER)))
  visitors.set('broker', await site.visitorAs(representativeOf(DEMONSTRATION_BROKER)))
})
afterAll(() => site.close())

/** The content of a page without the time of the view. */
const seen = ({ address, title, status, rows, facts, fields }: View) => ({
  address,
  title,
  status,
  rows,
  facts,
  fields,
})

describe.each(OF_EACH_PAGE)('$what', ({ who, path, action }) => {
  let visitor: Visitor
  let before: View
  let after: View
  let focused: string
  beforeAll(async () => {
    visitor = visitors.get(who)!
    await visitor.open(path)
    visitor.pages.length = 0
    before = await visitor.view()
    await action(visitor)
    after = await visitor.view()
    focused = await visitor.tab.evaluate<string>('document.activeElement.localName')
  })

  test('changes a part of the page, and its address', () => {
    expect(visitor.pages).toEqual([])
    expect(after.address).not.toBe(before.address)
    expect(seen(after)).not.toEqual({ ...seen(before), address: after.address })
  })

  test('has an address that shows the same in another browser without JavaScript', async () => {
    const code = who === 'trader' ? TRADER : DEMONSTRATION_BROKER
    const other = await site.visitorAs(representativeOf(code), { scripted: false })
    await other.open(after.address)
    expect(seen(await other.view())).toEqual(seen(after))
    await other.leave()
  })

  test('is undone by Back and redone by Forward', async () => {
    await visitor.act(async () => void (await visitor.tab.goBack()))
    expect(seen(await visitor.view())).toEqual(seen(before))
    await visitor.act(async () => void (await visitor.tab.goForward()))
    expect(seen(await visitor.view())).toEqual(seen(after))
  })

  test('keeps the focus on the page, and announces the result in a live region', () => {
    expect(focused).not.toBe('body')
    expect(after.status).not.toBe('')
  })
})
