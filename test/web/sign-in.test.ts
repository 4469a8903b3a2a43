import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { registered, TRADER } from '../support/oracle/events.ts'
import { cookieOf, representativeOf } from '../support/people/people.ts'
import { VouchingProvider } from '../support/people/vouching-provider.ts'
import { Browser } from './browser.ts'
import { attribute, type Html, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const SESSION = '__Host-vereqe-session'

const accountant = representativeOf(TRADER)
const director = representativeOf(TRADER, '1700012342' as Voen)
const nobody = representativeOf()

let provider: VouchingProvider
let site: Site
let browser: Browser
beforeEach(async () => {
  provider = new VouchingProvider({ accountant, director, nobody })
  site = await Site.open([registered()], { identityProvider: provider })
  browser = new Browser(site.app)
})
afterEach(() => site[Symbol.asyncDispose]())

/** Starts a sign-in. @returns the callback URL and the cookie of the browser */
async function begin(next = '', by = browser): Promise<string> {
  const { status, location } = await by.get(`/sign-in${next}`)
  expect(status).toBe(303)
  const url = new URL(location!)
  expect(url.origin).toBe('https://id.example')
  return url.searchParams.get('state')!
}

async function signIn(who = 'accountant', next = '', by = browser) {
  return by.get(`/sign-in/callback?code=${who}&state=${await begin(next, by)}`)
}

const minutes = (count: number) => {
  site.now = new Date(site.now.getTime() + count * 60_000)
}

describe('signing in', () => {
  test('redirects to the statement of the person’s only company', async () => {
    const { status, location } = await signIn()
    expect([status, location]).toEqual([303, ACCOUNT])
    const statement = await browser.get(location!)
    expect(statement.status).toBe(200)
    expect(statement.html.text).toContain('Nümunə Ticarət MMC')
    expect(statement.html.text).toContain(accountant.name)
  })

  test.each(['director', 'nobody'])('redirects a %s to the cabinet', async who => {
    expect((await signIn(who)).location).toBe('/companies')
    expect((await browser.get('/companies')).status).toBe(200)
  })

  test('redirects to the requested page', async () => {
    const page = `${ACCOUNT}/ledgers/vat?from=2026-01-01&declaration=00010/030326/000001`
    const entrance = await browser.get(page)
    expect(entrance.status).toBe(401)
    const href = entrance.html.link('ASAN Login')!
    expect((await signIn('accountant', href.slice('/sign-in'.length))).location).toBe(page)
  })

  test('sets a cookie that is HttpOnly, host-only and secure, and stores only its digest', async () => {
    const answer = await signIn()
    const [cookie] = answer.headers.getSetCookie().filter(line => line.startsWith(SESSION))
    const [pair, ...attributes] = cookie!.split('; ')
    expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
    const token = pair!.slice(SESSION.length + 1)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const rows = await site.rows('session')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('issues a new token each time, and ends the old session', async () => {
    await signIn()
    const old = browser.cookies.get(SESSION)!
    await signIn()
    expect(browser.cookies.get(SESSION)).not.toBe(old)
    expect((await browser.get(ACCOUNT)).status).toBe(200)
    browser.cookies.set(SESSION, old)
    expect((await browser.get(ACCOUNT)).status).toBe(401)
  })

  test('works in two tabs at once', async () => {
    const [one, other] = [await begin(), await begin(`?next=${ACCOUNT}/ledgers/vat`)]
    expect((await browser.get(`/sign-in/callback?code=accountant&state=${one}`)).location).toBe(ACCOUNT)
    expect((await browser.get(`/sign-in/callback?code=accountant&state=${other}`)).location).toBe(
      `${ACCOUNT}/ledgers/vat`,
    )
  })

  test('does not loop behind a proxy that rewrites the host', async () => {
    const host = 'backend:3000'
    const { location } = await browser.get(`/sign-in?next=${ACCOUNT}`, { host })
    const again = new URL(location!)
    const { status, location: there } = await browser.get(again.pathname + again.search, { host })
    expect([status, new URL(there!).origin]).toEqual([303, 'https://id.example'])
  })

  test('starts at the public URL, where the browser returns', async () => {
    const { location } = await browser.get(`/sign-in?next=${ACCOUNT}`, { host: 'localhost:3000' })
    expect(location).toBe(`http://127.0.0.1:3000/sign-in?from=elsewhere&next=${encodeURIComponent(ACCOUNT)}`)
  })
})

describe('sign-in is refused', () => {
  const refused = async (
    answer: Promise<{ status: number; headers: Headers; html: { text: string } }>,
    says: string,
  ) => {
    const { status, headers, html } = await answer
    expect([400, 403]).toContain(status)
    expect(html.text).toContain(says)
    expect(headers.getSetCookie().filter(line => line.startsWith(SESSION))).toEqual([])
    expect((await site.rows('session')).map(({ subject }) => subject)).toEqual(['everything'])
  }
  const callback = (query: string) => browser.get(`/sign-in/callback?${query}`)

  test('for an unknown state', async () => {
    await begin()
    await refused(callback('code=accountant&state=state-7'), 'Girişin vaxtı keçib')
    await refused(callback('code=accountant'), 'Girişin vaxtı keçib')
  })

  test('for the state of another browser', async () => {
    const state = await begin('', new Browser(site.app))
    await begin()
    await refused(callback(`code=accountant&state=${state}`), 'Girişin vaxtı keçib')
  })

  test('without the cookie of the browser that started it', async () => {
    const state = await begin()
    browser.cookies.clear()
    await refused(callback(`code=accountant&state=${state}`), 'brauzer kukiləri saxlamayıb')
  })

  test.each(['', 'short', 'x'.repeat(44)])(
    'for a link from an attacker who started with the cookie %j',
    async cookie => {
      const other = new Browser(site.app)
      other.cookies.set('__Host-vereqe-sign-in', cookie)
      const state = await begin('', other)
      // The victim's browser has no cookie, or the same one.
      await refused(callback(`code=accountant&state=${state}`), 'Girişin vaxtı keçib')
      browser.cookies.set('__Host-vereqe-sign-in', cookie)
      await refused(callback(`code=accountant&state=${await begin('', other)}`), 'Girişin vaxtı keçib')
    },
  )

  test('for an unknown code', async () => {
    await refused(callback(`code=forged&state=${await begin()}`), 'uyğun deyil')
  })

  test('but a callback that is opened again leads whoever is signed in on to their page', async () => {
    const state = await begin()
    expect((await callback(`code=accountant&state=${state}`)).location).toBe(ACCOUNT)
    expect((await callback(`code=accountant&state=${state}`)).location).toBe(ACCOUNT)
    browser.cookies.delete(SESSION)
    expect((await callback(`code=accountant&state=${state}`)).status).toBe(400)
  })

  test('when the person declines', async () => {
    await refused(callback(`error=access_denied&state=${await begin()}`), 'Giriş təsdiqlənmədi')
  })

  test('after ten minutes', async () => {
    const state = await begin()
    minutes(11)
    await refused(callback(`code=accountant&state=${state}`), 'Girişin vaxtı keçib')
  })

  test('for a repeated callback', async () => {
    const state = await begin()
    await refused(callback(`code=forged&state=${state}`), 'uyğun deyil')
    await refused(callback(`code=accountant&state=${state}`), 'artıq istifadə olunub')
  })

  test('while the provider is unreachable, with an explanation', async () => {
    provider.unreachable = true
    const { status, headers, html } = await browser.get('/sign-in')
    expect([status, headers.get('retry-after')]).toEqual([503, '5'])
    expect(html.text).toContain('ASAN Login hazırda cavab vermir')
  })
})

describe('after signing in the browser is not sent', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'https://evil.example/accounts/1',
    'javascript:alert(1)',
    '/..//evil.example',
    '/%0d%0aSet-Cookie:x=1\r\nx: y',
    '',
    'accounts/1',
    '/sign-in?next=/',
    '/sign-out',
    '/session',
    `/${'x'.repeat(3000)}`,
  ])('to %j', async next => {
    expect((await signIn('accountant', `?next=${encodeURIComponent(next)}`)).location).toBe(ACCOUNT)
  })

  test('elsewhere when only the query of a path looks foreign', async () => {
    const next = '/companies?x=//evil.example'
    expect((await signIn('accountant', `?next=${encodeURIComponent(next)}`)).location).toBe(next)
  })
})

