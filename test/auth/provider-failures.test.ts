import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { IdentityProviderUnreachableError, SignInRefusedError } from '../../src/auth/identity-provider.ts'
import { openIdConnect } from '../../src/auth/relying-party.ts'
import { HostileProvider } from '../support/people/hostile-provider.ts'

const html = (status: number) => () =>
  new Response('<h1>Maintenance</h1>', { status, headers: { 'content-type': 'text/html' } })
const never = () => new Promise<Response>(() => {})
/** Starts a response and never finishes it. */
const stuck = () =>
  new Response(new ReadableStream({ start: body => body.enqueue(new TextEncoder().encode('{"access_token":')) }), {
    headers: { 'content-type': 'application/json' },
  })

const SLOW = [
  ...(['discovery', 'token', 'keys', 'userinfo', 'companies'] as const).map(what => [what, never] as const),
  ...(['token', 'companies'] as const).map(what => [what, stuck] as const),
]

describe('a provider that times out', () => {
  test.concurrent.each(SLOW)('with its %s is unreachable (%o)', async (what, answer) => {
    await using provider = await HostileProvider.open()
    provider.metadata = { userinfo_endpoint: `${provider.issuer}/userinfo` }
    provider.idToken = nonce => provider.sign(provider.claims({ nonce, name: undefined }))
    provider.answers[what] = answer
    const service = openIdConnect(provider.settings({ companies: provider.companies(), timeout_ms: 200 }))
    const began_ms = performance.now()
    await expect(provider.signIn(service)).rejects.toBeInstanceOf(IdentityProviderUnreachableError)
    expect(performance.now() - began_ms).toBeGreaterThan(180)
    expect(performance.now() - began_ms).toBeLessThan(4500)
  })
})

describe('a provider', () => {
  let provider: HostileProvider
  beforeEach(async () => {
    provider = await HostileProvider.open()
  })
  afterEach(() => provider[Symbol.asyncDispose]())

  const service = (settings = {}) => openIdConnect(provider.settings({ companies: provider.companies(), ...settings }))

  test('that is down is unreachable, and is tried again later', async () => {
    const port = Number(new URL(provider.issuer).port)
    const client = service()
    await provider[Symbol.asyncDispose]()
    await expect(client.begin()).rejects.toThrow(/^the identity provider does not answer: .*ECONNREFUSED/)
    for (const ask of [client.signOutUrl('a token'), client.readLogoutToken('a token'), client.begin()]) {
      await expect(ask).rejects.toBeInstanceOf(IdentityProviderUnreachableError)
    }
    provider = await HostileProvider.open(port)
    expect((await provider.signIn(client)).person.subject).toBe('somebody')
  })

  test('is asked for its metadata once, also for concurrent requests', async () => {
    const client = service()
    await Promise.all([client.begin(), client.begin(), client.signOutUrl(null)])
    await client.begin()
    expect(provider.asked.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration'])
  })

  test.each([
    ['HTML for its metadata', html(200)],
    ['status 503', html(503)],
    ['status 404', html(404)],
    ['a redirect', () => Response.redirect('https://evil.example/', 302)],
    ['JSON without metadata', () => Response.json([])],
    ['invalid JSON', () => new Response('{', { headers: { 'content-type': 'application/json' } })],
    ['metadata of another issuer', () => Response.json({ issuer: 'https://evil.example' })],
    ['metadata without a key URL', () => Response.json({ issuer: provider.issuer })],
  ])('that answers %s is unreachable until it recovers', async (_, answer) => {
    const client = service()
    provider.answers.discovery = answer
    await expect(client.begin()).rejects.toBeInstanceOf(IdentityProviderUnreachableError)
    provider.answers = {}
    expect((await client.begin()).url.origin).toBe(provider.issuer)
  })

  test('over plain http on another machine is never called', async () => {
    const client = service({ issuer: 'http://login.example' })
    await expect(client.begin()).rejects.toThrow(/only requests to HTTPS are allowed/)
  })

  test.each(['token', 'keys', 'companies'] as const)(
    'that is overloaded at its %s is unreachable; HTML there is unreadable',
    async what => {
      for (const status of [500, 502, 503, 429]) {
        provider.answers[what] = html(status)
        await expect(provider.signIn(service())).rejects.toThrow(new RegExp(`does not answer: .*status ${status}$`))
      }
      provider.answers[what] = html(200)
      await expect(provider.signIn(service())).rejects.toMatchObject({ code: 'unreadable' })
    },
  )

  test.each([
    ['token', () => Response.json({ error: 'invalid_client' }, { status: 400 })],
    ['token', () => Response.json({ error: 'x' }, { status: 401, headers: { 'www-authenticate': 'Basic' } })],
    ['token', () => Response.json({ access_token: 7 })],
    ['token', () => Response.json({ access_token: 'a', token_type: 'mac' })],
    ['keys', () => Response.json({ keys: 'none' })],
    ['companies', () => Response.json({ error: 'x' }, { status: 403 })],
    ['companies', () => Response.json({}, { status: 401, headers: { 'www-authenticate': 'Bearer' } })],
    ['companies', () => new Response(null, { status: 204 })],
    ['companies', () => Response.redirect('https://evil.example/', 302)],
  ] as const)('whose %s is %o refuses the sign-in', async (what, answer) => {
    provider.answers[what] = answer
    await expect(provider.signIn(service())).rejects.toBeInstanceOf(SignInRefusedError)
  })

  test.each(['server_error', 'temporarily_unavailable'])('that returns the error %s is unreachable', async error => {
    const sent = provider.signIn(service(), query => {
      query.delete('code')
      query.set('error', error)
    })
    await expect(sent).rejects.toBeInstanceOf(IdentityProviderUnreachableError)
  })
})
