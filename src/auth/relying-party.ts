import type { IdentityProvider } from './identity-provider.ts'

/** The resource that lists a person's companies, and where in it what stands: dotted paths. */
export interface CompaniesResource {
  readonly url: string
  /** The list in the answer; the other paths begin at its items. */
  readonly list: string
  readonly voen: string
  readonly name: string
  readonly position: string
}

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
  readonly clock: () => Date
}

/** An identity provider that speaks OpenID Connect. It is asked for its metadata when it is first needed. */
export function openIdConnect(_settings: OpenIdSettings): IdentityProvider {
  throw new Error('to be built')
}
