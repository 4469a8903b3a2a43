import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SignInRefusedError } from '../../src/auth/identity-provider.ts'
import { openIdConnect } from '../../src/auth/relying-party.ts'
import { HostileProvider, REDIRECT } from '../support/people/hostile-provider.ts'
import { ACCOUNTANT, NOBODY, TestIdentity } from '../support/people/test-identity.ts'

describe('signing in at the test identity provider', () => {
  let identity: TestIdentity
  beforeAll(async () => {
    identity = await TestIdentity.open()
  })
  afterAll(() => identity[Symbol.asyncDispose]())

  test('returns the person, the companies and the provider’s session', async () => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    const { person, idToken, providerSession } = await identity.service.complete(callback, expected)
    expect(person).toEqual(ACCOUNTANT.person)
    expect(idToken.split('.')).toHaveLength(3)
    expect(providerSession).toMatch(/^[\w-]{20,}$/)
  })

  test('signs in a person without certificates, who represents no company', async () => {
    const { callback, expected } = await identity.comeBackAs(NOBODY)
    expect((await identity.service.complete(callback, expected)).person).toEqual(NOBODY.person)
  })

  test('sends a new state, nonce and challenge each time, and never the verifier', async () => {
    const [one, other] = [await identity.service.begin(), await identity.service.begin()]
    for (const key of ['state', 'nonce', 'codeVerifier'] as const) {
      expect(one[key]).toMatch(/^[\w-]{43}$/)
      expect(one[key]).not.toBe(other[key])
    }
    const challenge = createHash('sha256').update(one.codeVerifier).digest('base64url')
    expect(Object.fromEntries(one.url.searchParams)).toEqual({
      client_id: 'vereqe',
      response_type: 'code',
      redirect_uri: `${identity.origin}/back`,
      scope: 'openid certificate',
      state: one.state,
      nonce: one.nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })
  })

  test.each<[string, (query: URLSearchParams) => void]>([
    ['another state', query => query.set('state', 'another')],
    ['no state', query => query.delete('state')],
    ['two states', query => query.append('state', 'another')],
    ['an unknown code', query => query.set('code', 'made-up')],
    ['no code', query => query.delete('code')],
    ['two codes', query => query.append('code', 'made-up')],
    ['the word of another provider', query => query.set('iss', 'https://evil.example')],
    ['no issuer', query => query.delete('iss')],
  ])('is refused for a callback with %s', async (_, forge) => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    forge(callback.searchParams)
    await expect(identity.service.complete(callback, expected)).rejects.toMatchObject({ code: 'forged' })
  })

  test.each(['', '?error=access_denied&state=another', '?error=access_denied'])(
    'is refused, and not declined, when all that it brings back is "%s"',
    async search => {
      const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
      callback.search = search
      await expect(identity.service.complete(callback, expected)).rejects.toMatchObject({ code: 'forged' })
    },
  )

  test.each(['state', 'nonce', 'codeVerifier'] as const)('is refused with the %s of another attempt', async key => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    const other = await identity.service.begin()
    const mixed = identity.service.complete(callback, { ...expected, [key]: other[key] })
    await expect(mixed).rejects.toMatchObject({ code: 'forged' })
  })

  test('is refused with the valid callback of another attempt', async () => {
    const mine = await identity.comeBackAs(ACCOUNTANT)
    const otherCallback = await identity.comeBackAs(NOBODY)
    otherCallback.callback.searchParams.set('state', mine.expected.state)
    const mixed = identity.service.complete(otherCallback.callback, mine.expected)
    await expect(mixed).rejects.toMatchObject({ code: 'forged' })
  })

  test('is refused with a used code', async () => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    await identity.service.complete(callback, expected)
    await expect(identity.service.complete(callback, expected)).rejects.toMatchObject({ code: 'forged' })
  })

  test('accepts one of two concurrent callbacks with the same code', async () => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    const both = await Promise.allSettled([1, 2].map(() => identity.service.complete(callback, expected)))
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2)
  })

  test('is declined when the person cancels', async () => {
    const browser = identity.browser()
    const { url, ...expected } = await identity.service.begin()
    const asked = await browser.go(url)
    const { at } = await browser.post(asked.at, {})
    await expect(identity.service.complete(at, expected)).rejects.toMatchObject({ code: 'declined' })
  })

  test('uses the public URL, whatever host the request has', async () => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    const behindProxy = new URL(callback.search, 'http://10.0.0.7:8080/back')
    expect((await identity.service.complete(behindProxy, expected)).person.subject).toBe('test-accountant')
  })

  test('reports a refusal without any received data', async () => {
    const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
    const code = callback.searchParams.get('code')!
    const error = await identity.service.complete(callback, { ...expected, nonce: 'another' }).catch(error => error)
    expect(error).toBeInstanceOf(SignInRefusedError)
    expect(error.reason).toBe('unexpected JWT claim value encountered: unexpected ID Token "nonce" claim value')
    expect(error.cause).toBeUndefined()
    expect(JSON.stringify(error) + error.stack).not.toContain(code)
  })
})

