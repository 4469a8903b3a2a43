import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ACCOUNTANT, HEADERS, NOBODY, TestIdentity } from '../support/people/test-identity.ts'

let identity: TestIdentity
beforeAll(async () => {
  identity = await TestIdentity.open()
})
beforeEach(() => {
  identity.people = [ACCOUNTANT, NOBODY]
  identity.orders.length = 0
  identity.faults.length = 0
})
afterAll(() => identity[Symbol.asyncDispose]())

type Metadata = Readonly<Record<string, unknown>>

const at = (path: string) => `${identity.origin}/test-identity${path}`

/** A browser with a session. */
async function signedIn(person = ACCOUNTANT) {
  const browser = identity.browser()
  const { callback, expected } = await identity.comeBackAs(person, browser)
  return { browser, ...(await identity.service.complete(callback, expected)) }
}

describe('the test identity provider', () => {
  test('shows the choice of people on a page of the service', async () => {
    const { url } = await identity.service.begin()
    const asked = await identity.browser().go(url)
    expect(asked.at.pathname).toMatch(/^\/test-identity\/interaction\/[\w-]{20,}$/)
    expect(JSON.parse(asked.text)).toEqual({ uid: asked.at.pathname.split('/').at(-1), people: identity.people })
  })

  test('is closed to browsers without a sign-in in progress, and to unknown people', async () => {
    const { url } = await identity.service.begin()
    const browser = identity.browser()
    const { at: page } = await browser.go(url)
    expect((await identity.browser().go(page)).text).toBe('null')
    expect((await identity.browser().post(page, { person: 'accountant' })).status).toBe(404)
    expect((await browser.post(page, { person: 'somebody' })).status).toBe(404)
    expect((await browser.post(page, { person: 'accountant' })).stopped).toBe(true)
  })

  test('signs a known browser in again without choice or consent', async () => {
    const { browser } = await signedIn()
    const { url, ...expected } = await identity.service.begin()
    const { at: callback, stopped } = await browser.go(url)
    expect(stopped).toBe(true)
    expect((await identity.service.complete(callback, expected)).person).toEqual(ACCOUNTANT.person)
  })

  test('reads a person’s companies at each request', async () => {
    const { browser } = await signedIn()
    identity.people = [{ ...ACCOUNTANT, person: { ...ACCOUNTANT.person, companies: [] } }]
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT, browser)
    expect((await identity.service.complete(callback, expected)).person.companies).toEqual([])
  })

  test('limits its cookies to its own path, and hides them from scripts', async () => {
    const { url } = await identity.service.begin()
    const response = await fetch(url, { redirect: 'manual' })
    const cookies = response.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(1)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; path=\/test-identity[/;]/)
      expect(cookie).toMatch(/; httponly/i)
      expect(cookie).toMatch(/; samesite=lax/i)
    }
  })

  test.each([
    ['without a challenge', 'code_challenge', null],
    ['with a plain challenge', 'code_challenge_method', 'plain'],
  ])('refuses a request %s', async (_, name, value) => {
    const { url, ...expected } = await identity.service.begin()
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
    const { at: callback } = await identity.browser().go(url)
    expect(callback.searchParams.get('error')).toBe('invalid_request')
    await expect(identity.service.complete(callback, expected)).rejects.toMatchObject({ code: 'declined' })
  })

  test.each([
    ['client_id', 'another', 'invalid_client', 400],
    ['redirect_uri', 'https://evil.example/back', 'invalid_redirect_uri', 400],
  ])('does not redirect for an unknown %s, and shows an error', async (name, value, code, status) => {
    const { url } = await identity.service.begin()
    url.searchParams.set(name, value)
    const answer = await identity.browser().go(url)
    expect({ status: answer.status, page: JSON.parse(answer.text) }).toEqual({ status, page: { kind: 'error', code } })
  })

  test('renders its pages with the service’s layout and headers', async () => {
    const { browser } = await signedIn()
    const out = await identity.service.signOutUrl(null)
    const answers = [
      await browser.go(out!),
      await browser.go(at('/nowhere')),
      await browser.go(at('/')),
      await browser.go(at('/session/end/success')),
      await browser.go(at('/auth')),
      await browser.go(at('/.well-known/openid-configuration')),
      await browser.go(at('/jwks')),
      await browser.go(at('/sso-oauth-resource/certificates')),
      await browser.post(at('/token'), { grant_type: 'password' }),
    ]
    for (const { headers, text } of answers) {
      for (const [name, value] of Object.entries(HEADERS)) expect(headers.get(name)).toBe(value)
      expect(text).toMatch(/^\{.*\}$/s)
      expect(text).not.toMatch(/<script|<style|style=|onload/)
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 200, 400, 200, 200, 401, 400])
    expect(answers.slice(1, 4).map(({ text }) => JSON.parse(text))).toEqual([
      ...Array(2).fill({ kind: 'error', code: 'not_found' }),
      { kind: 'signed-out' },
    ])
  })

  test('sets the headers on redirects and empty responses too', async () => {
    const { url } = await identity.service.begin()
    const redirect = await fetch(url, { redirect: 'manual' })
    const head = await fetch(at('/jwks'), { method: 'HEAD' })
    expect(head.status).toBe(405)
    for (const response of [redirect, head]) {
      for (const [name, value] of Object.entries(HEADERS)) expect(response.headers.get(name)).toBe(value)
    }
  })

  test('uses the public URL, whatever the Host header says', async () => {
    const { url } = await identity.service.begin()
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const response = await fetch(url, { headers, redirect: 'manual' })
    expect(new URL(response.headers.get('location')!, identity.origin).origin).toBe(identity.origin)
    const metadata = (await (await fetch(at('/.well-known/openid-configuration'), { headers })).json()) as Metadata
    expect(metadata.issuer).toBe(at(''))
    for (const [name, value] of Object.entries(metadata)) {
      if (/_endpoint$|_uri$/.test(name)) expect(value).toMatch(new RegExp(`^${at('')}/`))
    }
    expect(metadata).toMatchObject({ backchannel_logout_supported: true, backchannel_logout_session_supported: true })
    expect(metadata.code_challenge_methods_supported).toEqual(['S256'])
  })

  test('lists companies only for an access token with that scope', async () => {
    const ask = (authorization?: string) =>
      fetch(at('/sso-oauth-resource/certificates'), { headers: authorization ? { authorization } : {} })
    for (const authorization of [undefined, 'Bearer made-up', 'Basic made-up', 'Bearer ', 'Bearer a b']) {
      const response = await ask(authorization)
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain('voen')
    }
    const good = await ask(`Bearer ${await accessToken('openid certificate')}`)
    expect(await good.json()).toEqual({
      certificates: [
        {
          structureData: {
            voen: '1400057421',
            structureName: 'One LLC',
            position: 'accountant',
            hasStamp: true,
            legal: true,
          },
        },
      ],
    })
    expect((await ask(`Bearer ${await accessToken('openid')}`)).status).toBe(401)
  })

  test('passes internal errors to the service’s error handler', async () => {
    const { browser } = await signedIn()
    const fault = new Error('the store is gone')
    const out = await identity.service.signOutUrl(null)
    const drawn = vi.spyOn(JSON, 'stringify').mockImplementation(() => {
      throw fault
    })
    const answer = await browser.go(out!)
    drawn.mockRestore()
    expect([answer.status, answer.text]).toEqual([500, 'failed'])
    expect(identity.faults).toEqual([fault])
  })

  test('keeps its keys after a restart, and writes nothing to the console', async () => {
    const said = (['log', 'info', 'warn', 'error'] as const).map(level => vi.spyOn(console, level))
    await using restarted = await TestIdentity.open()
    const keys = async (origin: string) => {
      const { keys } = (await (await fetch(`${origin}/test-identity/jwks`)).json()) as { keys: [object] }
      return keys
    }
    expect(await keys(restarted.origin)).toEqual(await keys(identity.origin))
    expect(Object.keys((await keys(identity.origin))[0])).not.toContain('d')
    for (const spy of said) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})