describe('signing out', () => {
  test('ends the session, and signs the browser out at the provider', async () => {
    await signIn()
    const old = browser.cookies.get(SESSION)!
    const { status, headers, html } = await browser.post('/sign-out')
    expect(status).toBe(200)
    expect(headers.get('refresh')).toBe('0;url=https://id.example/end?id_token_hint=token%20of%20accountant')
    expect(html.link('ASAN Login-dən çıx')).toBe('https://id.example/end?id_token_hint=token%20of%20accountant')
    expect(browser.cookies.has(SESSION)).toBe(false)
    browser.cookies.set(SESSION, old)
    expect((await browser.get(ACCOUNT)).status).toBe(401)
    expect((await browser.get('/signed-out')).html.text).toContain('Çıxış etdiniz.')
  })

  test('leads to the provider also for an expired session', async () => {
    await signIn()
    minutes(21)
    const { status, headers } = await browser.post('/sign-out')
    expect([status, headers.get('refresh')]).toEqual([200, '0;url=https://id.example/end?id_token_hint='])
    expect(browser.cookies.has(SESSION)).toBe(false)
  })

  test('ends the session when the provider is unreachable', async () => {
    await signIn()
    provider.unreachable = true
    const { status, location } = await browser.post('/sign-out')
    expect([status, location]).toEqual([303, '/signed-out'])
    expect((await browser.get(ACCOUNT)).status).toBe(401)
  })

  test('does nothing for a GET request', async () => {
    await signIn()
    expect((await browser.get('/sign-out')).status).toBe(404)
    expect((await browser.get(ACCOUNT)).status).toBe(200)
  })
})

