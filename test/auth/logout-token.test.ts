import { exportJWK, generateKeyPair, type JWTPayload } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { IdentityProviderUnreachableError, LogoutRefusedError } from '../../src/auth/identity-provider.ts'
import { openIdConnect } from '../../src/auth/relying-party.ts'
import { CLIENT, HostileProvider, NOW } from '../support/people/hostile-provider.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const now_s = NOW.getTime() / 1000

describe('a logout token', () => {
  let provider: HostileProvider
  beforeAll(async () => {
    provider = await HostileProvider.open()
  })
  beforeEach(() => {
    provider.answers = {}
  })
  afterAll(() => provider[Symbol.asyncDispose]())

  const claimsOf = (claims: JWTPayload): JWTPayload => ({
    iss: provider.issuer,
    aud: CLIENT,
    iat: now_s,
    exp: now_s + 120,
    jti: 'order 1',
    sub: 'somebody',
    sid: 'their session',
    events: { [EVENT]: {} },
    ...claims,
  })

  const orderOf = (claims: JWTPayload = {}, header: object = {}) =>
    provider.sign(claimsOf(claims), { typ: 'logout+jwt', ...header } as object)

  const read = (token: string) => openIdConnect(provider.settings()).readLogoutToken(token)

  test('yields the session, the person, and how long to store its id', async () => {
    const until = new Date('2026-11-22T12:05:00Z')
    const order = { id: 'order 1', until, subject: 'somebody', providerSession: 'their session' }
    expect(await read(await orderOf())).toEqual(order)
    expect(await read(await orderOf({ sid: undefined }))).toEqual({ ...order, providerSession: null })
    const ofSession = claimsOf({})
    delete ofSession.sub
    const token = await provider.sign(ofSession, { typ: 'logout+jwt' } as object)
    expect(await read(token)).toEqual({ ...order, subject: null })
  })

  test('is too old as soon as its id may be deleted', async () => {
    const token = await orderOf({ exp: undefined as unknown as number })
    const { until } = await read(token)
    const at = (ms: number) =>
      openIdConnect(provider.settings({ clock: () => new Date(until.getTime() + ms) })).readLogoutToken(token)
    expect((await at(0)).id).toBe('order 1')
    await expect(at(1)).rejects.toBeInstanceOf(LogoutRefusedError)
  })

  test.each([
    ['five minutes old', -300],
    ['a minute in the future', 60],
  ])('that is %s is accepted', async (_, seconds) => {
    expect((await read(await orderOf({ iat: now_s + seconds }))).id).toBe('order 1')
  })

  test.each<[string, JWTPayload]>([
    ['for another service', { aud: 'another' }],
    ['without an audience', { aud: undefined as unknown as string }],
    ['by another provider', { iss: 'https://evil.example' }],
    ['older than five minutes', { iat: now_s - 301 }],
    ['more than a minute in the future', { iat: now_s + 61 }],
    ['without a time', { iat: undefined as unknown as number }],
    ['that has expired', { exp: now_s - 1 }],
    ['without an id', { jti: undefined as unknown as string }],
    ['with an empty id', { jti: '' }],
    ['with a nonce, like an ID token', { nonce: 'n' }],
    ['with an empty nonce', { nonce: '' }],
    ['without an event', { events: undefined }],
    ['of another event', { events: { 'http://schemas.openid.net/event/other': {} } }],
    ['with an event that is not an object', { events: { [EVENT]: true } }],
    ['with events as text', { events: EVENT }],
    ['with an event as a list', { events: { [EVENT]: [] } }],
    ['without a person and a session', { sub: undefined as unknown as string, sid: undefined }],
    ['with a person that is not text', { sub: 7 as unknown as string }],
    ['with an empty session', { sub: undefined as unknown as string, sid: '' }],
  ])('%s is refused', async (_, claims) => {
    await expect(read(await orderOf(claims))).rejects.toBeInstanceOf(LogoutRefusedError)
  })

  test('without a type is accepted', async () => {
    const typ = undefined
    expect(await read(await orderOf({}, { typ }))).toMatchObject({ id: 'order 1' })
    await expect(read(await orderOf({ events: undefined }, { typ }))).rejects.toBeInstanceOf(LogoutRefusedError)
  })

  test.each(['JWT', 'at+jwt'])('of the type %s is refused', async typ => {
    await expect(read(await orderOf({}, { typ }))).rejects.toBeInstanceOf(LogoutRefusedError)
  })

  test('that is the person’s ID token is refused', async () => {
    const idToken = await provider.sign(provider.claims({ nonce: 'n', sid: 'their session' }))
    await expect(read(idToken)).rejects.toBeInstanceOf(LogoutRefusedError)
  })

  test('signed with another key is refused, under any key id', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    for (const kid of ['its', 'another', undefined]) {
      await expect(read(await orderOf({}, { key: privateKey, kid }))).rejects.toBeInstanceOf(LogoutRefusedError)
    }
  })

  test('signed with public knowledge is refused', async () => {
    for (const secret of ['vereqe', provider.publicKey.x!, JSON.stringify(provider.publicKey)]) {
      const key = new TextEncoder().encode(secret.padEnd(32, '.'))
      await expect(read(await orderOf({}, { alg: 'HS256', key }))).rejects.toBeInstanceOf(LogoutRefusedError)
    }
  })

  test('signed with an algorithm that the provider does not list is refused', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const key = { ...(await exportJWK(publicKey)), kid: 'for something else', alg: 'RS256' }
    provider.answers.keys = () => Response.json({ keys: [provider.publicKey, key] })
    const token = await orderOf({}, { key: privateKey, kid: 'for something else', alg: 'RS256' })
    await expect(read(token)).rejects.toBeInstanceOf(LogoutRefusedError)
  })

  test('without a signature is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const alg of ['none', 'ES256']) {
      const token = `${part({ alg, typ: 'logout+jwt', kid: 'its' })}.${part(claimsOf({}))}.`
      await expect(read(token)).rejects.toBeInstanceOf(LogoutRefusedError)
    }
  })

  test.each(['', 'a', 'a.b.c', '..', `${'x'.repeat(100_000)}.y.z`, '{"iss":1}', '\u0000'])(
    'that is no token is refused (%#)',
    async token => {
      await expect(read(token)).rejects.toBeInstanceOf(LogoutRefusedError)
    },
  )

  test('is unreachable while the keys cannot be fetched, and accepted afterwards', async () => {
    const service = openIdConnect(provider.settings())
    const token = await orderOf()
    for (const answer of [
      () => new Response('busy', { status: 503 }),
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      () => Response.json({}),
    ]) {
      provider.answers.keys = answer
      await expect(service.readLogoutToken(token)).rejects.toBeInstanceOf(IdentityProviderUnreachableError)
    }
    provider.answers = {}
    expect((await service.readLogoutToken(token)).id).toBe('order 1')
  })
})
