import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sheet } from '../../src/web/http/assets.ts'
import { sheetCookie } from '../../src/web/http/cookies.ts'
import { registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT } from '../support/people/access-people.ts'
import { attribute } from './html.ts'
import { policyOf } from './policy.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

describe('every response', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.openExample()
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test.each([
    '/',
    ACCOUNT,
    `${ACCOUNT}/ledgers/vat`,
    `${ACCOUNT}/ledgers/vat?from=x`,
    `${ACCOUNT}/declarations/00010/030326/000001`,
    `${ACCOUNT}/export`,
    `${ACCOUNT}/ledgers/vat/export?dialect=machine`,
    '/healthz',
    '/readyz',
    '/nowhere',
  ])('%s has security headers and is not cached', async path => {
    const { headers, html } = await site.get(path)
    expect(headers.get('content-security-policy')).toBe(policyOf(html))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('varies by request type, encoding and Save-Data', async () => {
    expect((await site.get(ACCOUNT)).headers.get('vary')).toBe('HX-Request-Type, Accept-Encoding, Save-Data')
  })

  test('a full request from htmx, as the back button makes, gets the whole page', async () => {
    const { html } = await site.get(ACCOUNT, {
      'HX-Request': 'true',
      'HX-Request-Type': 'full',
    })
    expect(html.tags('html')).toHaveLength(1)
  })

  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['identity', null],
    ['', null],
  ])('Accept-Encoding "%s" gets %s', async (accepted, encoding) => {
    const plain = (await site.get(ACCOUNT)).text
    const response = await site.request(ACCOUNT, { 'accept-encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    const bytes = Buffer.from(await response.arrayBuffer())
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[encoding as 'br' | 'gzip'] ?? ((same: Buffer) => same)
    expect(decode(bytes).toString()).toBe(plain)
  })

  test('a browser that has the styles gets a page as Zstandard, and a part of one as Brotli', async () => {
    const headers = { 'accept-encoding': 'gzip, deflate, br, zstd', cookie: sheetCookie(sheet.hash).split(';')[0]! }
    const page = await site.request('/', headers)
    expect(page.headers.get('content-encoding')).toBe('zstd')
    const { text } = await site.get('/', { cookie: headers.cookie })
    expect(zstdDecompressSync(await page.arrayBuffer()).toString()).toBe(text)
    const part = await site.request(ACCOUNT, { 'accept-encoding': headers['accept-encoding'], ...asHtmx })
    expect(part.headers.get('content-encoding')).toBe('br')
  })

  test('the first view of the account, with its styles and logo, is at most 14 KB compressed', async () => {
    const size = async (path: string) => {
      const response = await site.request(path, { 'accept-encoding': 'br' })
      return (await response.arrayBuffer()).byteLength
    }
    const { html } = await site.get(ACCOUNT)
    const files = html.tags('link').map(link => attribute(link, 'href')!)
    // The logo, and the style sheet for later pages, which this page inlines.
    expect(files).toHaveLength(2)
    const sizes = await Promise.all([ACCOUNT, ...files].map(size))
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThan(14 * 1024)
  })

  test('files have their hash in the name, are immutable in caches, and are compressed', async () => {
    const { html } = await site.get(ACCOUNT)
    const script = attribute(html.tags('script')[0]!, 'src')!
    expect(script).toMatch(/^\/static\/htmx\.[\w-]{12}\.js$/)
    const { status, headers } = await site.get(script, {
      'accept-encoding': 'gzip, br',
    })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('content-encoding')).toBe('br')
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect((await site.get('/static/app.css')).status).toBe(404)
  })

  test('the log has the request id and no query', async () => {
    const { headers } = await site.get(`${ACCOUNT}?declaration=SECRET`)
    const line = site.log.at(-1)!
    expect(line).toMatchObject({
      event: 'request',
      path: ACCOUNT,
      status: 200,
    })
    expect(line.requestId).toBe(headers.get('x-request-id'))
    expect(JSON.stringify(site.log)).not.toContain('SECRET')
  })

  test('the log says who asked from where for which account, without a name or a token', async () => {
    await using mine = await Site.open([registered()], { config: { proxies: 1 } })
    const from = { 'x-forwarded-for': '203.0.113.9' }
    const user = await mine.as(ACCOUNTANT)
    const { handle } = (await mine.rows('session')).find(({ subject }) => subject === ACCOUNTANT.subject)!
    const who = { session: handle, address: '203.0.113.9' }
    for (const [path, headers] of [
      [ACCOUNT, from],
      [ACCOUNT, { ...from, ...asHtmx }],
      [`${ACCOUNT}/ledgers/gold`, from],
      [`${ACCOUNT}/export`, from],
    ] as const) {
      const { status } = await user.get(path, headers)
      const line = mine.log.findLast(({ event }) => event === 'request')
      expect(line).toMatchObject({ path, status, account: TRADER, ...who })
    }
    await user.get('/companies', from)
    expect(mine.log.at(-1)).toMatchObject({ path: '/companies', ...who })
    await user.get('/accounts/9999999991', from)
    expect(mine.log.at(-1), 'a refusal').toMatchObject({ path: '/accounts/9999999991', status: 404, ...who })
    expect(mine.log.at(-1)).not.toHaveProperty('account')
    await (await mine.as(null)).get(ACCOUNT, from)
    expect(mine.log.at(-1)).toMatchObject({ path: ACCOUNT, status: 401, address: who.address })
    expect(mine.log.at(-1)).not.toHaveProperty('session')
    const written = JSON.stringify(mine.log)
    for (const secret of [ACCOUNTANT.name, ACCOUNTANT.subject, user.token]) expect(written).not.toContain(secret)
  })

  test('text from users and taxpayer names is escaped', async () => {
    const evil = '"><script>alert(1)</script><hx-partial hx-target="#main">'
    await using other = await Site.open([registered({ name: evil })])
    for (const headers of [{}, asHtmx]) {
      const { html } = await other.get(`${ACCOUNT}?declaration=${encodeURIComponent(evil)}&from=${evil}`, headers)
      expect(html.tags('script').filter(script => attribute(script, 'src') === undefined)).toEqual([])
      expect(html.tags('hx-partial').map(part => attribute(part, 'hx-target'))).not.toContain('#main')
      expect(attribute(html.byId('filter-declaration')!, 'value')).toBe(evil)
    }
  })
})

