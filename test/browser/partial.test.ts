import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { RealSite, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

const VAT = `${TRADER_ADDRESS}/ledgers/vat`

let site: RealSite
let visitor: Visitor
beforeAll(async () => {
  site = await RealSite.open()
  visitor = await site.visitor()
})
afterAll(() => site.close())
beforeEach(async () => {
  await visitor.open(VAT)
  for (const seen of [visitor.pages, visitor.parts, visitor.complaints]) seen.length = 0
})
afterEach(async () => {
  await visitor.tab.unrouteAll({ behavior: 'wait' })
  expect(visitor.complaints.filter(text => !/status of (422|500)/.test(text))).toEqual([])
})

const focused = () => visitor.tab.evaluate<string>('document.activeElement.id || document.activeElement.className')

/** Marks the live region, to check later that it is the same element. */
const markStatus = () => visitor.tab.evaluate("document.getElementById('status').marked = true")
const statusIsMarked = () =>
  visitor.tab.evaluate<boolean>("document.querySelector('[role=status]#status').marked === true")

describe('with JavaScript a search', () => {
  test('changes a part of the page, and the canonical address follows', async () => {
    await visitor.search({ from: '1.1.26', to: '31.3.2026', type: 'assessment' })
    expect(visitor.pages).toEqual([])
    expect(visitor.parts.filter(part => !part.includes('live='))).toHaveLength(1)
    expect((await visitor.view()).address).toBe(`${VAT}?from=2026-01-01&to=2026-03-31&type=assessment`)
  })

  test('keeps the focus, and announces the result', async () => {
    await markStatus()
    await visitor.search({ type: 'reduction' })
    expect(await focused()).toBe('filter-search')
    expect(await statusIsMarked()).toBe(true)
    expect((await visitor.view()).status).toMatch(/^\d+ əməliyyat tapıldı\.$/)
  })

  test('with the Enter key keeps the focus in its field', async () => {
    await visitor.unfold()
    await visitor.tab.locator('#filter-from').fill('01.01.2026')
    await visitor.act(() => visitor.tab.locator('#filter-from').press('Enter'))
    expect(visitor.pages).toEqual([])
    expect(await focused()).toBe('filter-from')
  })

  test('for a column of numbers pasted from a spreadsheet finds the operations of each', async () => {
    const { tab } = visitor
    const [first, second] = ['00021/140426/10825372', '00040/260325/50421988']
    await visitor.search({ declaration: `${first},${second}` as DeclarationNumber })
    const { address, rows } = await visitor.view()
    await visitor.search({})
    await tab.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    await tab.locator('textarea').fill(`${first}\n${second}\n`)
    await tab.locator('textarea').selectText()
    await tab.keyboard.press('Control+c')
    await tab.locator('#filter-declaration').focus()
    await tab.keyboard.press('Control+v')
    // A single-line field turns line ends into spaces.
    expect(await tab.locator('#filter-declaration').inputValue()).toBe(`${first} ${second}`)
    await visitor.act(() => tab.keyboard.press('Enter'))
    expect(await visitor.view()).toMatchObject({ address, rows, fields: { declaration: `${first}, ${second}` } })
    expect(rows.length).toBeGreaterThan(1)
    expect(visitor.pages).toEqual([])
  })

  test('is undone by Back and redone by Forward', async () => {
    const first = await visitor.view()
    await visitor.search({ type: 'reduction' })
    const found = await visitor.view()
    await visitor.search({ type: 'hop-payment' })
    await visitor.act(async () => void (await visitor.tab.goBack()))
    expect(await visitor.view()).toEqual(found)
    await visitor.act(async () => void (await visitor.tab.goBack()))
    expect(await visitor.view()).toEqual(first)
    await visitor.act(async () => void (await visitor.tab.goForward()))
    expect(await visitor.view()).toEqual(found)
  })

  test('with an invalid filter leads to the problems, under an address that repeats the filter', async () => {
    await markStatus()
    await visitor.search({ from: '30.02.2026' })
    expect(visitor.pages).toEqual([])
    const wrong = await visitor.view()
    expect(wrong.title).toMatch(/^Xəta: .* – Vərəqə$/)
    expect([wrong.rows, wrong.fields.from]).toEqual([[], '30.02.2026'])
    expect(await focused()).toContain('problems')
    expect(await statusIsMarked()).toBe(true)
    await visitor.act(async () => void (await visitor.tab.reload()))
    expect(await visitor.view()).toEqual(wrong)
    await visitor.search({ from: '28.02.2026' })
    expect((await visitor.view()).title).not.toMatch(/^Xəta/)
  })

  test('that fails with 500 shows an error above the unchanged page', async () => {
    const before = await visitor.view()
    await visitor.tab.route('**/ledgers/vat?*', route =>
      route.fulfill({
        status: 500,
        contentType: 'text/html',
        headers: { 'hx-retarget': '#banner', 'hx-reswap': 'innerHTML', 'hx-push-url': 'false' },
        body: '<p class="banner">Sistemdə xəta baş verdi.</p>',
      }),
    )
    await visitor.search({ type: 'reduction' })
    expect(await visitor.tab.getByRole('alert').textContent()).toContain('Sistemdə xəta baş verdi.')
    const { address, rows } = await visitor.view()
    expect({ address, rows }).toEqual({ address: before.address, rows: before.rows })
  })
})

describe('with JavaScript a link within the page', () => {
  test('to older and newer rows changes a part, its address, and the title', async () => {
    const first = await visitor.view()
    await markStatus()
    await visitor.click(visitor.link(/Növbəti səhifə/))
    const second = await visitor.view()
    expect(second.address).toMatch(/\/vat\?before=\d+$/)
    expect(second.title).not.toBe(first.title)
    expect(await focused()).toBe('page-after')
    await visitor.click(visitor.link(/Əvvəlki səhifə/))
    expect((await visitor.view()).rows).toEqual(first.rows)
    expect(visitor.pages).toEqual([])
    expect(await statusIsMarked()).toBe(true)
  })

  test('to the last page, the first, and another order keeps the focus where the link was', async () => {
    const first = await visitor.view()
    await visitor.click(visitor.link('Son səhifə'))
    expect([(await visitor.view()).address, await focused()]).toEqual([`${VAT}?after=0`, 'page-last'])
    await visitor.click(visitor.link('İlk səhifə'))
    expect([(await visitor.view()).rows, await focused()]).toEqual([first.rows, 'page-first'])
    await visitor.click(visitor.link('Əvvəl köhnələr'))
    expect([(await visitor.view()).address, await focused()]).toEqual([`${VAT}?sort=date`, 'oldest-first'])
    await visitor.search({ type: 'reduction' })
    expect((await visitor.view()).address).toBe(`${VAT}?type=reduction&sort=date`)
    expect(visitor.pages).toEqual([])
  })

  test('to a period changes a part', async () => {
    await visitor.unfold()
    await visitor.click(visitor.link('Bu il'))
    expect(visitor.pages).toEqual([])
    expect((await visitor.view()).address).toBe(`${VAT}?from=2026-01-01&to=2026-12-31`)
    expect(await focused()).toMatch(/^period-/)
  })

  test('past the last page moves the focus to the remaining content', async () => {
    await visitor.search({ from: '01.01.2025', to: '31.01.2025' })
    const older = visitor.link(/Növbəti səhifə/)
    await visitor.click(older)
    while ((await older.count()) > 0) await visitor.click(older)
    expect((await visitor.view()).address).toContain('before=')
    expect(await focused()).not.toBe('')
  })

  test('that drops a condition loads the whole page, since the focused link disappears', async () => {
    await visitor.search({ from: '01.01.2026', type: 'reduction' })
    await visitor.click(visitor.link(/Şərti sil: Əməliyyatın növü/))
    expect(visitor.pages).toHaveLength(1)
    expect((await visitor.view()).address).toBe(`${VAT}?from=2026-01-01`)
  })
})

describe('with JavaScript another page', () => {
  test('is loaded whole: another ledger with the same search, a declaration, the account', async () => {
    await visitor.search({ from: '01.01.2026', to: '31.03.2026' })
    await visitor.click(visitor.link('Gömrük rüsumu'))
    expect(visitor.pages).toEqual([`${TRADER_ADDRESS}/ledgers/customs-duty?from=2026-01-01&to=2026-03-31`])
    await visitor.click(visitor.link('Şəxsi hesab vərəqəsi').first())
    expect(visitor.pages.at(-1)).toMatch(new RegExp(`^${TRADER_ADDRESS}|^/$`))
  })

  test('a search on the account page changes card 4 and the ledgers, and keeps an opened card open', async () => {
    await visitor.open(TRADER_ADDRESS)
    visitor.pages.length = 0
    const details = visitor.tab.locator('#overpayment details')
    await details.locator('summary').click()
    const before = await visitor.tab.locator('#assessed .sum').textContent()
    await visitor.search({ from: '01.01.2026', to: '31.03.2026' })
    expect(visitor.pages).toEqual([])
    expect(await visitor.tab.locator('#assessed .sum').textContent()).not.toBe(before)
    expect(await details.getAttribute('open')).not.toBeNull()
  })
})
