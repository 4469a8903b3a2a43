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
  /** null where the provider has none: then nobody represents a company. */
  readonly companies: CompaniesResource | null
  /** Dotted paths of claims; the first that says something is the person's name. */
  readonly nameClaims: readonly string[]
  /** The claim that is false when the person may not sign in any more. */
  readonly activeClaim: string | null
  /** By which orders to sign out are fresh; what a sign-in brings back is judged by the machine's own. */
  readonly clock: () => Date
}

/** The provider, once it has told what it can do. */
export interface Provider {
  readonly configuration: client.Configuration
  readonly metadata: Readonly<client.ServerMetadata>
  readonly logout: LogoutTokenReader
}

const TIMEOUT_S = 5
const LOOPBACK = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/

/**
 * Asks the provider what it can do.
 * @throws {IdentityProviderUnreachable} whatever is wrong: nobody can be signed in until it is mended
 */
export async function discover(settings: OpenIdSettings): Promise<Provider> {
  const url = new URL(settings.issuer)
  const isHere = url.protocol === 'http:' && LOOPBACK.test(url.hostname)
  // The ID token comes from the provider itself, over TLS; its signature is checked all the same.
  const execute = [client.enableNonRepudiationChecks, ...(isHere ? [client.allowInsecureRequests] : [])]
  try {
    const configuration = await client.discovery(url, settings.clientId, undefined, authenticationOf(settings), {
      timeout: TIMEOUT_S,
      execute,
    })
    const metadata = configuration.serverMetadata()
    checkAddresses(metadata, isHere)
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

/** What is asked of the provider is asked over TLS, unless it is on this machine. */
function checkAddresses(metadata: client.ServerMetadata, isHere: boolean): void {
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const protocol = URL.parse(metadata[name] ?? '')?.protocol
    if (protocol !== 'https:' && !isHere) throw new Error(`its ${name} is not an https address`)
  }
}

function logoutReader(
  { issuer, jwks_uri, id_token_signing_alg_values_supported: algorithms = ['RS256'] }: client.ServerMetadata,
  { clientId, clock }: OpenIdSettings,
): LogoutTokenReader {
  // Only the provider can sign with its own key; a shared secret, or nothing, would do for others too.
  const signing = algorithms.filter(algorithm => algorithm !== 'none' && !algorithm.startsWith('HS'))
  return { issuer, clientId, algorithms: signing, keys: keysAt(new URL(jwks_uri!), TIMEOUT_S * 1000), clock }
}