describe('errors', () => {
  test('an unknown address is a 404 page with a link onwards', async () => {
    await using site = await Site.openExample()
    const { status, html } = await site.get('/nowhere')
    expect(status).toBe(404)
    expect(html.title).toBe('Səhifə tapılmadı – Vərəqə')
    expect(html.link('Ana səhifəyə keç')).toBe('/')
    const lost = await site.get(`${ACCOUNT}/ledgers/gold`)
    expect(lost.html.link('Hesaba qayıt')).toBe(ACCOUNT)
  })

  test('a bug is a 500 page with the request id, and the cause is in the log only', async () => {
    await using site = await Site.openBroken()
    const { status, html, text, headers } = await site.get(ACCOUNT)
    expect(status).toBe(500)
    expect(headers.get('content-security-policy')).toBeTruthy()
    const line = site.log.find(({ event }) => event === 'failure')!
    expect(html.text).toContain(`Müraciət etsəniz, bu nömrəni bildirin: ${line.requestId}`)
    expect(String(line.error)).toContain('at ')
    expect(text).not.toContain('.ts:')
    expect(text).not.toContain('at async')
  })

  test('a failed partial request fills the banner and leaves the address alone', async () => {
    await using site = await Site.openBroken()
    const { status, html, headers } = await site.get(`${ACCOUNT}/ledgers/vat`, asHtmx)
    expect(status).toBe(500)
    expect(headers.get('hx-retarget')).toBe('#banner')
    expect(headers.get('hx-reswap')).toBe('innerHTML')
    expect(headers.get('hx-push-url')).toBe('false')
    expect(html.tags('html')).toEqual([])
    expect(html.text).toContain('Sistemdə xəta baş verdi.')
  })
})

test('an unreachable store is 503 with Retry-After, for pages and partial requests', async () => {
  await using site = await Site.openUnreachable()
  for (const headers of [{}, asHtmx]) {
    const answer = await site.get(`${ACCOUNT}/ledgers/vat`, headers)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(answer.html.text).toContain('Heç nə itməyib: bir azdan yenidən cəhd edin.')
  }
  await using broken = await Site.openBroken()
  expect((await broken.get(ACCOUNT)).headers.get('retry-after')).toBeNull()
})

describe('the entrance', () => {
  test('names no account and links to the sign-in', async () => {
    await using site = await Site.open([registered()])
    const { html, status } = await (await site.as(null)).get('/')
    expect(status).toBe(200)
    expect(html.link('ASAN Login')).toBe('/sign-in')
    expect(html.text).not.toContain('Nümunə')
  })

  test('redirects a signed-in user to the companies', async () => {
    await using site = await Site.open([registered()])
    const { status, headers } = await site.get('/')
    expect([status, headers.get('location')]).toEqual([303, '/companies'])
  })
})
