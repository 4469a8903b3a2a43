import type { Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { RealSite, TRADER, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

const VAT = `${TRADER_ADDRESS}/ledgers/vat`

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
  expect(visitor.complaints.filter(text => !/ERR_ABORTED|status of 422/.test(text))).toEqual([])
  await visitor.leave()
})

/** Delays responses until they are released. */
async function held(wanted: (url: URL) => boolean) {
  const waiting: Route[] = []
  let open = false
  await visitor.tab.route(
    url => wanted(url),
    async route => {
      if (open || route.request().resourceType() !== 'fetch') return route.continue()
      waiting.push(route)
    },
  )
  return {
    async arrived(count: number) {
      while (waiting.length < count) await visitor.tab.waitForTimeout(10)
    },
    /** Releases the last request before the first one. */
    async letGoOfLast() {
      await waiting.pop()!.continue()
    },
    async letGo() {
      open = true
      // An aborted request cannot be answered.
      await Promise.all(waiting.splice(0).map(route => route.continue().catch(() => {})))
    },
  }
}

const isLive = (url: URL) => url.searchParams.has('live')
const isAsked = (url: URL) => url.pathname.startsWith('/accounts/') && !isLive(url)

const progress = () => visitor.tab.evaluate<string>("getComputedStyle(document.getElementById('progress')).visibility")
const working = () =>
  visitor.tab.evaluate<boolean>("document.getElementById('progress').classList.contains('htmx-request')")

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what())) await visitor.tab.waitForTimeout(10)
}

const button = (name: string) => visitor.tab.getByRole('button', { name })

describe('a user who waits', () => {
  test.each([
    ['for a search', () => button('Axtar').click()],
    ['for a page of rows', () => visitor.tab.locator('#page-after').click()],
    ['for a period', () => visitor.tab.locator('#period-1').click()],
  ])('%s sees a progress line at the top until the response, and hears nothing', async (_, ask) => {
    await visitor.open(VAT)
    await visitor.unfold()
    const line = await held(isAsked)
    expect(await progress()).toBe('hidden')
    await ask()
    await line.arrived(1)
    expect(await working()).toBe(true)
    await until(async () => (await progress()) === 'visible')
    const [box, size] = [await visitor.tab.locator('#progress').boundingBox(), visitor.tab.viewportSize()!]
    expect(box).toMatchObject({ x: 0, y: 0, width: size.width, height: 3 })
    expect(await visitor.tab.locator('#progress').ariaSnapshot()).toBe('')
    await line.letGo()
    await until(async () => !(await working()))
    expect(await progress()).toBe('hidden')
  })

  test('sees it after Back too', async () => {
    await visitor.open(VAT)
    await visitor.unfold()
    await visitor.search({ type: 'reduction' })
    const line = await held(isAsked)
    await visitor.tab.evaluate('history.back()')
    await line.arrived(1)
    await until(async () => (await progress()) === 'visible')
    await line.letGo()
    await until(async () => (await progress()) === 'hidden')
  })

  test('does not see it for a fast response: it starts after 0.4 seconds', async () => {
    await visitor.tab.emulateMedia({ reducedMotion: 'no-preference' })
    await visitor.open(VAT)
    await visitor.unfold()
    const line = await held(isAsked)
    await button('Axtar').click()
    await line.arrived(1)
    expect(await animations()).toEqual(['progress-runs 400', 'progress-shows 400'])
    await line.letGo()
  })

  test('sees it without motion where motion is reduced, and in forced colours', async () => {
    await visitor.tab.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
    await visitor.open(VAT)
    await visitor.unfold()
    const line = await held(isAsked)
    await button('Axtar').click()
    await line.arrived(1)
    expect(await animations()).toEqual(['progress-shows 400'])
    const drawn = await visitor.tab.evaluate<string[]>(`(() => {
      const line = getComputedStyle(document.getElementById('progress'), '::before')
      return [line.borderTopWidth, line.borderTopColor, getComputedStyle(document.body).color]
    })()`)
    expect(drawn[0]).toBe('3px')
    expect(drawn[1]).toBe(drawn[2])
    await line.letGo()
  })

  test('does not see it for live updates', async () => {
    await visitor.open(VAT)
    await visitor.unfold()
    const line = await held(isLive)
    await line.arrived(1)
    expect(await working()).toBe(false)
    await line.letGo()
  })
})

const animations = () =>
  visitor.tab.evaluate<string[]>(`document.getAnimations()
    .filter(({ animationName }) => animationName?.startsWith('progress'))
    .map(({ animationName, effect }) => animationName + ' ' + effect.getTiming().delay).sort()`)

describe('a user who does not wait', () => {
  test('gets the last choice, whichever response comes last', async () => {
    await visitor.open(VAT)
    await visitor.unfold()
    const line = await held(isAsked)
    await visitor.tab.locator('#filter-type').selectOption('reduction')
    await button('Axtar').click()
    await line.arrived(1)
    await visitor.tab.locator('#page-after').click()
    await line.arrived(2)
    await line.letGoOfLast()
    await until(async () => visitor.tab.url().includes('before='))
    await line.letGo()
    await until(async () => !(await working()))
    expect((await visitor.view()).address).toMatch(/\?before=\d+$/)
    expect(visitor.parts.filter(part => !part.includes('live='))).toHaveLength(2)
  })

  test('presses twice and the action runs once', async () => {
    const mandates = `${TRADER_ADDRESS}/mandates`
    await visitor.open(mandates)
    await visitor.slow()
    const field = (name: string) => visitor.tab.locator(`#mandate-${name}`)
    await field('broker').fill('5000000001')
    await field('from').fill('1.6.2026')
    await visitor.tab.locator('#mandate-scope-balances').check()
    const before = (await audited()).length
    await visitor.act(() => button('Baxış icazəsi ver').dblclick())
    await button('Bəli, icazə ver').waitFor()
    // Whom the user asked about is noted once.
    expect((await audited()).slice(before)).toEqual(['taxpayer-asked'])
    await visitor.act(() => button('Bəli, icazə ver').dblclick())
    await visitor.tab.waitForURL(/done=/)
    expect((await audited()).slice(before + 1)).toEqual(['mandate-granted'])
    expect((await visitor.view()).text).toContain('VÖEN 5000000001')
  })

  test.each([
    ['with JavaScript', true, '3,17'],
    ['without JavaScript', false, '3,18'],
  ])('presses twice in the sandbox, goes back, presses again, and pays once (%s)', async (_, scripted, amount) => {
    await visitor.leave()
    visitor = await site.visitor({ scripted })
    await visitor.open(`/sandbox/hop?payee=terminal&voen=${TRADER}&code=802001&amount=${amount}`)
    const form = visitor.tab.url()
    await visitor.slow()
    await button('Ödə').dblclick()
    await answered()
    await visitor.tab.goBack()
    expect(visitor.tab.url()).toBe(form)
    await button('Ödə').click()
    await answered()
    expect((await visitor.view()).text).toContain('ikinci dəfə yazılmadı')
    await visitor.open(`${TRADER_ADDRESS}/ledgers/eservice-fee`)
    expect((await visitor.view()).rows.filter(row => row.Məbləğ === amount)).toHaveLength(1)
  })

  const answered = () => visitor.tab.getByRole('heading', { name: 'Cavab' }).waitFor()
})

async function audited(): Promise<string[]> {
  const rows = await site.store.access.read(tx =>
    tx.selectFrom('audit_log').select(['action', 'id']).orderBy('id').execute(),
  )
  return rows.map(({ action }) => action)
}
