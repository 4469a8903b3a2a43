import * as client from 'openid-client'
import type { CompaniesResource } from './companies.ts'
import { keysAt, type LogoutTokenReader } from './logout-token.ts'
import { unreachable } from './provider-failures.ts'

export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  readonly clientAuth: 'client_secret_basic' | 'client_secret_post' | 'none'
  readonly scope: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  /** null when the provider has no such resource; people then represent no company. */
  readonly companies: CompaniesResource | null
  /** Dotted paths of claims. The first with a value is the person's name. */
  readonly nameClaims: readonly string[]
  /** The claim that is false for people who may no longer sign in. */
  readonly activeClaim: string | null
  /** Checks the age of logout tokens. ID tokens are checked against the system clock. */
  readonly clock: () => Date
  /** The limit of each request to the provider. */
  readonly timeout_ms: number
}

/** A provider after discovery. */
export interface Provider {
  readonly configuration: client.Configuration
  readonly metadata: Readonly<client.ServerMetadata>
  readonly logout: LogoutTokenReader
}

export const PROVIDER_TIMEOUT_MS = 5000

const LOOPBACK = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/

/**
 * Fetches the provider's metadata.
 * @throws {IdentityProviderUnreachableError} on any failure, including invalid metadata
 */
export async function discover(settings: OpenIdSettings): Promise<Provider> {
  const url = new URL(settings.issuer)
  const isLoopback = url.protocol === 'http:' && LOOPBACK.test(url.hostname)
  // Verify the ID token's signature even though it arrives over TLS.
  const execute = [client.enableNonRepudiationChecks, ...(isLoopback ? [client.allowInsecureRequests] : [])]
  try {
    const configuration = await client.discovery(url, settings.clientId, undefined, authenticationOf(settings), {
      timeout: settings.timeout_ms / 1000,
      execute,
    })
    const metadata = configuration.serverMetadata()
    checkEndpoints(metadata, isLoopback)
    return { configuration, metadata, logout: logoutReader(metadata, settings) }
  } catch (error) {
    throw unreachable(error)
  }
}

function authenticationOf({ clientAuth, clientSecret }: OpenIdSettings): client.ClientAuth {
  if (clientAuth === 'none') return client.None()
  const secret = clientSecret ?? ''
  return clientAuth === 'client_secret_basic' ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
}

/** Requires https, except for a provider on this machine. */
function checkEndpoints(metadata: client.ServerMetadata, isLoopback: boolean): void {
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const protocol = URL.parse(metadata[name] ?? '')?.protocol
    if (protocol !== 'https:' && !isLoopback) throw new Error(`its ${name} is not an https address`)
  }
}

function logoutReader(
  { issuer, jwks_uri, id_token_signing_alg_values_supported: algorithms = ['RS256'] }: client.ServerMetadata,
  { clientId, clock, timeout_ms }: OpenIdSettings,
): LogoutTokenReader {
  // Asymmetric algorithms only: others know a shared secret, and `none` needs no key.
  const signing = algorithms.filter(algorithm => algorithm !== 'none' && !algorithm.startsWith('HS'))
  return { issuer, clientId, algorithms: signing, keys: keysAt(new URL(jwks_uri!), timeout_ms), clock }
}
