import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadApplication } from '../../src/cli/application.ts'
import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/server.ts'
import { launchChromium } from '../support/browser/chromium.ts'
import { RealSite, TRADER, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import { Visitor } from '../support/browser/visitor.ts'
import { assessed, type EventObject, paidByNumber, paidToCode } from '../support/oracle/events.ts'
import { cookieOf, representativeOf } from '../support/people/people.ts'

const VAT = `${TRADER_ADDRESS}/ledgers/vat`
const THEN = { voen: TRADER, occurredAt: '2026-06-10T12:00:00+04:00' }
const PAID = { ...THEN, paidOn: '2026-06-10' }

let site: RealSite
let visitor: Visitor
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())
beforeEach(async () => {
  visitor = await site.visitor()
})
afterEach(async () => {
  expect(visitor.complaints).toEqual([])
  await visitor.leave()
})

async function deliver(...events: EventObject[]): Promise<void> {
  const { outcomes } = await site.store.deliver(...events)
  expect(outcomes.map(({ became }) => became)).toEqual(events.map(() => 'applied'))
}

const sum = (card: string, { tab } = visitor) => tab.locator(`#${card} .sum`).textContent()
const cards = () => visitor.tab.locator('#cards').textContent()
const focused = () => visitor.tab.evaluate<string>('document.activeElement.id || document.activeElement.textContent')

/**
 * Runs an action that posts an event and waits until the open page announces it.
 * @returns the time in milliseconds, without the time in which a busy machine lets this process and the browser wait
 */
async function seen(booked: () => Promise<void>, { tab } = visitor): Promise<number> {
  await tab.evaluate("document.getElementById('live').textContent = ''")
  await booked()
  return spoken(tab)
}

/** Waits for the sentence. Playwright's own waiting would need a looser content security policy. */
async function spoken(tab: Visitor['tab']): Promise<number> {
  for (let waited_ms = 0; waited_ms < 10_000; waited_ms += 20) {
    if ((await tab.locator('#live').textContent()) !== '') return waited_ms
    await tab.waitForTimeout(20)
  }
  throw new Error('Nothing was said')
}

describe('a statement that is open in a tab', () => {
  test('shows a posting within two seconds, and announces it in a live region', async () => {
    await visitor.open(TRADER_ADDRESS)
    await visitor.tab.evaluate("document.getElementById('live').marked = true")
    const before = await cards()
    const took_ms = await seen(() => deliver(assessed('LIVE/1', { vat: '77.00', fine: '3.00' }, THEN)))
    expect(took_ms).toBeLessThan(2000)
    const after = await cards()
    expect(after).not.toBe(before)
    expect(await visitor.tab.locator('#live').textContent()).toMatch(/^Hesab saat \d\d:\d\d-d[aə] yeniləndi\.$/)
    expect(await visitor.tab.evaluate("document.querySelector('[role=status]#live').marked")).toBe(true)
    expect(await seen(() => deliver(paidByNumber('LIVE/1', '80.00', PAID)))).toBeLessThan(2000)
    expect(await cards()).not.toBe(after)
    expect(visitor.pages).toEqual([TRADER_ADDRESS])
  })

  test('keeps typed text, opened details, selections and the focus', async () => {
    await visitor.open(TRADER_ADDRESS)
    const { tab } = visitor
    await tab.locator('#debt summary').click()
    await visitor.unfold()
    await tab.locator('#filter-type').selectOption('reduction')
    await tab.locator('#filter-declaration').fill('00021/14')
    await tab.locator('#filter-from').fill('1.2')
    await tab.evaluate('document.activeElement.setSelectionRange(1, 2)')
    const title = await tab.title()
    await seen(() => deliver(paidToCode('802001', '5.00', PAID)))
    expect(await tab.locator('#debt details').getAttribute('open')).not.toBeNull()
    expect(await tab.locator('#overpayment details').getAttribute('open')).toBeNull()
    const { fields, address } = await visitor.view()
    expect(fields).toMatchObject({ from: '1.2', declaration: '00021/14', type: 'reduction' })
    expect(await focused()).toBe('filter-from')
    expect(await tab.evaluate('[document.activeElement.selectionStart, document.activeElement.selectionEnd]')).toEqual([
      1, 2,
    ])
    expect([address, await tab.title()]).toEqual([TRADER_ADDRESS, title])
    expect(await tab.evaluate('history.length')).toBe(2)
  })

  test('keeps its search', async () => {
    await visitor.open(TRADER_ADDRESS)
    await visitor.search({ type: 'eservice-advance-hop' })
    const { status } = await visitor.view()
    await seen(() => deliver(paidToCode('802001', '5.00', PAID)))
    const after = await visitor.view()
    expect(after.status).not.toBe(status)
    expect(after.address).toBe(`${TRADER_ADDRESS}?type=eservice-advance-hop`)
  })

  test('announces nothing, and asks at most every second while nothing is posted', async () => {
    await visitor.open(TRADER_ADDRESS)
    await visitor.tab.waitForTimeout(5000)
    expect(visitor.parts.length).toBeGreaterThanOrEqual(2)
    expect(visitor.parts.length).toBeLessThanOrEqual(5)
    expect(await visitor.tab.locator('#live').textContent()).toBe('')
  })
})