describe('a logout order of the provider', () => {
  const order = (id: string, more: object) => ({
    id,
    until: new Date(site.now.getTime() + 300_000),
    subject: null,
    providerSession: null,
    ...more,
  })
  const send = (token: string) => browser.postAsServer('/sign-out/back-channel', { logout_token: token })

  test('ends the session of that sign-in only', async () => {
    const other = new Browser(site.app)
    await signIn('accountant')
    await signIn('director', '', other)
    provider.orders.set('good', order('1', { providerSession: 'there accountant' }))
    expect((await send('good')).status).toBe(200)
    expect((await browser.get(ACCOUNT)).status).toBe(401)
    expect((await other.get(ACCOUNT)).status).toBe(200)
  })

  test('ends all sessions of a person', async () => {
    const other = new Browser(site.app)
    await signIn('accountant')
    await signIn('accountant', '', other)
    provider.orders.set('good', order('2', { subject: accountant.subject }))
    expect((await send('good')).status).toBe(200)
    for (const each of [browser, other]) expect((await each.get(ACCOUNT)).status).toBe(401)
  })

  test('has no effect when it is replayed', async () => {
    provider.orders.set('good', order('3', { subject: accountant.subject }))
    expect((await send('good')).status).toBe(200)
    await signIn()
    const again = await send('good')
    expect([again.status, JSON.parse(again.text).error]).toEqual([400, 'invalid_request'])
    expect((await browser.get(ACCOUNT)).status).toBe(200)
  })

  test('is never rate-limited; refused orders are', async () => {
    await using strict = await Site.open([], {
      identityProvider: provider,
      config: { requestsPerMinute: { signIn: 3, stranger: 1000, session: 1000 } },
    })
    const sender = new Browser(strict.app)
    const statusOf = async (token: string) =>
      (await sender.postAsServer('/sign-out/back-channel', { logout_token: token })).status
    const statuses = new Set<number>()
    for (let nth = 0; nth < 20; nth += 1) {
      provider.orders.set(`good ${nth}`, order(`many-${nth}`, { subject: accountant.subject }))
      statuses.add(await statusOf(`good ${nth}`))
    }
    expect([...statuses]).toEqual([200])
    const bad: number[] = []
    for (let nth = 0; nth < 5; nth += 1) bad.push(await statusOf('forged'))
    expect(bad).toEqual([400, 400, 400, 429, 429])
  })

  test('is refused with a reason, uncached, when it is not from the provider', async () => {
    await signIn()
    for (const token of ['forged', '']) {
      const { status, headers, text } = await send(token)
      expect([status, headers.get('cache-control')]).toEqual([400, 'no-store'])
      expect(JSON.parse(text)).toMatchObject({ error: 'invalid_request' })
    }
    expect((await browser.get(ACCOUNT)).status).toBe(200)
  })
})

