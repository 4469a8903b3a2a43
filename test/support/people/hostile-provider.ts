/** An identity provider over real HTTP whose answers and signing keys a test chooses. */

import { Hono } from 'hono'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import type { IdentityProvider } from '../../../src/auth/identity-provider.ts'
import { type OpenIdSettings, openIdConnect } from '../../../src/auth/relying-party.ts'
import { CONNECTION_LIMITS } from '../../../src/server/connections.ts'
import { type RunningServer, startServer } from '../../../src/server.ts'

export const CLIENT = 'vereqe'
export const REDIRECT = 'https://vereqe.example/back'
export const NOW = new Date('2026-11-22T12:00:00Z')

/** In seconds. The product compares ID tokens with the machine's clock, not with the test's. */
const now_s = () => Math.floor(Date.now() / 1000)

type Answer = () => Response | Promise<Response>

export interface Asked {
  readonly path: string
  readonly authorization: string | null
  readonly body: URLSearchParams
}

export class HostileProvider {
  readonly key: CryptoKey
  readonly publicKey: JWK
  readonly asked: Asked[] = []
  /** Answers that replace the metadata, tokens and so on. */
  answers: Partial<Record<'discovery' | 'token' | 'keys' | 'userinfo' | 'companies', Answer>> = {}
  /** Added to the required metadata. */
  metadata: Record<string, unknown> = {}
  idToken: (nonce: string) => Promise<string> = nonce => this.sign(this.claims({ nonce }))
  nonce = ''
  readonly #server: RunningServer

  private constructor(server: RunningServer, key: CryptoKey, publicKey: JWK) {
    this.#server = server
    this.key = key
    this.publicKey = { ...publicKey, kid: 'its', alg: 'ES256', use: 'sig' }
  }

  static async open(port = 0): Promise<HostileProvider> {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    let provider: HostileProvider | undefined
    const server = await startServer(() => application(() => provider!), '127.0.0.1', port, {
      ...CONNECTION_LIMITS,
      grace_ms: 0,
    })
    provider = new HostileProvider(server, privateKey, await exportJWK(publicKey))
    return provider
  }

  get issuer(): string {
    return this.#server.url
  }

  settings(settings: Partial<OpenIdSettings> = {}): OpenIdSettings {
    return {
      issuer: this.issuer,
      clientId: CLIENT,
      clientSecret: null,
      clientAuth: 'none',
      scope: 'openid certificate',
      redirectUri: REDIRECT,
      postLogoutRedirectUri: 'https://vereqe.example/signed-out',
      companies: null,
      nameClaims: ['name', 'user.fullName'],
      activeClaim: 'is_active',
      clock: () => NOW,
      timeout_ms: 5000,
      ...settings,
    }
  }

  companies(): NonNullable<OpenIdSettings['companies']> {
    return { url: `${this.issuer}/companies`, list: 'list', voen: 'voen', name: 'name', position: 'position' }
  }

  /** Runs a sign-in with a service. `changes` replaces parameters that the browser brings back. */
  async signIn(
    service: IdentityProvider = openIdConnect(this.settings()),
    brought: (query: URLSearchParams) => void = () => {},
  ) {
    const { url: _, ...expected } = await service.begin()
    this.nonce = expected.nonce
    const callback = new URL(REDIRECT)
    callback.search = String(new URLSearchParams({ code: 'its code', state: expected.state, iss: this.issuer }))
    brought(callback.searchParams)
    return service.complete(callback, expected)
  }

  claims(claims: JWTPayload = {}): JWTPayload {
    const [iat, exp] = [now_s(), now_s() + 300]
    return { iss: this.issuer, aud: CLIENT, sub: 'somebody', iat, exp, is_active: true, name: 'Some Body', ...claims }
  }

  sign(claims: JWTPayload, { key = this.key as CryptoKey | Uint8Array, ...header } = {}): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'its', ...header }).sign(key)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop()
  }
}

function application(provider: () => HostileProvider): Hono {
  const app = new Hono()
  const route = (name: keyof HostileProvider['answers'], path: string, usual: Answer) =>
    app.all(path, async c => {
      const body = new URLSearchParams(await c.req.text())
      provider().asked.push({ path, authorization: c.req.header('authorization') ?? null, body })
      return (provider().answers[name] ?? usual)()
    })
  route('discovery', '/.well-known/openid-configuration', () => Response.json(metadataOf(provider())))
  route('token', '/token', async () =>
    Response.json({
      access_token: 'its token',
      token_type: 'Bearer',
      id_token: await provider().idToken(provider().nonce),
    }),
  )
  route('keys', '/keys', () => Response.json({ keys: [provider().publicKey] }))
  route('userinfo', '/userinfo', () => Response.json({ sub: 'somebody' }))
  route('companies', '/companies', () => Response.json({ list: [] }))
  return app
}

function metadataOf({ issuer, metadata }: HostileProvider) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['ES256', 'HS256', 'none'],
    authorization_response_iss_parameter_supported: true,
    ...metadata,
  }
}