describe('signing in at a provider', () => {
  let provider: HostileProvider
  beforeAll(async () => {
    provider = await HostileProvider.open()
  })
  beforeEach(() => {
    provider.answers = {}
    provider.metadata = {}
    provider.asked.length = 0
    provider.idToken = nonce => provider.sign(provider.claims({ nonce }))
  })
  afterAll(() => provider[Symbol.asyncDispose]())

  const setClaims = (claims: object) => {
    provider.idToken = nonce => provider.sign(provider.claims({ name: undefined, nonce, ...claims }))
  }

  test.each([
    [{ name: 'Some Body', user: { fullName: 'Body Some' } }, 'Some Body'],
    [{ user: { fullName: 'Body Some' } }, 'Body Some'],
    [{ name: '  ', user: { fullName: 'Body Some' } }, 'Body Some'],
    [{ name: { first: 'Some' }, user: 'Body' }, 'somebody'],
    [{}, 'somebody'],
  ])('reads from %o the name %s', async (claims, name) => {
    setClaims(claims)
    expect((await provider.signIn()).person.name).toBe(name)
  })

  test('ignores inherited properties', async () => {
    const service = openIdConnect(provider.settings({ nameClaims: ['constructor.name', 'user.constructor.name'] }))
    setClaims({ user: {} })
    expect((await provider.signIn(service)).person.name).toBe('somebody')
  })

  test('requests userinfo for missing claims', async () => {
    provider.metadata = { userinfo_endpoint: `${provider.issuer}/userinfo` }
    provider.answers.userinfo = () => Response.json({ sub: 'somebody', user: { fullName: 'Body Some' } })
    setClaims({})
    expect((await provider.signIn()).person.name).toBe('Body Some')
    expect(provider.asked.at(-1)).toMatchObject({ path: '/userinfo', authorization: 'Bearer its token' })
  })

  test('does not request userinfo when the ID token is complete', async () => {
    provider.metadata = { userinfo_endpoint: `${provider.issuer}/userinfo` }
    await provider.signIn()
    expect(provider.asked.map(({ path }) => path)).not.toContain('/userinfo')
  })

  test('refuses userinfo about another subject', async () => {
    provider.metadata = { userinfo_endpoint: `${provider.issuer}/userinfo` }
    provider.answers.userinfo = () => Response.json({ sub: 'another', name: 'Another' })
    setClaims({})
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
  })

  test.each([false, 'false', 'False'])('refuses a person with the active claim %o', async is_active => {
    setClaims({ is_active })
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'inactive' })
  })

  test.each([true, 'true', 1, null, undefined])('accepts a person with the active claim %o', async is_active => {
    setClaims({ is_active })
    expect((await provider.signIn()).person.subject).toBe('somebody')
  })

  test('refuses a person who is inactive in userinfo only', async () => {
    provider.metadata = { userinfo_endpoint: `${provider.issuer}/userinfo` }
    provider.answers.userinfo = () => Response.json({ sub: 'somebody', is_active: false })
    setClaims({ name: 'Some Body', is_active: undefined })
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'inactive' })
  })

  test('accepts everyone when no active claim is configured', async () => {
    setClaims({ is_active: false })
    const service = openIdConnect(provider.settings({ activeClaim: null }))
    expect((await provider.signIn(service)).person.subject).toBe('somebody')
  })

  test.each([
    ['client_secret_basic', `Basic ${btoa('vereqe:a+secret')}`, {}],
    ['client_secret_post', null, { client_id: 'vereqe', client_secret: 'a secret' }],
    ['none', null, { client_id: 'vereqe' }],
  ] as const)('the service shows itself by %s', async (clientAuth, authorization, body) => {
    await provider.signIn(openIdConnect(provider.settings({ clientAuth, clientSecret: 'a secret' })))
    const asked = provider.asked.find(({ path }) => path === '/token')!
    expect(asked.authorization).toBe(authorization)
    const { code_verifier, ...sent } = Object.fromEntries(asked.body)
    expect(code_verifier).toMatch(/^[\w-]{43}$/)
    expect(sent).toEqual({ grant_type: 'authorization_code', code: 'its code', redirect_uri: REDIRECT, ...body })
  })

  test.each([
    ['access_denied', 'declined'],
    ['login_required', 'declined'],
    ['anything', 'declined'],
  ])('that returns the error %s has %s', async (error, code) => {
    const refused = provider.signIn(undefined, query => {
      query.delete('code')
      query.set('error', error)
    })
    await expect(refused).rejects.toMatchObject({ code, reason: expect.not.stringContaining(provider.nonce) })
  })
})

describe('signing out', () => {
  test('sends the provider the ID token, the client and the return URL', async () => {
    await using identity = await TestIdentity.open()
    const url = await identity.service.signOutUrl('a token')
    expect(url?.origin + url!.pathname).toBe(`${identity.origin}/test-identity/session/end`)
    expect(Object.fromEntries(url!.searchParams)).toEqual({
      client_id: 'vereqe',
      id_token_hint: 'a token',
      post_logout_redirect_uri: `${identity.origin}/signed-out`,
    })
    expect((await identity.service.signOutUrl(null))?.searchParams.has('id_token_hint')).toBe(false)
  })

  test('stays local when the provider has no sign-out URL', async () => {
    await using provider = await HostileProvider.open()
    expect(await openIdConnect(provider.settings()).signOutUrl('a token')).toBeNull()
  })
})
