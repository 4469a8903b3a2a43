/** The test identity provider's own settings: one client, one question, short lives. */
import { type Configuration, interactionPolicy, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import { claimsOf } from './embedded-claims.ts'
import { testCookieKey, testSigningKey } from './embedded-keys.ts'
import type { EmbeddedProviderSettings, ProviderPage, TestPerson } from './embedded-provider.ts'
import { InMemoryAdapter } from './in-memory-adapter.ts'

/** Puts a page that the web floor draws into an answer. */
export type Draw = (ctx: KoaContextWithOIDC, page: ProviderPage) => void

type Middleware = Parameters<Provider['use']>[0]
export type KoaContext = Parameters<Middleware>[0]
export type Next = Parameters<Middleware>[1]

const MINUTE_S = 60

export function configurationOf(
  settings: EmbeddedProviderSettings,
  { path, scope, draw }: { path: string; scope: string; draw: Draw },
): Configuration {
  const { clientId, redirectUri, postLogoutRedirectUri, backChannelLogoutUri, publicUrl } = settings
  const cookie = { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), signed: true } as const
  const adapters = new Map<string, InMemoryAdapter>()
  return {
    adapter: model => adapters.get(model) ?? adapters.set(model, new InMemoryAdapter()).get(model)!,
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [postLogoutRedirectUri],
        backchannel_logout_uri: backChannelLogoutUri,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [testSigningKey()] },
    cookies: { keys: [testCookieKey()], long: { ...cookie, path }, short: cookie },
    scopes: scope.split(' '),
    claims: { openid: ['sub', 'user', 'role', 'is_active'] },
    // As the national provider does: the ID token tells all.
    conformIdTokenClaims: false,
    findAccount: async (_, subject) => {
      const found = findPerson(await settings.people(), subject)
      return found && { accountId: subject, claims: () => claimsOf(found.person) }
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: ctx => draw(ctx, signOutPage(ctx)),
        postLogoutSuccessSource: ctx => draw(ctx, { kind: 'signed-out' }),
      },
    },
    interactions: { policy: onlyWho(), url: (_, { uid }) => `${path}/interaction/${uid}` },
    loadExistingGrant: grantAll,
    renderError: (ctx, { error: code }, error) => {
      // A fault of ours is told as such, where all others are.
      if (code === 'server_error') throw error
      draw(ctx, { kind: 'error', code })
    },
    ttl: {
      AccessToken: 5 * MINUTE_S,
      AuthorizationCode: MINUTE_S,
      IdToken: 5 * MINUTE_S,
      Interaction: 10 * MINUTE_S,
      Session: 480 * MINUTE_S,
      Grant: 480 * MINUTE_S,
    },
    // Its own refuses this machine, where our address for signing out may be.
    fetch: (url, options) => fetch(url, withoutDispatcher(options)),
  }
}

export function findPerson(people: readonly TestPerson[], subject: string): TestPerson | undefined {
  return people.find(({ person }) => person.subject === subject)
}

/** Nobody is asked for consent: the service is the provider's own house. */
function onlyWho() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

async function grantAll({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, params } = oidc
  const grant = new provider.Grant({ accountId: session!.accountId!, clientId: client!.clientId })
  grant.addOIDCScope(String(params?.scope ?? 'openid'))
  await grant.save()
  return grant
}

function signOutPage({ oidc }: KoaContextWithOIDC): ProviderPage {
  const { secret } = oidc.session!.state as { secret: string }
  return { kind: 'sign-out', action: oidc.urlFor('end_session_confirm'), xsrf: secret }
}

function withoutDispatcher(options: RequestInit = {}): RequestInit {
  const { dispatcher: _, ...rest } = options as RequestInit & { dispatcher?: unknown }
  return rest
}