describe('a session', () => {
  test('ends twenty minutes after the last request, and eight hours after the first', async () => {
    await signIn()
    minutes(19)
    expect((await browser.get(ACCOUNT)).status).toBe(200)
    minutes(19)
    expect((await browser.get(ACCOUNT)).status).toBe(200)
    minutes(21)
    expect((await browser.get(ACCOUNT)).status).toBe(401)
    await signIn()
    for (let hour = 0; hour < 8 * 4 - 1; hour += 1) {
      minutes(15)
      expect((await browser.get(ACCOUNT)).status).toBe(200)
    }
    minutes(16)
    expect((await browser.get(ACCOUNT)).status).toBe(401)
  })

  test('is invalid when another provider is configured', async () => {
    for (const [issuer, status] of [
      [provider.issuer, 200],
      ['http://127.0.0.1:3000/test-identity', 401],
    ] as const) {
      const cookie = await cookieOf(site.store.access, accountant, site.now, issuer)
      expect((await (await site.as(null)).get(ACCOUNT, { cookie })).status).toBe(status)
    }
  })

  test('that is over sends a partial to the sign-in page, and back to its page', async () => {
    await signIn()
    minutes(21)
    const page = `${ACCOUNT}/ledgers/vat?from=2026-03-01`
    const { status, headers, text } = await browser.get(page, asHtmx)
    expect([status, text]).toEqual([401, ''])
    const entrance = headers.get('hx-redirect')!
    const { html } = await browser.get(entrance)
    expect((await signIn('accountant', html.link('ASAN Login')!.slice('/sign-in'.length))).location).toBe(page)
  })

  test('that is over says so; a stranger only hears that the page needs one', async () => {
    await signIn()
    minutes(21)
    expect((await browser.get(ACCOUNT)).html.text).toContain('Sessiyanız bitib. Yenidən daxil olun')
    expect((await new Browser(site.app).get(ACCOUNT)).html.text).toContain('Bu səhifəni görmək üçün daxil olun.')
  })

  const typed = { broker: '1700012342', from: '1.5.26', to: 'x'.repeat(500), scope: 'balances', exports: 'yes' }
  const fieldsOf = (html: Html) =>
    ['broker', 'from', 'to'].map(name => attribute(html.byId(`mandate-${name}`)!, 'value'))
  const MANDATES = `${ACCOUNT}/mandates`
  const personIn = async (path: string) => {
    const field = (await browser.get(path)).html.tags('input').find(input => attribute(input, 'name') === 'person')!
    return attribute(field, 'value')!
  }
  const back = `/sign-in?next=${encodeURIComponent(MANDATES)}`

  test('that is over keeps a form as it was typed until the person sends it again', async () => {
    await signIn()
    const person = await personIn(MANDATES)
    minutes(21)
    const { status, html } = await browser.post(MANDATES, { ...typed, person, password: 'secret' })
    expect([status, html.link('ASAN Login')]).toEqual([401, back])
    expect(html.text).toContain('Yazdıqlarınız itməyib')
    const cookie = browser.cookies.get('__Host-vereqe-kept-form')!
    expect(cookie.length).toBeLessThan(4000)
    expect(Buffer.from(cookie, 'base64url').toString()).not.toContain('secret')
    expect((await signIn('accountant', back.slice('/sign-in'.length))).location).toBe(MANDATES)
    const form = await browser.get(MANDATES)
    expect(form.html.text).toContain('Yazdıqlarınızı yoxlayın və göndərin.')
    expect(fieldsOf(form.html)).toEqual([typed.broker, typed.from, typed.to.slice(0, 100)])
    expect(await site.rows('mandate')).toEqual([])
    await browser.post(MANDATES, { ...typed, to: '', confirmed: typed.broker })
    expect(await site.rows('mandate')).toHaveLength(1)
    expect(browser.cookies.has('__Host-vereqe-kept-form')).toBe(false)
    expect((await browser.get(MANDATES)).html.text).not.toContain('Yazdıqlarınızı yoxlayın')
  })

  test.each(['', 'x', Buffer.from('null').toString('base64url'), Buffer.from('{"address":1}').toString('base64url')])(
    'shows an empty form for the kept form %j, and one of another account to nobody else',
    async cookie => {
      await signIn()
      browser.cookies.set('__Host-vereqe-kept-form', cookie)
      expect(fieldsOf((await browser.get(MANDATES)).html)[0]).toBe('')
      const person = await personIn(MANDATES)
      const other = { address: '/accounts/1700012342/mandates', person, typed }
      browser.cookies.set('__Host-vereqe-kept-form', Buffer.from(JSON.stringify(other)).toString('base64url'))
      expect(fieldsOf((await browser.get(MANDATES)).html)[0]).toBe('')
    },
  )

  test('that is over leads the same person back to what was searched for, and nobody else', async () => {
    await signIn('director')
    const search = `${ACCOUNT}/search?q=GB-17`
    minutes(21)
    const next = `?next=${encodeURIComponent(search)}`
    expect((await browser.get(search)).html.link('ASAN Login')).toBe(`/sign-in${next}`)
    expect((await signIn('director', next)).location).toBe(search)
    minutes(21)
    expect((await signIn('accountant', next)).location).toBe(`${ACCOUNT}/search`)
    // Who comes first to a browser has typed or followed the address.
    expect((await signIn('director', next, new Browser(site.app))).location).toBe(search)
  })

  test('that is over keeps a form for the person who typed it, and for nobody else', async () => {
    await signIn('director')
    const person = await personIn(MANDATES)
    minutes(21)
    await browser.post(MANDATES, { ...typed, person })
    expect(browser.cookies.has('__Host-vereqe-kept-form')).toBe(true)
    await signIn('accountant')
    const { html } = await browser.get(MANDATES)
    expect(fieldsOf(html)[0]).toBe('')
    expect(html.text).not.toContain('Yazdıqlarınızı yoxlayın')
  })

  test('that is over takes what is typed on an open page along when the person signs in again', async () => {
    await signIn()
    minutes(21)
    const again = async (page: string, form: Record<string, string>) => {
      const headers = { ...asHtmx, 'hx-current-url': `http://127.0.0.1:3000${page}` }
      return (await browser.post('/session/again', form, headers)).headers.get('hx-redirect')
    }
    const search = { from: '1.3.26', to: '', type: 'assessment' }
    expect(await again(`${ACCOUNT}/ledgers/vat?to=2026-03-31`, search)).toBe(
      `/sign-in?next=${encodeURIComponent(`${ACCOUNT}/ledgers/vat?from=1.3.26&type=assessment`)}`,
    )
    expect(await again(`${MANDATES}?done=granted`, typed)).toBe(back)
    expect(browser.cookies.has('__Host-vereqe-kept-form')).toBe(true)
    expect(await again('/sign-out', { x: 'y' })).toBe('/sign-in?next=%2F%3Fx%3Dy')
    expect(await again(ACCOUNT, { from: 'x'.repeat(3000) })).toBe('/sign-in')
  })

  test('of one person shows nothing more on a page of another', async () => {
    await signIn('director')
    const body = (await browser.get('/companies')).html.tags('body')[0]!
    const [, tag] = /Page-Person:(.+)$/.exec(attribute(body, 'hx-headers:inherited')!)!
    const ask = async () => {
      const headers = { ...asHtmx, 'page-person': tag!, 'hx-current-url': `http://127.0.0.1:3000${ACCOUNT}` }
      const { status, headers: answer, text } = await browser.get('/session', headers)
      return [status, answer.get('hx-redirect'), text.length > 0]
    }
    expect(await ask()).toEqual([200, null, true])
    await signIn('accountant')
    expect(await ask()).toEqual([200, ACCOUNT, false])
  })

  test('shows its end, warns two minutes before, and can be extended', async () => {
    await signIn()
    const page = await browser.get(ACCOUNT)
    const [line] = page.html.tags('noscript')
    expect(text(line!)).toContain('Sessiya saat 10:20-dək açıqdır.')
    minutes(18.5)
    const warning = await browser.get('/session', asHtmx)
    expect(warning.html.text).toContain('Sessiya saat 10:20-də bitəcək. Davam etmək üçün onu uzadın.')
    const extended = await browser.post('/session', {}, asHtmx)
    expect(text(extended.html.byId('session')!)).toBe('')
    expect((await browser.get('/session')).html.text).toContain('Sessiya saat 10:38-dək açıqdır.')
    minutes(19)
    expect((await browser.get(ACCOUNT)).status).toBe(200)
  })

  test('is not extended by polling', async () => {
    await signIn()
    for (let time = 0; time < 3; time += 1) {
      minutes(6)
      expect((await browser.get('/session', asHtmx)).status).toBe(200)
    }
    minutes(3)
    const { status, headers, html } = await browser.get('/session', {
      ...asHtmx,
      'hx-current-url': `http://127.0.0.1:3000${ACCOUNT}?type=assessment`,
    })
    expect([status, headers.get('hx-redirect'), html.text]).toEqual([
      401,
      null,
      expect.stringContaining('Sessiya bitib.'),
    ])
  })

  test('cannot be extended in its last minutes, and says so', async () => {
    await signIn()
    for (let quarter = 0; quarter < 31; quarter += 1) {
      minutes(15)
      await browser.get(ACCOUNT)
    }
    minutes(14)
    const { html } = await browser.get('/session', asHtmx)
    const said = 'Sessiya saat 18:00-da bitəcək və uzadıla bilməz. Sonra yenidən daxil olun.'
    expect(text(html.byId('session')!)).toBe(said)
    expect((await browser.get('/session')).html.text).toContain(said)
  })
})