test('a late response does not undo a newer search', async () => {
  await visitor.open(VAT)
  const asked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  await visitor.tab.route('**/*live=*', async route => {
    const response = await route.fetch()
    if (response.status() !== 204) {
      asked.resolve()
      await held.promise
    }
    await route.fulfill({ response })
  })
  await deliver(assessed('LIVE/6', { vat: '12.34' }, THEN))
  await asked.promise
  await visitor.search({ type: 'reduction' })
  const searched = await visitor.view()
  const late = visitor.tab.waitForResponse(answer => answer.url().includes('live='))
  held.resolve()
  await late
  await visitor.tab.waitForTimeout(500)
  const { rows, status, address } = await visitor.view()
  expect({ rows, status, address }).toEqual({ rows: searched.rows, status: searched.status, address: searched.address })
  await visitor.tab.unrouteAll({ behavior: 'ignoreErrors' })
})

describe('a ledger that is open', () => {
  test('gets new rows on top, and the focused row stays the same element', async () => {
    await visitor.open(VAT)
    const link = visitor.tab.locator('.entries a').nth(3)
    await link.focus()
    const number = await focused()
    const { rows } = await visitor.view()
    await seen(() => deliver(assessed('LIVE/2', { vat: '12.34' }, THEN)))
    const after = await visitor.view()
    // Rows of the assessment and of the drawdown from the advance.
    expect(after.rows.slice(0, 2).map(({ Məbləğ }) => Məbləğ)).toEqual(['12,34', '12,34'])
    expect(after.rows[2]).toEqual(rows[0])
    expect(after.rows).toHaveLength(25)
    expect(await focused()).toBe(number)
  })

  test('on a later page stays where it is', async () => {
    await visitor.open(VAT)
    await visitor.click(visitor.link(/Növbəti səhifə/))
    const before = await visitor.view()
    await seen(() => deliver(assessed('LIVE/3', { vat: '12.34' }, THEN)))
    const after = await visitor.view()
    expect([after.address, after.rows, after.title]).toEqual([before.address, before.rows, before.title])
    expect(await focused()).toBe('page-after')
  })
})

test('an open declaration changes from owed to paid', async () => {
  await deliver(assessed('LIVE/4', { vat: '90000000.00' }, THEN))
  await visitor.open(`${TRADER_ADDRESS}/declarations/LIVE/4`)
  expect(await visitor.tab.locator('#facts').textContent()).toContain('Qismən ödənilib')
  expect(await visitor.tab.locator('#charges .pay').count()).toBe(1)
  expect(await seen(() => deliver(paidByNumber('LIVE/4', '90000000.00', PAID)))).toBeLessThan(2000)
  expect(await visitor.tab.locator('#facts').textContent()).toContain('Ödənilib')
  expect(await visitor.tab.locator('#charges .pay').count()).toBe(0)
})

test('a page of another server process over the same store is updated too', async () => {
  const clock = () => new Date('2026-06-10T08:00:00Z')
  const config = readConfig({ REQUESTS_A_MINUTE: '1000000' })
  const other = await startServer(await loadApplication({ config, clock }, site.store, () => {}), '127.0.0.1', 0)
  const browser = await launchChromium()
  const there = await Visitor.come(browser, other.url)
  await there.takeCookie(
    await cookieOf(site.store.access, representativeOf(TRADER), clock(), `${other.url}/test-identity`),
  )
  await there.open(TRADER_ADDRESS)
  await visitor.open(TRADER_ADDRESS)
  const booked = () => deliver(paidToCode('802001', '5.00', PAID))
  const [here_ms] = await Promise.all([seen(booked), seen(async () => {}, there)])
  expect(here_ms).toBeLessThan(2000)
  expect(await sum('balance', there)).toBe(await sum('balance'))
  expect(there.complaints).toEqual([])
  await browser.close()
  await other.stop()
})

