import type { Context } from 'hono'
import type { Person } from '../domain/person.ts'
import type { OpenIdSettings } from './relying-party.ts'

/** Someone whom anybody may be, to try the service with. */
export interface TestPerson {
  /** What the person is chosen by. */
  readonly key: string
  readonly person: Person
}

/**
 * A page of the provider's, to be drawn by the web floor. Signing out is a form posted to `action` with `xsrf`, and with
 * `logout=yes` when the person leaves the provider too, not only the service.
 */
export type ProviderPage =
  | { readonly kind: 'sign-out'; readonly action: string; readonly xsrf: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'error'; readonly code: string }

/** What the web floor lends the provider for one answer. */
export interface ProviderAnswer {
  /** Set on it before anything else, since the provider writes to the socket itself. */
  readonly headers: Readonly<Record<string, string>>
  /** Draws a whole page. */
  readonly render: (page: ProviderPage) => string
}

/** Of a request that came over a socket. */
export type NodeContext = Pick<Context, 'env'>

export interface EmbeddedProviderSettings {
  /** The service's own origin, under which the provider is found at /test-identity. */
  readonly publicUrl: string
  readonly people: () => Promise<readonly TestPerson[]>
  readonly clientId: string
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  readonly backChannelLogoutUri: string
  readonly clock: () => Date
}

export interface EmbeddedProvider {
  readonly issuer: string
  /** With these the service signs people in here. */
  readonly openIdSettings: OpenIdSettings
  /** Answers everything under /test-identity but /test-identity/interaction/:uid. */
  handle(c: NodeContext, answer: ProviderAnswer): Promise<Response>
  /** What the page at /test-identity/interaction/:uid offers; null when nobody was sent here, or too long ago. */
  interaction(c: NodeContext): Promise<{ uid: string; people: readonly TestPerson[] } | null>
  /** The person's choice, and where to send the browser then; null when there is no such person, or nothing to choose. */
  choose(c: NodeContext, key: string): Promise<string | null>
  /** The person would rather not; where to send the browser. */
  decline(c: NodeContext): Promise<string | null>
}

/** A test identity provider in this process, with what is known of the national one's shape. Never in production. */
export function createEmbeddedProvider(_settings: EmbeddedProviderSettings): EmbeddedProvider {
  throw new Error('to be built')
}
