import { describe, expect, test } from 'vitest'
import { OTHER_TRADER, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { VouchingProvider } from '../support/people/vouching-provider.ts'
import { Browser } from './browser.ts'
import { policyOf } from './policy.ts'
import { Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

describe('a cross-origin form', () => {
  const FOREIGN = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:3000.evil.example' },
    {},
  ] as readonly Record<string, string>[]

  test.each(FOREIGN)('with %j is refused', async headers => {
    await using site = await Site.open([registered()])
    for (const path of ['/sign-out', '/session', '/sessions/end-others', `${ACCOUNT}/mandates`]) {
      const body = new URLSearchParams({ broker: '8255705091', from: '2026-01-01', scope: 'balances' })
      const { status, headers: answered } = await site.send(path, { method: 'POST', body, headers })
      expect([path, status]).toEqual([path, 403])
      expect(answered.get('content-security-policy')).toContain("default-src 'none'")
    }
    expect((await site.get(ACCOUNT)).status).toBe(200)
    expect(await site.rows('mandate')).toEqual([])
  })

  test.each([{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://127.0.0.1:3000' }] as Record<string, string>[])(
    'differs from our own form, which has %j',
    async headers => {
      await using site = await Site.open([registered()])
      expect((await site.send('/session', { method: 'POST', headers })).status).toBe(303)
    },
  )

  test('is audited with the person who sent it', async () => {
    await using site = await Site.open([registered()])
    await site.send('/sign-out', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })
    const rows = (await site.rows('audit_log')).filter(({ action }) => action === 'refusal')
    expect(rows).toMatchObject([{ subject: 'everything' }])
    expect(JSON.stringify(rows[0]!.detail)).toContain('origin')
  })
})

describe('too many requests', () => {
  test('to sign in from one address get 429 with Retry-After', async () => {
    const identityProvider = new VouchingProvider({})
    const config = { requestsPerMinute: { signIn: 5, stranger: 1000, session: 1000 } }
    await using site = await Site.open([registered()], { identityProvider, config })
    const browser = new Browser(site.app)
    const statuses: number[] = []
    for (let time = 0; time < 8; time += 1) statuses.push((await browser.get('/sign-in')).status)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429, 429, 429])
    const { headers, html } = await browser.get('/sign-in')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(html.text).toMatch(/\d+ saniyədən sonra yenidən cəhd edin/)
    expect((await browser.get('/')).status).toBe(200)
    const rows = (await site.rows('audit_log')).filter(({ action }) => action === 'rate-limited')
    expect(rows).toHaveLength(1)
  })

  test('of one session get 429; other sessions do not', async () => {
    await using site = await Site.open([registered()], {
      config: { requestsPerMinute: { signIn: 5, stranger: 1000, session: 3 } },
    })
    const [one, other] = [
      await site.as(representativeOf(TRADER)),
      await site.as(representativeOf(TRADER, OTHER_TRADER)),
    ]
    const statuses: number[] = []
    for (let time = 0; time < 5; time += 1) statuses.push((await one.get(ACCOUNT)).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect((await other.get(ACCOUNT)).status).toBe(200)
  })

  test('of strangers at one address get 429; signed-in users there and other strangers do not', async () => {
    const config = { proxies: 1, requestsPerMinute: { signIn: 5, stranger: 3, session: 1000 } }
    await using site = await Site.open([registered()], { config })
    const stranger = new Browser(site.app)
    const ask = async (path: string, address: string) =>
      (await stranger.get(path, { 'x-forwarded-for': address })).status
    const statuses: number[] = []
    for (const path of ['/', '/help', ACCOUNT, '/help', '/nowhere', '/healthz', '/readyz']) {
      statuses.push(await ask(path, '198.51.100.1'))
    }
    expect(statuses).toEqual([200, 200, 401, 429, 429, 200, 200])
    expect(await ask('/help', '198.51.100.2')).toBe(200)
    const user = await site.as(representativeOf(TRADER))
    expect((await user.get(ACCOUNT, { 'x-forwarded-for': '198.51.100.1' })).status).toBe(200)
  })

  test('are counted by IPv6 network, and without the port', async () => {
    const config = { proxies: 1, requestsPerMinute: { signIn: 1, stranger: 1000, session: 1000 } }
    await using site = await Site.open([registered()], { identityProvider: new VouchingProvider({}), config })
    const browser = new Browser(site.app)
    const ask = async (forwarded: string) => (await browser.get('/sign-in', { 'x-forwarded-for': forwarded })).status
    expect(await ask('2001:db8:0:1::1')).toBe(303)
    expect(await ask('2001:db8:0:1:ffff::2')).toBe(429)
    expect(await ask('[2001:db8::1:0:0:0:3]:443')).toBe(429)
    expect(await ask('2001:db8:0:2::1')).toBe(303)
    expect(await ask('198.51.100.1:1000')).toBe(303)
    expect(await ask('198.51.100.1:1001')).toBe(429)
    expect(await ask('::ffff:198.51.100.1')).toBe(429)
    expect(await ask('::ffff:c633:6401')).toBe(429)
    expect(await ask('::ffff:c633:6402')).toBe(303)
    expect(await ask('x'.repeat(9000))).toBe(303)
    expect(await ask('_hidden')).toBe(429)
  })

  test('are counted by the address of our proxy, not by a forged X-Forwarded-For', async () => {
    const config = { proxies: 1, requestsPerMinute: { signIn: 1, stranger: 1000, session: 1000 } }
    await using site = await Site.open([registered()], { identityProvider: new VouchingProvider({}), config })
    const browser = new Browser(site.app)
    const ask = async (forwarded: string) => (await browser.get('/sign-in', { 'x-forwarded-for': forwarded })).status
    expect(await ask('198.51.100.1')).toBe(303)
    expect(await ask('203.0.113.9, 198.51.100.1')).toBe(429)
    expect(await ask('198.51.100.2')).toBe(303)
  })
})

test('many requests of one person do not hold up another person at the same address', async () => {
  await using site = await Site.open([registered()])
  const [one, other] = [await site.as(representativeOf(TRADER)), await site.as(representativeOf(OTHER_TRADER))]
  const answered: string[] = []
  const ask = async (visit: typeof one, name: string) => {
    await visit.get('/sessions')
    answered.push(name)
  }
  // The store opens its connections when it first needs them, and a new one takes longer than an answer.
  await Promise.all(Array.from({ length: 20 }, () => ask(one, 'one')))
  answered.length = 0
  await Promise.all([...Array.from({ length: 40 }, () => ask(one, 'one')), ask(other, 'other')])
  expect(answered.indexOf('other')).toBeLessThan(3)
})

test('requests from many addresses of one IPv6 network take the turns of one', async () => {
  const config = { proxies: 1 }
  await using site = await Site.open([registered()], { config })
  const answered: string[] = []
  const ask = async (address: string) => {
    await site.as(null).then(stranger => stranger.get('/help', { 'x-forwarded-for': address }))
    answered.push(address)
  }
  const many = Array.from({ length: 20 }, (_, index) => `2001:db8:0:1::${index}`)
  const other = '2001:db8:0:2::1'
  await Promise.all([...many, other].map(ask))
  expect(answered.indexOf(other)).toBeLessThan(5)
})

describe('the logs', () => {
  test('are not filled by repeated refusals', async () => {
    await using site = await Site.open([registered()])
    const stranger = await site.as(representativeOf(OTHER_TRADER))
    const refusals = async () => (await site.rows('audit_log')).filter(({ action }) => action === 'refusal').length
    for (let time = 0; time < 5; time += 1) await stranger.get(ACCOUNT)
    expect(await refusals()).toBe(1)
    await stranger.get('/accounts/9999999992')
    expect(await refusals()).toBe(2)
    site.now = new Date(site.now.getTime() + 16 * 60_000)
    await stranger.get(ACCOUNT)
    expect(await refusals()).toBe(3)
    await (await site.as(null)).get(ACCOUNT)
    expect(await refusals()).toBe(3)
  })

  test('are not written, and no session is opened, by HEAD requests', async () => {
    await using site = await Site.open([registered()])
    for (const path of [
      '/sign-in',
      '/sign-in/callback?code=x&state=y',
      `${ACCOUNT}/export`,
      `${ACCOUNT}/ledgers/vat/export`,
    ]) {
      const { status, headers } = await site.send(path, { method: 'HEAD', headers: {} })
      expect([path, status, headers.get('allow')]).toEqual([path, 405, 'GET'])
    }
    expect(await site.rows('access_log')).toEqual([])
    expect((await site.send(ACCOUNT, { method: 'HEAD', headers: {} })).status).toBe(200)
  })
})

describe('a refusal', () => {
  test.each([
    ['/', 200],
    [ACCOUNT, 401],
    [`${ACCOUNT}/export`, 401],
    ['/companies', 401],
    ['/nowhere', 404],
    ['/sign-in/callback?state=x', 400],
    ['/signed-out', 200],
  ])('at %s has status %d and all security headers', async (path, expected) => {
    await using site = await Site.open([registered()])
    const { status, headers, html } = await (await site.as(null)).get(path)
    expect(status).toBe(expected)
    expect(headers.get('content-security-policy')).toBe(policyOf(html))
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('does not reveal whether an account exists', async () => {
    await using site = await Site.open([registered(), registered({ voen: OTHER_TRADER })])
    const stranger = await site.as(representativeOf(TRADER))
    const [there, notThere] = [
      await stranger.get(`/accounts/${OTHER_TRADER}`),
      await stranger.get('/accounts/1234567891'),
    ]
    expect([there.status, notThere.status]).toEqual([404, 404])
    expect(there.text.replaceAll(OTHER_TRADER, '')).toBe(notThere.text.replaceAll('1234567891', ''))
  })
})
