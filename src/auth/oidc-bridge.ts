import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { KoaContextWithOIDC } from 'oidc-provider'
import {
  type KoaContext,
  type Next,
  type NodeContext,
  type ProviderPage,
  type ProviderResponse,
  socketOf,
} from './embedded-types.ts'

const ALLOW = { allow: 'GET, POST, OPTIONS' }

/** Passes requests to oidc-provider, which writes to the socket itself, and lets the web layer render its pages. */
export class OidcBridge {
  readonly #responses = new WeakMap<IncomingMessage, ProviderResponse>()
  readonly #errors = new WeakMap<IncomingMessage, unknown>()
  readonly #path: string
  readonly #publicUrl: URL

  /** @param path the path of the provider below the public URL */
  constructor(path: string, publicUrl: string) {
    this.#path = path
    this.#publicUrl = new URL(publicUrl)
  }

  setPage(ctx: KoaContext, page: ProviderPage): void {
    ctx.type = 'html'
    ctx.body = this.#responses.get(ctx.req)!.render(page)
  }

  /** Runs as the first middleware: adds headers and the 404 page, and captures errors for `handle`. */
  async guard(ctx: KoaContext, next: Next): Promise<void> {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null) {
        this.setPage(ctx, { kind: 'error', code: 'not_found' })
        ctx.status = 404
      }
      // Set after `next`, because oidc-provider loosens the content security policy for its forms.
      const { headers, cookie } = this.#responses.get(ctx.req)!
      ctx.set({ ...headers })
      if (cookie !== null) ctx.append('set-cookie', cookie)
    } catch (error) {
      ctx.respond = false
      this.#errors.set(ctx.req, error)
    }
  }

  /** @throws the errors of the provider, so that the web layer logs them */
  async handle(
    c: NodeContext,
    webResponse: ProviderResponse,
    respond: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  ): Promise<Response> {
    const { incoming, outgoing } = socketOf(c) as { incoming: IncomingMessage; outgoing: ServerResponse }
    // node-server cannot tell that oidc-provider already answered a HEAD request and would send a second response.
    if (incoming.method === 'HEAD') {
      return new Response(null, { status: 405, headers: { ...webResponse.headers, ...ALLOW } })
    }
    this.#responses.set(incoming, webResponse)
    await respond(this.#mounted(incoming), outgoing)
    if (this.#errors.has(incoming)) throw this.#errors.get(incoming)
    return RESPONSE_ALREADY_SENT
  }

  /** Rewrites the request for a provider mounted below a path, with the public host instead of the requested one. */
  #mounted(request: IncomingMessage): IncomingMessage {
    const { pathname, search } = new URL(request.url ?? this.#path, this.#publicUrl)
    const { protocol, host } = this.#publicUrl
    const headers = { ...request.headers, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host }
    const url = (pathname.slice(this.#path.length) || '/') + search
    return Object.assign(request, { originalUrl: pathname + search, url, headers })
  }
}

/** Redirects users without a session at the provider, whose confirmation page would need an inline script. */
export async function skipSignOutConfirmation(ctx: KoaContext, next: Next): Promise<void> {
  await next()
  const { oidc } = ctx as KoaContextWithOIDC
  if (oidc?.route !== 'end_session' || ctx.status !== 200 || oidc.session?.accountId !== undefined) return
  const { post_logout_redirect_uri: redirectUri, state } = oidc.params ?? {}
  const url = new URL(typeof redirectUri === 'string' ? redirectUri : oidc.urlFor('end_session_success'))
  if (typeof redirectUri === 'string' && typeof state === 'string') url.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(url.href)
}
