import * as client from 'openid-client'
import type { Company } from '../domain/person.ts'
import { findName, isFalse, isSubject, valueAt } from './claims.ts'
import { type CompaniesResource, parseCompanies } from './companies.ts'
import { type IdentityProvider, IdentityProviderUnreachableError, SignInRefusedError } from './identity-provider.ts'
import { readLogoutToken } from './logout-token.ts'
import { discover, type OpenIdSettings, PROVIDER_TIMEOUT_MS, type Provider } from './open-id-provider.ts'
import { isTooBusy, signInFailure } from './provider-failures.ts'

export type { CompaniesResource, OpenIdSettings }
export { PROVIDER_TIMEOUT_MS }

/** Creates a client of an OpenID Connect provider. Fetches the metadata when first needed. */
export function openIdConnect(settings: OpenIdSettings): IdentityProvider {
  const { redirectUri, postLogoutRedirectUri, scope } = settings
  const findProvider = cacheSuccess(() => discover(settings))
  return {
    issuer: settings.issuer,

    async begin() {
      const { configuration } = await findProvider()
      const [state, nonce, codeVerifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()]
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return { url, state, nonce, codeVerifier }
    },

    async complete(callback, expected) {
      const provider = await findProvider()
      try {
        return await complete(provider, settings, callback, expected)
      } catch (error) {
        throw signInFailure(error)
      }
    },

    async signOutUrl(idToken) {
      const { configuration, metadata } = await findProvider()
      if (metadata.end_session_endpoint === undefined) return null
      return client.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: postLogoutRedirectUri,
        ...(idToken !== null && { id_token_hint: idToken }),
      })
    },

    async readLogoutToken(token) {
      const { logout } = await findProvider()
      return readLogoutToken(token, logout)
    },
  }
}

/** Caches the result of a load. A failed load is repeated at the next call. */
function cacheSuccess<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let result: Promise<Value> | undefined
  return () => {
    result ??= load().catch(error => {
      result = undefined
      throw error
    })
    return result
  }
}

async function complete(
  { configuration, metadata }: Provider,
  { redirectUri, nameClaims, activeClaim, companies }: OpenIdSettings,
  callback: URL,
  { state, nonce, codeVerifier }: Parameters<IdentityProvider['complete']>[1],
): ReturnType<IdentityProvider['complete']> {
  const url = new URL(redirectUri)
  url.search = callback.search
  const tokens = await client.authorizationCodeGrant(configuration, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()!
  if (!isSubject(claims.sub)) throw new SignInRefusedError('unreadable', 'invalid sub')
  const claimSets: unknown[] = [claims]
  const lacksActiveClaim = activeClaim !== null && valueAt(claims, activeClaim) === undefined
  if (metadata.userinfo_endpoint !== undefined && (lacksActiveClaim || findName(claimSets, nameClaims) === null)) {
    claimSets.push(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub))
  }
  if (activeClaim !== null && isFalse(claimSets, activeClaim))
    throw new SignInRefusedError('inactive', `${activeClaim} is false`)
  return {
    person: {
      subject: claims.sub,
      name: findName(claimSets, nameClaims) ?? claims.sub,
      companies: companies ? await fetchCompanies(configuration, tokens.access_token, companies) : [],
    },
    idToken: tokens.id_token!,
    providerSession: typeof claims.sid === 'string' ? claims.sid : null,
  }
}

async function fetchCompanies(
  configuration: client.Configuration,
  accessToken: string,
  resource: CompaniesResource,
): Promise<Company[]> {
  const headers = new Headers({ accept: 'application/json' })
  const url = new URL(resource.url)
  const response = await client.fetchProtectedResource(configuration, accessToken, url, 'GET', null, headers)
  if (isTooBusy(response.status)) {
    throw new IdentityProviderUnreachableError(`the list of companies does not answer: status ${response.status}`)
  }
  const companies = response.ok ? parseCompanies(await readJson(response), resource) : null
  if (companies === null) throw new SignInRefusedError('unreadable', `the list of companies, status ${response.status}`)
  return companies
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
