import type { ErrorHandler } from 'hono'
import { EntrancePage } from '../../views/entrance-page.tsx'
import { IdentityProviderUnreachableError } from '../auth/identity-provider.ts'
import type { Voen } from '../domain/voen.ts'
import { audit } from '../services/access/audit.ts'
import { StoreUnreachableError } from '../store/engine/access.ts'
import { actorOf } from './actor.ts'
import type { Dependencies, Env, WebContext } from './context.ts'
import { isFirstInAWhile } from './log-throttle.ts'
import { nextPage } from './next-page.ts'
import { isPartial, pageBefore, redirectPartial, respond, respondError } from './respond.tsx'
import { entranceUrl, HOME, signInUrl, statementUrl } from './urls.ts'

export type NotFoundReason = 'notFound' | 'noAccount' | 'noLedger' | 'noDeclaration' | 'noPage'

/** A 404 page. `voen` names the account that the page links back to. */
export function notFound(c: WebContext, reason: NotFoundReason, voen?: Voen): Response {
  const t = c.get('t')
  const back =
    voen === undefined ? { href: HOME, label: t.errors.home } : { href: statementUrl(voen), label: t.errors.account }
  const model = {
    title: t.errors.notFoundTitle,
    message: t.errors[reason],
    requestId: null,
    back,
  }
  return respondError(c, 404, model)
}

/** A 401 page from which the user returns to the requested page after signing in. */
export function signInFirst(c: WebContext): Response {
  const t = c.get('t')
  const next = pageAskedFor(c)
  if (isPartial(c)) return redirectPartial(c, entranceUrl(next))
  const model = { signIn: signInUrl(next), notice: t.signIn.first }
  return respond(c, { status: 401, title: t.signIn.title, page: <EntrancePage model={model} t={t} /> })
}

/** For a request for a part of a page, or a form, this is the page that sent it. */
function pageAskedFor(c: WebContext): string {
  const { pathname, search } = new URL(c.req.url)
  const asked = c.req.method === 'GET' ? nextPage(pathname + search) : HOME
  return asked === HOME ? pageBefore(c) : asked
}

/** Users without access get the same 404 as for an account that does not exist. */
export async function accountNotFound(dependencies: Dependencies, c: WebContext): Promise<Response> {
  await auditRefusal(dependencies, c, 'account')
  return notFound(c, 'noAccount')
}

/** The user may see the account, but lacks the right to this page. */
export async function forbidden(dependencies: Dependencies, c: WebContext): Promise<Response> {
  await auditRefusal(dependencies, c, 'right')
  const t = c.get('t')
  const back = { href: HOME, label: t.errors.home }
  return respondError(c, 403, { title: t.errors.forbiddenTitle, message: t.errors.forbidden, requestId: null, back })
}

export async function crossOriginForm(dependencies: Dependencies, c: WebContext): Promise<Response> {
  await auditRefusal(dependencies, c, 'origin')
  const t = c.get('t')
  const back = { href: HOME, label: t.errors.home }
  return respondError(c, 403, { title: t.errors.forbiddenTitle, message: t.errors.foreignForm, requestId: null, back })
}

export function tooManyRequests(c: WebContext, wait_s: number): Response {
  const t = c.get('t')
  const model = {
    title: t.errors.tooManyTitle,
    message: t.errors.tooMany(wait_s),
    requestId: null,
    back: { href: HOME, label: t.errors.home },
  }
  return respondError(c, 429, model, { 'retry-after': String(wait_s) })
}

/** Audits refusals of signed-in users only, so that anonymous requests cannot fill the log. */
async function auditRefusal({ access, clock }: Dependencies, c: WebContext, reason: string): Promise<void> {
  const session = c.get('session')
  const { method, path } = c.req
  const voen = /^\/accounts\/(\d{10})(\/|$)/.exec(path)?.[1] as Voen | undefined
  const at = clock()
  if (!session || !isFirstInAWhile(access, `refusal ${session.handle} ${reason} ${voen ?? null}`, at)) return
  const detail = { reason, method, path: path.slice(0, 300) }
  await audit(access, { at, action: 'refusal', actor: actorOf(c), voen: voen ?? null, detail })
}

/**
 * Logs the error in full, and shows the user a plain page with the request id. An unreachable store or identity
 * provider is 503, anything else is a bug and 500.
 */
export function failure(dependencies: Dependencies): ErrorHandler<Env> {
  return (error, c) => {
    logFailure(dependencies, c, error)
    const t = c.get('t')
    const back = { href: HOME, label: t.errors.home }
    const passes = error instanceof StoreUnreachableError || error instanceof IdentityProviderUnreachableError
    const unreachable = error instanceof StoreUnreachableError ? t.errors.unreachable : t.signIn.unreachable
    const model = {
      title: t.errors.failedTitle,
      message: passes ? unreachable : t.errors.failed,
      requestId: c.get('requestId'),
      back,
    }
    return respondError(c, passes ? 503 : 500, model)
  }
}

export function logFailure({ log = printError }: Dependencies, c: WebContext, error: unknown): void {
  log({
    level: 'error',
    event: 'failure',
    requestId: c.get('requestId'),
    method: c.req.method,
    path: c.req.path,
    error: error instanceof Error ? error.stack : String(error),
  })
}

const printError: NonNullable<Dependencies['log']> = line => console.error(JSON.stringify(line))
