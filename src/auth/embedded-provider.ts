import Provider, { errors, type InteractionResults } from 'oidc-provider'
import { CERTIFICATES_PATH } from './embedded-claims.ts'
import { configurationOf } from './embedded-configuration.ts'
import { certificates } from './embedded-resource.ts'
import {
  type EmbeddedProviderSettings,
  type NodeContext,
  type ProviderPage,
  type ProviderResponse,
  socketOf,
  type TestPerson,
} from './embedded-types.ts'
import { OidcBridge, skipSignOutConfirmation } from './oidc-bridge.ts'
import { type OpenIdSettings, PROVIDER_TIMEOUT_MS } from './open-id-provider.ts'

export type { EmbeddedProviderSettings, ProviderPage, ProviderResponse, TestPerson }

export interface EmbeddedProvider {
  readonly issuer: string
  /** The settings with which the service uses this provider. */
  readonly openIdSettings: OpenIdSettings
  /** Everybody that anyone can sign in as. */
  people(): Promise<readonly TestPerson[]>
  /** Handles all paths under /test-identity except /test-identity/interaction/:uid. */
  handle(c: NodeContext, response: ProviderResponse): Promise<Response>
  /** The people to choose from at /test-identity/interaction/:uid; null without a sign-in in progress. */
  interaction(c: NodeContext): Promise<{ uid: string; people: readonly TestPerson[] } | null>
  /** Signs in as a person. @returns the URL to go to; null for an unknown person or without a sign-in in progress */
  choose(c: NodeContext, key: string): Promise<string | null>
  /** Cancels the sign-in. @returns the URL to go to; null without a sign-in in progress */
  decline(c: NodeContext): Promise<string | null>
}

const PATH = '/test-identity'
const SCOPE = 'openid certificate'

/** Creates a test identity provider in this process, in the known shape of the national one. Never in production. */
export function createEmbeddedProvider(settings: EmbeddedProviderSettings): EmbeddedProvider {
  const { publicUrl, people } = settings
  const issuer = publicUrl + PATH
  const bridge = new OidcBridge(PATH, publicUrl)
  const provider = new Provider(
    issuer,
    configurationOf(settings, {
      path: PATH,
      scope: SCOPE,
      setPage: (ctx, page) => bridge.setPage(ctx, page),
    }),
  )
  // Makes it trust the forwarded address, which the bridge sets.
  provider.proxy = true
  provider.use((ctx, next) => bridge.guard(ctx, next))
  provider.use(skipSignOutConfirmation)
  provider.use(certificates(provider, people))
  const respond = provider.callback()

  const finish = (c: NodeContext, result: InteractionResults) => {
    const { incoming, outgoing } = socketOf(c)
    return nullWithoutInteraction(
      provider.interactionResult(incoming, outgoing, result, { mergeWithLastSubmission: false }),
    )
  }

  return {
    issuer,
    openIdSettings: openIdSettings(issuer, settings),
    people,
    handle: (c, response) => bridge.handle(c, response, respond),

    async interaction(c) {
      const { incoming, outgoing } = socketOf(c)
      const details = await nullWithoutInteraction(provider.interactionDetails(incoming, outgoing))
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
    timeout_ms: PROVIDER_TIMEOUT_MS,
  }
}

async function nullWithoutInteraction<Value>(result: Promise<Value>): Promise<Value | null> {
  try {
    return await result
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}
