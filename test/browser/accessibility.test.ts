import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_BROKER } from '../../src/demo/demonstration-people.ts'
import { representativeOf } from '../support/people.ts'
import { RealSite, TRADER, TRADER_ADDRESS } from '../support/real-site.ts'
import type { Visitor } from '../support/visitor.ts'

const VAT = `${TRADER_ADDRESS}/ledgers/vat`
const DECLARATION = '00021/140426/10825372'
const LIMITED_CLIENT = '/accounts/4668184441'

const PAGES = [
  ['the cabinet', '/companies'],
  ['the cabinet, to go to another company', '/companies?ledger=vat&from=2026-01-01'],
  ['the clients of a broker', '/clients?sort=-debt'],
  ['clients that are not found', '/clients?q=nobody'],
  ['the declarations of an account', `${TRADER_ADDRESS}/declarations`],
  ['before paying', `${TRADER_ADDRESS}/preview`],
  ['what a payment would do', `${TRADER_ADDRESS}/preview?amount=25.000,00`],
  ['a payment that cannot be read', `${TRADER_ADDRESS}/preview?amount=x`],
  ['the mandates of a company', `${TRADER_ADDRESS}/mandates`],
  ['a mandate', `${TRADER_ADDRESS}/mandates/8255705091`],
  ['the visitors of an account', `${TRADER_ADDRESS}/access-log`],
  ['the sessions of a person', '/sessions'],
  ['a session', '/session'],
  ['an account', TRADER_ADDRESS],
  ['an account that is searched', `${TRADER_ADDRESS}?from=2026-01-01&type=assessment&declaration=${DECLARATION}`],
  ['an account whose search is wrong', `${TRADER_ADDRESS}?from=30.02.2026&to=x&type=gift&declaration=%3F`],
  ['a ledger', VAT],
  ['a ledger further on, searched by everything', `${VAT}?from=2025-01-01&to=2026-12-31&type=assessment&before=1500`],
  ['a ledger where nothing is found', `${VAT}?declaration=NOWHERE`],
  ['a ledger whose search is wrong', `${VAT}?from=2026-03-02&to=2026-03-01`],
  ['a declaration', `${TRADER_ADDRESS}/declarations/${DECLARATION}`],
  ['the declarations', `${TRADER_ADDRESS}/declarations`],
  ['the mandates', `${TRADER_ADDRESS}/mandates`],
  ['a mandate', `${TRADER_ADDRESS}/mandates/${DEMONSTRATION_BROKER}`],
  ['the access log', `${TRADER_ADDRESS}/access-log`],
  ['the companies', '/companies'],
  ['the sessions', '/sessions'],
  ['nowhere', '/nowhere'],
] as const

/** What a broker sees of others. */
const PAGES_OF_BROKER = [
  ['the clients', '/clients'],
  ['clients that are searched', '/clients?q=mmc&sort=-debt&ledger=vat'],
  ['a search that finds no client', '/clients?q=nobody'],
  ['the declarations of a client that shows no more', `${LIMITED_CLIENT}/declarations`],
] as const

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

interface Violation {
  id: string
  nodes: { html: string; failureSummary: string }[]
}

