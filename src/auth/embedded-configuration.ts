import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { claimsOf } from './embedded-claims.ts'
import { testCookieKey, testSigningKey } from './embedded-keys.ts'
import type { EmbeddedProviderSettings, ProviderPage, TestPerson } from './embedded-types.ts'
import { InMemoryAdapter } from './in-memory-adapter.ts'

/** Puts a rendered page into a response. */
type SetPage = (ctx: KoaContextWithOIDC, page: ProviderPage) => void

const MINUTE_S = 60

export function configurationOf(
  settings: EmbeddedProviderSettings,
  { path, scope, setPage }: { path: string; scope: string; setPage: SetPage },
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
    // The national provider also puts all claims into the ID token.
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
        logoutSource: ctx => setPage(ctx, signOutPage(ctx)),
        postLogoutSuccessSource: ctx => setPage(ctx, { kind: 'signed-out' }),
      },
    },
    interactions: { policy: signInOnly(), url: (_, { uid }) => `${path}/interaction/${uid}` },
    loadExistingGrant: grantAll,
    renderError: (ctx, { error: code }, error) => {
      // Rethrow our own bugs, so that `onError` logs them.
      if (code === 'server_error') throw error
      setPage(ctx, { kind: 'error', code })
    },
    ttl: {
      AccessToken: 5 * MINUTE_S,
      AuthorizationCode: MINUTE_S,
      IdToken: 5 * MINUTE_S,
      Interaction: 10 * MINUTE_S,
      Session: 480 * MINUTE_S,
      Grant: 480 * MINUTE_S,
    },
    // The default fetch refuses loopback addresses, where our back-channel sign-out may be.
    fetch: (url, options) => fetch(url, withoutDispatcher(options)),
  }
}

export function findPerson(people: readonly TestPerson[], subject: string): TestPerson | undefined {
  return people.find(({ person }) => person.subject === subject)
}

/** Skips consent: the test provider and the service are one application. */
function signInOnly() {
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
