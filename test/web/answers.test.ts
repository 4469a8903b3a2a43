import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registered, TRADER } from '../support/oracle/events.ts'
import { attribute } from './html.ts'
import { policyOf } from './policy.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

describe('every answer', () => {
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
    '/nowhere',
  ])('%s keeps the browser strict and the money uncached', async path => {
    const { headers, html } = await site.get(path)
    expect(headers.get('content-security-policy')).toBe(policyOf(html))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('tells caches that parts and encodings differ', async () => {
    expect((await site.get(ACCOUNT)).headers.get('vary')).toBe('HX-Request-Type, Accept-Encoding, Save-Data')
  })

  test('a request that only says it comes from htmx, as Back does, gets the whole page', async () => {
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
  ])('for "%s" a page is encoded as %s', async (accepted, encoding) => {
    const plain = (await site.get(ACCOUNT)).text
    const response = await site.request(ACCOUNT, { 'accept-encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    const bytes = Buffer.from(await response.arrayBuffer())
    const decode = { br: brotliDecompressSync, gzip: gunzipSync }[encoding as 'br' | 'gzip'] ?? ((same: Buffer) => same)
    expect(decode(bytes).toString()).toBe(plain)
  })

  test('the first view of the account, with its styles and logo, is within 14 KB compressed', async () => {
    const size = async (path: string) => {
      const response = await site.request(path, { 'accept-encoding': 'br' })
      return (await response.arrayBuffer()).byteLength
    }
    const { html } = await site.get(ACCOUNT)
    const files = html.tags('link').map(link => attribute(link, 'href')!)
    // The logo, and the style sheet for the pages to come, which this one carries already.
    expect(files).toHaveLength(2)
    const sizes = await Promise.all([ACCOUNT, ...files].map(size))
    expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThan(14 * 1024)
  })

  test('files are named by their content, kept for ever, and sent compressed', async () => {
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

  test('is logged with its number, without its query', async () => {
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

  test('what people typed and names of traders are text, never markup', async () => {
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

describe('what is wrong', () => {
  test('an unknown address is a calm 404 with a way on', async () => {
    await using site = await Site.openExample()
    const { status, html } = await site.get('/nowhere')
    expect(status).toBe(404)
    expect(html.title).toBe('Səhifə tapılmadı – Vərəqə')
    expect(html.link('Ana səhifəyə keç')).toBe('/')
    const lost = await site.get(`${ACCOUNT}/ledgers/gold`)
    expect(lost.html.link('Hesaba qayıt')).toBe(ACCOUNT)
  })

  test('a failure of ours is a calm 500 with the number of the request, and the log has the cause', async () => {
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

  test('a failure of a partial request goes to the banner, and the address stays', async () => {
    await using site = await Site.openBroken()
    const { status, html, headers } = await site.get(`${ACCOUNT}/ledgers/vat`, asHtmx)
    expect(status).toBe(500)
    expect(headers.get('hx-retarget')).toBe('#banner')
    expect(headers.get('hx-reswap')).toBe('innerHTML')
    expect(headers.get('hx-push-url')).toBe('false')
    expect(html.tags('html')).toEqual([])
    expect(html.text).toContain('Bizdə xəta baş verdi.')
  })
})

test('a store that does not answer is a calm 503, on the page and in its parts, that says when to come again', async () => {
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
  test('names no account, and says where to sign in', async () => {
    await using site = await Site.open([registered()])
    const { html, status } = await (await site.as(null)).get('/')
    expect(status).toBe(200)
    expect(html.link('ASAN Login')).toBe('/sign-in')
    expect(html.text).not.toContain('Nümunə')
  })

  test('leads who is signed in to the companies', async () => {
    await using site = await Site.open([registered()])
    const { status, headers } = await site.get('/')
    expect([status, headers.get('location')]).toEqual([303, '/companies'])
  })
})