describe('the sessions of a person', () => {
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

  test('are listed with device and time, and can each be ended', async () => {
    const other = new Browser(site.app)
    await signIn()
    minutes(5)
    await other.get(`/sign-in/callback?code=accountant&state=${await begin('', other)}`, { 'user-agent': firefox })
    const { html } = await browser.get('/sessions')
    expect(html.table('sessions').map(row => [row[0], row[2], row[4]])).toEqual([
      ['Firefox, Windows', '20.04.2026 10:05', 'Bitir: Firefox, Windows, 20.04.2026 10:05'],
      ['Naməlum cihaz', '20.04.2026 10:00', 'Bu cihaz'],
    ])
    const end = html.tags('form').find(form => /\/end$/.test(form.attrs.find(({ name }) => name === 'action')!.value))!
    const { location } = await browser.post(end.attrs.find(({ name }) => name === 'action')!.value)
    expect((await browser.get(location!)).html.text).toContain('1 sessiya bitirildi.')
    expect((await other.get(ACCOUNT)).status).toBe(401)
    expect((await browser.get(ACCOUNT)).status).toBe(200)
  })

  test('can all be ended except the current one', async () => {
    const others = [new Browser(site.app), new Browser(site.app)]
    for (const each of [browser, ...others]) await signIn('accountant', '', each)
    const { location } = await browser.post('/sessions/end-others')
    expect((await browser.get(location!)).html.text).toContain('2 sessiya bitirildi.')
    for (const each of others) expect((await each.get(ACCOUNT)).status).toBe(401)
  })

  test('cannot be ended by another person', async () => {
    const other = new Browser(site.app)
    await signIn('accountant')
    await signIn('director', '', other)
    const sessions = await site.rows('session')
    const { handle } = sessions.find(({ subject }) => subject === director.subject)!
    const { location } = await browser.post(`/sessions/${handle}/end`)
    expect((await browser.get(location!)).html.text).toContain('Heç bir sessiya bitirilmədi')
    expect((await other.get(ACCOUNT)).status).toBe(200)
    expect((await browser.get('/sessions')).text).not.toContain(handle)
  })
})

