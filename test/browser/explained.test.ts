import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RealSite, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

const PAYMENT = /^(Avans ödəniş|HÖP ödəniş)/

describe.each([
  { how: 'with JavaScript', scripted: true },
  { how: 'without JavaScript', scripted: false },
])('the trader asks $how', ({ scripted }) => {
  /** Counts the clicks from the open statement. */
  async function comeToStatement(): Promise<{ visitor: Visitor; click: Visitor['click']; clicks: () => number }> {
    const visitor = await site.visitor({ scripted })
    await visitor.open(TRADER_ADDRESS)
    let clicks = 0
    const click: Visitor['click'] = what => {
      clicks += 1
      return visitor.click(what)
    }
    return { visitor, click, clicks: () => clicks }
  }

  test('which payment closed this debt: two clicks from the statement', async () => {
    const { visitor, click, clicks } = await comeToStatement()
    await click(visitor.link(/ƏDV üzrə vərəqə/).first())
    const debt = visitor.tab.locator('table.entries tbody tr', { hasText: 'Hesablama' }).first()
    await click(debt.getByRole('link').first())
    const closing = visitor.tab.locator('#closed tbody tr')
    expect(await closing.count()).toBeGreaterThan(0)
    expect(await closing.first().getByRole('link').last().textContent()).toMatch(PAYMENT)
    expect(clicks()).toBeLessThanOrEqual(2)
    expect(visitor.complaints).toEqual([])

    // One more opens the payment, with the debt among what it closed.
    const asked = (await visitor.view()).address
    await click(closing.first().getByRole('link').last())
    const uses = visitor.tab.locator('#uses a, #booked a')
    const hrefs = await uses.evaluateAll(links => links.map(link => (link as { href?: string }).href))
    expect(hrefs.some(href => href?.endsWith(asked))).toBe(true)
    await visitor.leave()
  })

  test('what a payment closed and what is left of it: two clicks', async () => {
    const { visitor, click, clicks } = await comeToStatement()
    await click(visitor.link(/Avans gömrük ödənişləri üzrə vərəqə/).first())
    const payment = visitor.tab.locator('table.entries tbody tr', { hasText: 'Avans ödəniş (7 fond)' }).first()
    await click(payment.getByRole('link').first())
    expect((await visitor.view()).facts).toMatchObject({
      'İstifadə olunub': expect.any(String),
      Qalıb: expect.any(String),
    })
    expect(await visitor.tab.locator('#uses').count()).toBe(1)
    expect(clicks()).toBeLessThanOrEqual(2)
    await visitor.leave()
  })
})
