import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { VouchingProvider } from '../support/people/vouching-provider.ts'
import { Browser } from './browser.ts'
import { attribute, type Element, type Html, styleText } from './html.ts'
import { policyOf } from './policy.ts'
import { asHtmx, Site, type Visit } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const COOKIE = '__Host-vereqe-sheet'
const SESSION = '__Host-vereqe-session'

let site: Site
let browser: Browser
let nobody: Visit
beforeAll(async () => {
  const identityProvider = new VouchingProvider({ accountant: representativeOf(TRADER) })
  site = await Site.open([registered()], { identityProvider })
  nobody = await site.as(null)
  browser = new Browser(site.app)
})
afterAll(() => site[Symbol.asyncDispose]())

const sheetsOf = (html: Html): Element[] => html.tags('link').filter(link => attribute(link, 'rel') === 'stylesheet')
const policyIn = (headers: Headers) => headers.get('content-security-policy')
const sheetCookies = (headers: Headers) => headers.getSetCookie().filter(line => line.startsWith(COOKIE))

/** The style sheet from its file. */
async function fileOf(html: Html): Promise<string> {
  return (await nobody.get(attribute(sheetsOf(html)[0]!, 'href')!)).text
}

async function signIn(): Promise<void> {
  const { location } = await browser.get('/sign-in')
  await browser.get(`/sign-in/callback?code=accountant&state=${new URL(location!).searchParams.get('state')}`)
}

describe('the first page of a visit', () => {
  test.each([
    ['/', 200, 1],
    [ACCOUNT, 401, 1],
    ['/nowhere', 404, 0],
    ['/sign-in/callback?state=x', 400, 0],
  ])('%s inlines the style sheet and its own, and its CSP allows only that', async (path, expected, own) => {
    const { status, html, headers } = await nobody.get(path)
    expect(status).toBe(expected)
    const [style, ...others] = html.tags('style')
    expect(others).toHaveLength(own)
    expect(styleText(style!)).toBe(await fileOf(html))
    expect(policyIn(headers)).toContain("style-src 'self' 'sha256-")
    expect(policyIn(headers)).toBe(policyOf(html))
  })

  test('loads the file for later pages, at its end and without effect', async () => {
    const { html } = await nobody.get('/')
    const links = sheetsOf(html)
    expect(links.map(link => attribute(link, 'media'))).toEqual(['print'])
    const [body] = html.tags('body')
    expect(body!.childNodes.filter(node => 'tagName' in node).at(-1)).toBe(links[0])
  })

  test('sets a cookie that is the same for everyone, and that scripts and plain connections cannot read', async () => {
    const [first, other] = [await nobody.get('/'), await site.get(ACCOUNT)]
    const [line] = sheetCookies(first.headers)
    expect(line).toMatch(/^__Host-vereqe-sheet=[\w-]{12}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(sheetCookies(other.headers)).toEqual([line])
  })

  test('inlines a style sheet that cannot end its element early', async () => {
    const sheet = await fileOf((await nobody.get('/')).html)
    expect(sheet.length).toBeGreaterThan(5000)
    expect(sheet).not.toMatch(/<\/style|<!--/i)
  })

  test('also clears the session cookie if it follows a sign-out', async () => {
    await signIn()
    expect(browser.cookies.has(SESSION)).toBe(true)
    const { html, headers } = await browser.post('/sign-out')
    expect(browser.cookies.has(SESSION)).toBe(false)
    expect([html.tags('style').length, policyIn(headers)]).toEqual([1, policyOf(html)])
  })
})

describe('each later page', () => {
  beforeAll(async () => {
    browser = new Browser(site.app)
    await browser.get('/')
  })

  test.each([
    ['/', 2],
    [ACCOUNT, 2],
    ['/nowhere', 1],
    ['/sign-in/callback?state=x', 1],
  ])('%s only links the files', async (path, files) => {
    const { html, headers } = await browser.get(path)
    expect(html.tags('style')).toEqual([])
    const linked = sheetsOf(html).map(link => [attribute(link, 'media'), link.parentNode])
    expect(linked).toEqual(Array(files).fill([undefined, html.tags('head')[0]]))
    expect(policyIn(headers)).toBe(policyOf(html))
    expect(policyIn(headers)).not.toContain('sha256')
    expect(headers.getSetCookie()).toEqual([])
  })

  test('inlines a new version of the style sheet once', async () => {
    browser.cookies.set(COOKIE, 'x'.repeat(12))
    const { html } = await browser.get('/nowhere')
    expect(html.tags('style')).toHaveLength(1)
    expect((await browser.get('/')).html.tags('style')).toEqual([])
  })

  test('inlines the style sheet each time for a browser without cookies', async () => {
    for (const visit of [1, 2]) {
      expect([visit, (await nobody.get('/nowhere')).html.tags('style').length]).toEqual([visit, 1])
    }
  })
})

describe('a response without style sheet and cookie', () => {
  test.each([
    ['a fragment', ACCOUNT, asHtmx],
    ['the error of a fragment', '/nowhere', asHtmx],
    ['a page that htmx swaps in', ACCOUNT, { 'HX-Request': 'true', 'HX-Request-Type': 'full' }],
    ['a download', `${ACCOUNT}/export`, {}],
    ['the readiness check', '/readyz', {}],
    ['a redirect', '/', {}],
  ])('%s', async (_, path, headers) => {
    const { text, headers: answered } = await site.get(path, headers as Record<string, string>)
    expect(text).not.toContain('<style')
    expect(policyIn(answered)).not.toContain('sha256')
    expect(sheetCookies(answered)).toEqual([])
  })

  test('the file itself, which shared caches store', async () => {
    const { html } = await nobody.get('/')
    const { headers } = await nobody.get(attribute(sheetsOf(html)[0]!, 'href')!)
    expect(headers.getSetCookie()).toEqual([])
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('vary')).toBe('Accept-Encoding')
  })
})

describe('a page with its own style sheet', () => {
  const path = `${ACCOUNT}/pictures`
  const linked = (html: Html) =>
    sheetsOf(html).map(link => attribute(link, 'href')!.replace(/^\/static\/(\w+)\..*/, '$1'))

  test('inlines both on a first visit, allows exactly these two, and loads the common file', async () => {
    const { html, headers } = await site.get(path)
    const [common, own, ...others] = html.tags('style').map(styleText)
    expect(others).toEqual([])
    expect(common).toBe(await fileOf(html))
    expect(own).toContain('figure')
    expect(policyIn(headers)).toBe(policyOf(html))
    expect(linked(html)).toEqual(['app'])
  })

  test('links both afterwards, with the same content', async () => {
    const first = await site.get(path)
    browser = new Browser(site.app)
    await signIn()
    await browser.get(path)
    const { html, headers } = await browser.get(path)
    expect([html.tags('style'), policyIn(headers)?.includes('sha256')]).toEqual([[], false])
    expect(linked(html)).toEqual(['app', 'charts'])
    const files = await Promise.all(sheetsOf(html).map(link => nobody.get(attribute(link, 'href')!)))
    expect(files.map(file => file.text)).toEqual(first.html.tags('style').map(styleText))
  })
})
