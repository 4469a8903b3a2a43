import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import Provider, { errors, type InteractionResults, type KoaContextWithOIDC } from 'oidc-provider'
import type { Person } from '../domain/person.ts'
import type { OpenIdSettings } from './open-id-provider.ts'
import { CERTIFICATES_PATH } from './test-claims.ts'
import { configurationOf, type Draw, type KoaContext, type Next } from './test-provider.ts'
import { certificates } from './test-resource.ts'

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

const PATH = '/test-identity'
const SCOPE = 'openid certificate'
const ALLOW = { allow: 'GET, POST, OPTIONS' }

/** A test identity provider in this process, with what is known of the national one's shape. Never in production. */
export function createEmbeddedProvider(settings: EmbeddedProviderSettings): EmbeddedProvider {
  const { publicUrl, people } = settings
  const issuer = publicUrl + PATH
  const answers = new WeakMap<IncomingMessage, ProviderAnswer>()
  const faults = new WeakMap<IncomingMessage, unknown>()
  const draw: Draw = (ctx, page) => {
    ctx.type = 'html'
    ctx.body = answers.get(ctx.req)!.render(page)
  }
  const provider = new Provider(issuer, configurationOf(settings, { path: PATH, scope: SCOPE, draw }))
  provider.proxy = true
  provider.use(async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null) refuse(ctx, draw)
      // The provider's own forms would have the policy loosened.
      ctx.set({ ...answers.get(ctx.req)!.headers })
    } catch (error) {
      ctx.respond = false
      faults.set(ctx.req, error)
    }
  })
  provider.use(askNobody)
  provider.use(certificates(provider, people))
  const respond = provider.callback()

  const finish = (c: NodeContext, result: InteractionResults) => {
    const { incoming, outgoing } = socketOf(c)
    return orNull(provider.interactionResult(incoming, outgoing, result, { mergeWithLastSubmission: false }))
  }

  return {
    issuer,
    openIdSettings: openIdSettings(issuer, settings),

    async handle(c, answer) {
      const { incoming, outgoing } = socketOf(c)
      // To HEAD the server would answer itself, once more than there may be.
      if (incoming.method === 'HEAD')
        return new Response(null, { status: 405, headers: { ...answer.headers, ...ALLOW } })
      answers.set(incoming, answer)
      await respond(mounted(incoming, publicUrl), outgoing)
      // The web floor tells of it, as of every fault.
      if (faults.has(incoming)) throw faults.get(incoming)
      return RESPONSE_ALREADY_SENT
    },

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

function socketOf(c: NodeContext): HttpBindings {
  return c.env as HttpBindings
}

/** The request as the provider expects one below a path; its own address is the public one, whatever host was asked. */
function mounted(request: IncomingMessage, publicUrl: string): IncomingMessage {
  const { pathname, search } = new URL(request.url ?? PATH, publicUrl)
  const { protocol, host } = new URL(publicUrl)
  const headers = { ...request.headers, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host }
  return Object.assign(request, {
    originalUrl: pathname + search,
    url: (pathname.slice(PATH.length) || '/') + search,
    headers,
  })
}

function refuse(ctx: KoaContext, draw: Draw): void {
  draw(ctx as KoaContextWithOIDC, { kind: 'error', code: 'not_found' })
  ctx.status = 404
}

/** Whoever is not signed in here is not asked whether to be signed out (with a script in the page), but sent on. */
async function askNobody(ctx: KoaContext, next: Next): Promise<void> {
  await next()
  const { oidc } = ctx as KoaContextWithOIDC
  if (oidc?.route !== 'end_session' || ctx.status !== 200 || oidc.session?.accountId !== undefined) return
  const { post_logout_redirect_uri: back, state } = oidc.params ?? {}
  const url = new URL(typeof back === 'string' ? back : oidc.urlFor('end_session_success'))
  if (typeof back === 'string' && typeof state === 'string') url.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(url.href)
}

async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}
