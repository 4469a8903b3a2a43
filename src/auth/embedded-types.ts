import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Provider } from 'oidc-provider'
import type { Person } from '../domain/person.ts'

type Middleware = Parameters<Provider['use']>[0]
export type KoaContext = Parameters<Middleware>[0]
export type Next = Parameters<Middleware>[1]

/** The context of a request that arrived over a socket. */
export type NodeContext = Pick<Context, 'env'>

export function socketOf(c: NodeContext): HttpBindings {
  return c.env as HttpBindings
}

/** A person that anyone can sign in as. */
export interface TestPerson {
  readonly key: string
  readonly person: Person
}

/**
 * A provider page that the web layer renders. The sign-out form posts `xsrf` to `action`, with `logout=yes` to sign out at
 * the provider too.
 */
export type ProviderPage =
  | { readonly kind: 'sign-out'; readonly action: string; readonly xsrf: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'error'; readonly code: string }

/** Supplied by the web layer for one response of the provider. */
export interface ProviderResponse {
  /** Set by the bridge, because the provider writes to the socket itself. */
  readonly headers: Readonly<Record<string, string>>
  /** An additional cookie. */
  readonly cookie: string | null
  /** Renders a complete page. */
  readonly render: (page: ProviderPage) => string
}

export interface EmbeddedProviderSettings {
  /** The origin of the service. The provider runs below it, at /test-identity. */
  readonly publicUrl: string
  readonly people: () => Promise<readonly TestPerson[]>
  readonly clientId: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly backChannelLogoutUri: string
  readonly clock: () => Date
}