/** What axe finds, each with the element it is about. */
async function violations({ tab }: Visitor, options = "{ resultTypes: ['violations'] }"): Promise<string[]> {
  await tab.evaluate(axe.source)
  const { violations } = await tab.evaluate<{ violations: Violation[] }>(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

const BROKER = representativeOf(DEMONSTRATION_BROKER)

describe.each([1280, 320])('at a width of %d', width => {
  let visitor: Visitor
  let broker: Visitor
  beforeAll(async () => {
    visitor = await site.visitor({ width })
    broker = await site.visitorAs(BROKER, { width })
  })
  afterAll(async () => {
    await visitor.leave()
    await broker.leave()
  })

  test.each(PAGES)('%s breaks no rule of axe, and does not run over the side', async (_, path) => {
    await visitor.open(path)
    await holdsOn(visitor)
  })

  test.each(PAGES_OF_BROKER)('for a broker %s breaks no rule of axe either', async (_, path) => {
    await broker.open(path)
    await holdsOn(broker)
  })

  test('a mandate that cannot be granted breaks none: what is wrong has the focus', async () => {
    await visitor.open(`${TRADER_ADDRESS}/mandates`)
    await visitor.tab.locator('#mandate-from').fill('x')
    await visitor.click(visitor.tab.getByRole('button', { name: 'Etibarnamə ver' }))
    expect(await visitor.tab.locator('.problems a').count()).toBe(2)
    expect(await visitor.tab.evaluate('document.activeElement.className')).toBe('problems')
    await holdsOn(visitor)
  })

  async function holdsOn(visitor: Visitor): Promise<void> {
    // Everything that can be opened is read too.
    await visitor.tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    expect(await violations(visitor)).toEqual([])
    const [scrolled, seen] = await visitor.tab.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )
    expect(seen).toBeLessThanOrEqual(width)
    expect(scrolled).toBeLessThanOrEqual(seen)
  }

  test('the browser complains of nothing but the answers 404 and 422', () => {
    const complaints = [...visitor.complaints, ...broker.complaints]
    expect(complaints.filter(text => !/status of (404|422)/.test(text))).toEqual([])
  })
})

describe.each([1280, 320])('to who has not signed in, at a width of %d', width => {
  test.each([
    ['the entrance', '/'],
    ['an account', TRADER_ADDRESS],
    ['after signing out', '/signed-out'],
    ['a refused sign-in', '/sign-in/callback?state=x'],
    ['the test identity provider', '/sign-in'],
    ['the payment portal to try', '/sandbox/hop'],
    ['an account there', `/sandbox/hop?payee=customs&voen=${TRADER}&code=142330&amount=5`],
    ['an e-service account there', `/sandbox/hop?payee=terminal&voen=${TRADER}`],
    ['a declaration there', `/sandbox/hop?declaration=${DECLARATION}`],
    ['a search there that is wrong', '/sandbox/hop?payee=terminal&voen=1'],
    ['a search there that finds nothing', '/sandbox/hop?declaration=NOWHERE'],
    ['the officer’s desk', '/sandbox/officer'],
    ['a deed at the desk', '/sandbox/officer/assess'],
    ['nowhere in the sandbox', '/sandbox/nowhere'],
  ])('%s breaks no rule of axe, and does not run over the side', async (_, path) => {
    const visitor = await site.stranger({ width })
    await visitor.open(path)
    expect(await violations(visitor)).toEqual([])
    const [scrolled, seen] = await visitor.tab.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )
    expect(scrolled).toBeLessThanOrEqual(seen)
    expect(visitor.complaints.filter(text => !/status of (400|401|404|422)/.test(text))).toEqual([])
    await visitor.leave()
  })
})

test.each(PAGES.filter(([, path]) => !/before|NOWHERE/.test(path)))('%s can be read in the dark', async (_, path) => {
  const visitor = await site.visitor()
  await visitor.tab.emulateMedia({ colorScheme: 'dark' })
  await visitor.open(path)
  expect(await violations(visitor, "{ runOnly: ['color-contrast'] }")).toEqual([])
  await visitor.leave()
})

test.each(PAGES_OF_BROKER)('for a broker %s can be read in the dark', async (_, path) => {
  const broker = await site.visitorAs(BROKER)
  await broker.tab.emulateMedia({ colorScheme: 'dark' })
  await broker.open(path)
  expect(await violations(broker, "{ runOnly: ['color-contrast'] }")).toEqual([])
  await broker.leave()
})

test('axe finds a fault where there is one', async () => {
  const visitor = await site.visitor()
  await visitor.open('/')
  await visitor.tab.evaluate("document.querySelector('main').append(document.createElement('button'))")
  expect((await violations(visitor)).join()).toContain('button-name')
  await visitor.leave()
})

/** Fourteen kilobytes go in the first round trip of a connection. */
const FIRST_VIEW_BYTES = 14_000

test.each([
  ['the account page', TRADER_ADDRESS],
  ['a ledger', VAT],
])('the first view of %s fits the first round trip, scripts aside', async (_, path) => {
  const visitor = await site.visitor()
  const sizes = new Map<string, number>()
  const measured: Promise<void>[] = []
  visitor.tab.on('requestfinished', request => {
    const measure = async () => {
      const { responseBodySize, responseHeadersSize } = await request.sizes()
      sizes.set(request.resourceType(), responseBodySize + responseHeadersSize)
    }
    measured.push(measure())
  })
  await visitor.open(path)
  await Promise.all(measured)
  expect([...sizes.keys()]).toEqual(expect.arrayContaining(['document', 'stylesheet', 'script']))
  const first = sizes.get('document')! + sizes.get('stylesheet')!
  expect(first).toBeGreaterThan(2000)
  expect(first).toBeLessThan(FIRST_VIEW_BYTES)
  await visitor.leave()
})
