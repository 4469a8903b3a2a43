import Provider, { errors, type InteractionResults } from 'oidc-provider'
import type { Person } from '../domain/person.ts'
import { CERTIFICATES_PATH } from './embedded-claims.ts'
import { configurationOf, type Draw } from './embedded-configuration.ts'
import { certificates } from './embedded-resource.ts'
import { type NodeContext, OidcBridge, skipSignOutConfirmation, socketOf } from './oidc-bridge.ts'
import type { OpenIdSettings } from './open-id-provider.ts'

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
  /** To be set beside its own. */
  readonly cookie: string | null
  /** Draws a whole page. */
  readonly render: (page: ProviderPage) => string
}

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

const PATH = '/test-identity'
const SCOPE = 'openid certificate'

/** A test identity provider in this process, with what is known of the national one's shape. Never in production. */
export function createEmbeddedProvider(settings: EmbeddedProviderSettings): EmbeddedProvider {
  const { publicUrl, people } = settings
  const issuer = publicUrl + PATH
  const handover = new OidcBridge(PATH, publicUrl)
  const draw: Draw = (ctx, page) => handover.draw(ctx, page)
  const provider = new Provider(issuer, configurationOf(settings, { path: PATH, scope: SCOPE, draw }))
  // It believes what the handover tells it of its address.
  provider.proxy = true
  provider.use((ctx, next) => handover.guard(ctx, next))
  provider.use(skipSignOutConfirmation)
  provider.use(certificates(provider, people))
  const respond = provider.callback()

  const finish = (c: NodeContext, result: InteractionResults) => {
    const { incoming, outgoing } = socketOf(c)
    return orNull(provider.interactionResult(incoming, outgoing, result, { mergeWithLastSubmission: false }))
  }

  return {
    issuer,
    openIdSettings: openIdSettings(issuer, settings),
    handle: (c, answer) => handover.handle(c, answer, respond),

    async interaction(c) {
      const { incoming, outgoing } = socketOf(c)
      const details = await orNull(provider.interactionDetails(incoming, outgoing))
      return details && { uid: details.uid, people: await people() }
    },

    async choose(c, key) {
      const chosen = (await people()).find(person => person.key === key)
      return chosen ? finish(c, { login: { accountId: chosen.person.subject, remember: false } }) : null
    },

    decline: c => finish(c, { error: 'access_denied', error_description: 'the person would rather not' }),
  }
}

function openIdSettings(issuer: string, settings: EmbeddedProviderSettings): OpenIdSettings {
  const { clientId, redirectUri, postLogoutRedirectUri, clock } = settings
  return {
    issuer,
    clientId,
    clientSecret: null,
    clientAuth: 'none',
    scope: SCOPE,
    redirectUri,
    postLogoutRedirectUri,
    companies: {
      url: issuer + CERTIFICATES_PATH,
      list: 'certificates',
      voen: 'structureData.voen',
      name: 'structureData.structureName',
      position: 'structureData.position',
    },
    nameClaims: ['user.fullName'],
    activeClaim: 'is_active',
    clock,
  }
}

async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}
