import { exportSPKI, generateKeyPair, importJWK, type JWTPayload } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openIdConnect } from '../../src/auth/relying-party.ts'
import { CLIENT, HostileProvider } from '../support/people/hostile-provider.ts'

let provider: HostileProvider
beforeAll(async () => {
  provider = await HostileProvider.open()
})
beforeEach(() => {
  provider.answers = {}
  provider.metadata = {}
})
afterAll(() => provider[Symbol.asyncDispose]())

const seconds = () => Math.floor(Date.now() / 1000)

function withClaims(claims: JWTPayload): void {
  provider.idToken = nonce => provider.sign(provider.claims({ nonce, ...claims }))
}

function unsigned(header: object, nonce: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(provider.claims({ nonce }))}.`
}

describe('an ID token', () => {
  test('signs the person in', async () => {
    withClaims({ sid: 'their session' })
    const signedIn = await provider.signIn()
    expect(signedIn.person).toEqual({ subject: 'somebody', name: 'Some Body', companies: [] })
    expect(signedIn.providerSession).toBe('their session')
    expect(signedIn.idToken.split('.')).toHaveLength(3)
  })

  test.each<[string, () => JWTPayload]>([
    ['another service', () => ({ aud: 'another' })],
    ['several services, authorized for another', () => ({ aud: [CLIENT, 'another'], azp: 'another' })],
    ['several services without an authorized party', () => ({ aud: [CLIENT, 'another'] })],
    ['us, by another provider', () => ({ iss: 'https://evil.example' })],
    ['us, but expired', () => ({ exp: seconds() - 60 })],
    ['us, but not valid yet', () => ({ nbf: seconds() + 600 })],
    ['us, with another nonce', () => ({ nonce: 'another' })],
    ['us, without a nonce', () => ({ nonce: undefined as unknown as string })],
    ['us, without a subject', () => ({ sub: undefined as unknown as string })],
    ['us, without an expiry', () => ({ exp: undefined as unknown as number })],
  ])('for %s is refused', async (_, claims) => {
    withClaims(claims())
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
  })

  test.each(['', '  ', 'a\nb', 'x'.repeat(256)])('with the invalid subject "%s" is refused', async sub => {
    withClaims({ sub })
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'unreadable' })
  })

  test('signed with another key under the provider’s key id is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    provider.idToken = nonce => provider.sign(provider.claims({ nonce }), { key: privateKey })
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
  })

  test('signed with an unknown key is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    provider.idToken = nonce => provider.sign(provider.claims({ nonce }), { key: privateKey, kid: 'another' } as object)
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
  })

  test('with changed claims is refused', async () => {
    provider.idToken = async nonce => {
      const [header, , signature] = (await provider.sign(provider.claims({ nonce }))).split('.')
      const claims = provider.claims({ nonce, sub: 'somebody else' })
      return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    }
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
  })

  test.each([
    ['none', { alg: 'none' }],
    ['None', { alg: 'None' }],
    ['nothing', {}],
    ['removed', { alg: 'ES256', kid: 'its' }],
  ])('with the signature algorithm %s is refused', async (_, header) => {
    provider.idToken = async nonce => unsigned(header, nonce)
    await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
  })

  test('signed with the provider’s public key as an HMAC secret is refused', async () => {
    const publicKey = await importJWK(provider.publicKey, 'ES256', { extractable: true })
    const secrets = [
      await exportSPKI(publicKey as HostileProvider['key']),
      JSON.stringify(provider.publicKey),
      provider.publicKey.x!,
    ]
    for (const secret of secrets) {
      const key = new TextEncoder().encode(secret)
      provider.idToken = nonce => provider.sign(provider.claims({ nonce }), { key, alg: 'HS256' } as object)
      await expect(provider.signIn()).rejects.toMatchObject({ code: 'forged' })
    }
  })

  test('signed with our client secret is refused', async () => {
    const clientSecret = 'a secret of thirty-two characters'
    const key = new TextEncoder().encode(clientSecret)
    provider.idToken = nonce => provider.sign(provider.claims({ nonce }), { key, alg: 'HS256' } as object)
    const service = openIdConnect(provider.settings({ clientSecret, clientAuth: 'client_secret_basic' }))
    await expect(provider.signIn(service)).rejects.toMatchObject({ code: 'forged' })
  })

  test.each([
    ['missing', {}, 'unreadable'],
    ['not text', { id_token: 7 }, 'unreadable'],
    ['not a token', { id_token: 'a.b' }, 'forged'],
    ['not JSON inside', { id_token: 'a.b.c' }, 'unreadable'],
  ])('that is %s is refused', async (_, response, code) => {
    provider.answers.token = () => Response.json({ access_token: 'its token', token_type: 'Bearer', ...response })
    await expect(provider.signIn()).rejects.toMatchObject({ code })
  })
})
