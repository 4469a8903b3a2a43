import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { KoaContext, Next } from './embedded-configuration.ts'
import type { ProviderAnswer, ProviderPage } from './embedded-provider.ts'

/** Of a request that came over a socket. */
export type NodeContext = Pick<Context, 'env'>

const ALLOW = { allow: 'GET, POST, OPTIONS' }

export function socketOf(c: NodeContext): HttpBindings {
  return c.env as HttpBindings
}

/** Hands requests over to a provider that writes to the socket itself, and has its pages drawn by the web floor. */
export class OidcBridge {
  readonly #answers = new WeakMap<IncomingMessage, ProviderAnswer>()
  readonly #faults = new WeakMap<IncomingMessage, unknown>()
  readonly #path: string
  readonly #publicUrl: URL

  /** @param path below which the provider is found at the public address */
  constructor(path: string, publicUrl: string) {
    this.#path = path
    this.#publicUrl = new URL(publicUrl)
  }

  /** Puts a page into the provider's answer. */
  draw(ctx: KoaContext, page: ProviderPage): void {
    ctx.type = 'html'
    ctx.body = this.#answers.get(ctx.req)!.render(page)
  }

  /** Before all else that the provider does. */
  async guard(ctx: KoaContext, next: Next): Promise<void> {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null) {
        this.draw(ctx, { kind: 'error', code: 'not_found' })
        ctx.status = 404
      }
      // Last, since a form of the provider's own would have the policy loosened.
      const { headers, cookie } = this.#answers.get(ctx.req)!
      ctx.set({ ...headers })
      if (cookie !== null) ctx.append('set-cookie', cookie)
    } catch (error) {
      ctx.respond = false
      this.#faults.set(ctx.req, error)
    }
  }

  /** @throws whatever the provider throws: the web floor tells of it, as of every fault */
  async handle(
    c: NodeContext,
    answer: ProviderAnswer,
    respond: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  ): Promise<Response> {
    const { incoming, outgoing } = socketOf(c) as { incoming: IncomingMessage; outgoing: ServerResponse }
    // What the provider says to HEAD the server would not know to be said, and would answer again.
    if (incoming.method === 'HEAD') {
      return new Response(null, { status: 405, headers: { ...answer.headers, ...ALLOW } })
    }
    this.#answers.set(incoming, answer)
    await respond(this.#mounted(incoming), outgoing)
    if (this.#faults.has(incoming)) throw this.#faults.get(incoming)
    return RESPONSE_ALREADY_SENT
  }

  /** The request as the provider expects one below a path; the address is the public one, whatever host was asked. */
  #mounted(request: IncomingMessage): IncomingMessage {
    const { pathname, search } = new URL(request.url ?? this.#path, this.#publicUrl)
    const { protocol, host } = this.#publicUrl
    const headers = { ...request.headers, 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host }
    const url = (pathname.slice(this.#path.length) || '/') + search
    return Object.assign(request, { originalUrl: pathname + search, url, headers })
  }
}

/** Whoever is not signed in here is not asked whether to be signed out (with a script in the page), but sent on. */
export async function skipSignOutConfirmation(ctx: KoaContext, next: Next): Promise<void> {
  await next()
  const { oidc } = ctx as KoaContextWithOIDC
  if (oidc?.route !== 'end_session' || ctx.status !== 200 || oidc.session?.accountId !== undefined) return
  const { post_logout_redirect_uri: back, state } = oidc.params ?? {}
  const url = new URL(typeof back === 'string' ? back : oidc.urlFor('end_session_success'))
  if (typeof back === 'string' && typeof state === 'string') url.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(url.href)
}