describe('signing out at the test identity provider', () => {
  test('asks for confirmation, redirects back, and shows the choice of people next time', async () => {
    const { browser, idToken, providerSession } = await signedIn()
    const asked = await browser.go((await identity.service.signOutUrl(idToken))!)
    const { kind, action, xsrf } = JSON.parse(asked.text)
    expect([kind, action]).toEqual(['sign-out', at('/session/end/confirm')])
    const left = await browser.post(action, { xsrf, logout: 'yes' })
    expect(left).toMatchObject({ stopped: true, at: new URL(`${identity.origin}/signed-out`) })

    const order = await identity.service.readLogoutToken(identity.orders[0]!)
    expect(identity.orders).toHaveLength(1)
    expect(order).toMatchObject({ providerSession, id: expect.stringMatching(/./) })
    expect(order.until.getTime()).toBeGreaterThan(Date.now() + 290_000)

    const { url } = await identity.service.begin()
    expect((await browser.go(url)).at.pathname).toContain('/interaction/')
  })

  test('keeps the provider session when the person declines', async () => {
    const { browser, idToken, providerSession } = await signedIn()
    const asked = await browser.go((await identity.service.signOutUrl(idToken))!)
    const { action, xsrf } = JSON.parse(asked.text)
    const left = await browser.post(action, { xsrf })
    expect(left.at.pathname).toBe('/signed-out')
    expect((await identity.service.readLogoutToken(identity.orders[0]!)).providerSession).toBe(providerSession)
    const { url } = await identity.service.begin()
    expect((await browser.go(url)).stopped).toBe(true)
  })

  test('requires the secret of the form', async () => {
    const { browser, idToken } = await signedIn()
    await browser.go((await identity.service.signOutUrl(idToken))!)
    const forged = await browser.post(at('/session/end/confirm'), { xsrf: 'made-up', logout: 'yes' })
    expect(JSON.parse(forged.text)).toEqual({ kind: 'error', code: 'invalid_request' })
    expect(identity.orders).toEqual([])
  })

  test('redirects without confirmation when there is no provider session', async () => {
    const { idToken } = await signedIn()
    const stranger = identity.browser()
    expect((await stranger.go((await identity.service.signOutUrl(idToken))!)).at.pathname).toBe('/signed-out')
    expect(JSON.parse((await stranger.go(at('/session/end'))).text)).toEqual({ kind: 'signed-out' })
  })

  test('refuses an unregistered redirect, with and without a session', async () => {
    const { browser, idToken } = await signedIn()
    const out = (await identity.service.signOutUrl(idToken))!
    out.searchParams.set('post_logout_redirect_uri', 'https://evil.example/')
    for (const visitor of [browser, identity.browser()]) {
      const answer = await visitor.go(out)
      expect(JSON.parse(answer.text)).toEqual({ kind: 'error', code: 'invalid_request' })
    }
    const anonymous = new URL(at('/session/end'))
    anonymous.searchParams.set('post_logout_redirect_uri', 'https://evil.example/')
    expect((await identity.browser().go(anonymous)).at.origin).toBe(identity.origin)
  })
})

/** Requests a token with only this scope. */
async function accessToken(scope: string): Promise<string> {
  const { url, codeVerifier } = await identity.service.begin()
  url.searchParams.set('scope', scope)
  const browser = identity.browser()
  const { at: page } = await browser.go(url)
  const { at: callback } = await browser.post(page, { person: 'accountant' })
  const body = new URLSearchParams({
    client_id: 'vereqe',
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code')!,
    redirect_uri: `${identity.origin}/back`,
    code_verifier: codeVerifier,
  })
  const answer = await fetch(at('/token'), { method: 'POST', body })
  return ((await answer.json()) as { access_token: string }).access_token
}