describe('the audit log', () => {
  const actions = async () => {
    const rows = (await site.rows('audit_log')).sort((one, other) => (one.at < other.at ? -1 : 1))
    return rows.filter(({ subject }) => subject !== 'everything')
  }

  test('lists sign-ins, refusals and sign-outs with person and address, and no secrets', async () => {
    await browser.get(`/sign-in/callback?code=forged&state=${await begin()}`, { 'user-agent': 'Browser 1' })
    minutes(1)
    const state = await begin()
    await browser.get(`/sign-in/callback?code=accountant&state=${state}`, { 'user-agent': 'Browser 1' })
    const token = browser.cookies.get(SESSION)!
    minutes(1)
    await browser.post('/sign-out')
    const rows = await actions()
    expect(rows.map(({ action, subject, name }) => [action, subject, name])).toEqual([
      ['sign-in-refused', null, null],
      ['sign-in', accountant.subject, accountant.name],
      ['sign-out', accountant.subject, accountant.name],
    ])
    expect(rows[1]).toMatchObject({ address: 'unknown', user_agent: 'Browser 1' })
    const said = JSON.stringify(rows)
    // Requests without an attempt are not audited, so that they cannot fill the log.
    await browser.get('/sign-in/callback?code=x&state=y')
    expect(await actions()).toHaveLength(rows.length)
    for (const secret of [token, state, 'a nonce', 'a verifier', 'token of']) expect(said).not.toContain(secret)
  })
})