test('an open page keeps its language when another is chosen in another window', async () => {
  await visitor.open(TRADER_ADDRESS)
  await visitor.takeCookie('__Host-vereqe-language=en')
  await seen(() => deliver(paidToCode('802001', '3.00', PAID)))
  expect(await visitor.tab.locator('#live').textContent()).toContain('yeniləndi')
  expect(await cards()).toContain('Cəmi borc')
  await visitor.search({ from: '1.3.26' })
  expect((await visitor.view()).title).toMatch(/^Şəxsi hesab vərəqəsi/)
  await visitor.open(TRADER_ADDRESS)
  expect((await visitor.view()).title).toMatch(/^Personal account statement/)
})

test('without JavaScript a reload shows the posting', async () => {
  const plain = await site.visitor({ scripted: false })
  await plain.open(TRADER_ADDRESS)
  const before = await sum('balance', plain)
  await deliver(paidToCode('802001', '5.00', PAID))
  await plain.tab.waitForTimeout(2000)
  expect(await sum('balance', plain)).toBe(before)
  await plain.tab.reload()
  expect(await sum('balance', plain)).not.toBe(before)
  await plain.leave()
})

// The browser itself logs requests that fail.
test('an unreachable server is not announced, and updates resume when it is back', async () => {
  await visitor.open(TRADER_ADDRESS)
  // One route for both faults: between two routes, a request would reach the server.
  let refused = false
  await visitor.tab.route('**/*live=*', route =>
    refused
      ? route.abort('connectionrefused')
      : route.fulfill({ status: 503, headers: { 'hx-reswap': 'none' }, body: '' }),
  )
  const before = await visitor.tab.locator('main').textContent()
  await deliver(paidToCode('802001', '5.00', PAID))
  await visitor.tab.waitForTimeout(2500)
  refused = true
  await visitor.tab.waitForTimeout(2500)
  expect(await visitor.tab.locator('main').textContent()).toBe(before)
  await visitor.tab.unroute('**/*live=*')
  await spoken(visitor.tab)
  expect(
    visitor.complaints.splice(0).filter(text => !/status of 503|ERR_CONNECTION_REFUSED|Failed to fetch/.test(text)),
  ).toEqual([])
})

test('a live update does not count as the response to an action', async () => {
  await visitor.open(TRADER_ADDRESS)
  const { tab } = visitor
  await visitor.act(async () => {
    await tab.waitForResponse(answer => answer.url().includes('live='))
    await tab.evaluate("setTimeout(() => location.assign('/help'), 500)")
  })
  expect((await visitor.view()).address).toBe('/help')
})

describe('before paying', () => {
  test('the result appears below the form, with the amount in canonical spelling and the focus kept', async () => {
    await visitor.open(`${TRADER_ADDRESS}/preview`)
    await visitor.tab.locator('#preview-amount').fill('1234,5')
    await visitor.act(() => visitor.tab.locator('#preview-amount').press('Enter'))
    expect(visitor.pages).toHaveLength(1)
    const { address, status } = await visitor.view()
    expect(address).toBe(`${TRADER_ADDRESS}/preview?amount=1234.50`)
    expect(status).toContain('1.234,50')
    expect(await visitor.tab.locator('#preview-amount').inputValue()).toBe('1.234,50')
    expect(await focused()).toBe('preview-amount')
  })

  test('without JavaScript the result is a page', async () => {
    const plain = await site.visitor({ scripted: false })
    await plain.open(`${TRADER_ADDRESS}/preview`)
    await plain.tab.locator('#preview-amount').fill('100000')
    await plain.click(plain.tab.locator('#preview-ask'))
    expect((await plain.view()).status).toContain('100.000,00')
    await plain.leave()
  })
})

test('a live update keeps the focus on its card and link', async () => {
  await deliver(assessed('LIVE/5', { excise: '5000000.00' }, THEN))
  await visitor.open(TRADER_ADDRESS)
  for (const place of ['#debt summary', '#ledger-vat a', '#debt .pay a']) {
    await visitor.tab.locator(place).first().focus()
    await visitor.tab.evaluate('document.activeElement.marked = true')
    await seen(() => deliver(paidToCode('802001', '5.00', PAID)))
    expect(await visitor.tab.evaluate('document.activeElement.marked')).toBe(true)
  }
})
