import type { ErrorHandler } from 'hono'
import { LiveUpdatePaused } from '../../views/components/live-update.tsx'
import { SessionOver } from '../../views/components/session.tsx'
import { EntrancePage } from '../../views/entrance-page.tsx'
import type { ErrorPageModel } from '../../views/error-page.tsx'
import { IdentityProviderUnreachableError } from '../auth/identity-provider.ts'
import type { Voen } from '../domain/voen.ts'
import type { Catalogue } from '../i18n/index.ts'
import { escapeUnseen, stackOf } from '../log.ts'
import { PdfRefusedError } from '../pdf/pdf-process.ts'
import { audit } from '../services/access/audit.ts'
import { StoreFaultError } from '../store/engine/access.ts'
import { actorOf } from './actor.ts'
import type { Dependencies, Env, WebContext } from './context.ts'
import { sessionToken } from './http/cookies.ts'
import { readForm } from './http/form.ts'
import { keptFormCookie, keptFormPlace, requestedAddress } from './http/kept-form.ts'
import { nextPage } from './next-page.ts'
import {
  isPartial,
  liveUpdateVersion,
  redirectPartial,
  referringPage,
  respond,
  respondError,
  respondPart,
} from './respond.tsx'
import { writeThrottled } from './throttle.ts'
import {
  entranceUrl,
  HOME,
  resumedLiveUpdateUrl,
  SESSION,
  SIGN_IN_AGAIN,
  signInUrl,
  statementUrl,
  VERIFY,
} from './urls.ts'

export type NotFoundReason =
  | 'notFound'
  | 'noAccount'
  | 'noLedger'
  | 'noDeclaration'
  | 'noOperation'
  | 'noReference'
  | 'noDocument'
  | 'noAct'
  | 'noPage'

/** A 404 page. `voen` names the account that the page links back to. */
export function notFound(c: WebContext, reason: NotFoundReason, voen?: Voen): Response {
  const t = c.get('t')
  const back = voen === undefined ? homeLink(t) : { href: statementUrl(voen), label: t.errors.account }
  return respondError(c, 404, { title: t.errors.notFoundTitle, message: t.errors[reason], requestId: null, back })
}

/**
 * Answers whoever is not signed in: with the entrance, which leads back. A page that polls stays, with all that is typed in
 * it; a form comes back as it was typed.
 */
export async function signInRequired(c: WebContext): Promise<Response> {
  const t = c.get('t')
  if (liveUpdateVersion(c) !== null) return respondPart(c, <SessionOverLive c={c} />, 401)
  if (isPartial(c) && c.req.path === SESSION) return respondPart(c, <SessionOverNow c={c} />, 401)
  const next = requestedPage(c)
  if (isPartial(c)) return redirectPartial(c, entranceUrl(next))
  const kept = c.req.method === 'POST' ? keptFormPlace(requestedAddress(c)) : null
  const notice = kept ? t.sessionEnd.formKept : entranceNotice(c)
  const model = { signIn: signInUrl(next), notice, contact: c.get('contact'), verify: VERIFY, trial: null }
  return respond(c, {
    status: 401,
    title: t.signIn.title,
    page: <EntrancePage model={model} t={t} />,
    sheet: 'entrance',
    ...(kept && { headers: { 'set-cookie': keptFormCookie(kept, await readForm(c)) } }),
  })
}

/** Why the entrance asks to sign in: the browser still has the cookie of a session that is over, or never had one. */
export function entranceNotice(c: WebContext): string {
  const t = c.get('t')
  return sessionToken(c) === null ? t.signIn.first : t.sessionEnd.signInAgain
}

const SessionOverNow = ({ c }: { c: WebContext }) => <SessionOver href={SESSION} again={SIGN_IN_AGAIN} t={c.get('t')} />

const SessionOverLive = ({ c }: { c: WebContext }) => (
  <>
    <LiveUpdatePaused href={resumedLiveUpdateUrl(c.req.path, new URL(c.req.url).search)} />
    <hx-partial hx-target="#session" hx-swap="outerHTML">
      <SessionOverNow c={c} />
    </hx-partial>
  </>
)

/** For a partial request or a form, this is the page that sent it. */
function requestedPage(c: WebContext): string {
  const { pathname, search } = new URL(c.req.url)
  const address = c.req.method === 'GET' ? pathname + search : keptFormPlace(pathname + search)?.address
  const requested = address === undefined ? HOME : nextPage(address)
  return requested === HOME ? referringPage(c) : requested
}

/** Users without access get the same 404 as for an account that does not exist. */
export async function accountNotFound(dependencies: Dependencies, c: WebContext): Promise<Response> {
  await auditRefusal(dependencies, c, 'account')
  return notFound(c, 'noAccount')
}

export async function forbidden(dependencies: Dependencies, c: WebContext): Promise<Response> {
  await auditRefusal(dependencies, c, 'right')
  const { errors } = c.get('t')
  return respondRefusal(c, 403, { title: errors.forbiddenTitle, message: errors.forbidden })
}

export async function crossOriginForm(dependencies: Dependencies, c: WebContext): Promise<Response> {
  await auditRefusal(dependencies, c, 'origin')
  const { errors } = c.get('t')
  return respondRefusal(c, 403, { title: errors.forbiddenTitle, message: errors.crossOriginForm })
}

export function tooManyRequests(c: WebContext, wait_s: number): Response {
  const { errors } = c.get('t')
  const reason = { title: errors.tooManyRequestsTitle, message: errors.tooManyRequests(wait_s) }
  return respondRefusal(c, 429, reason, { 'retry-after': String(wait_s) })
}

function respondRefusal(
  c: WebContext,
  status: 403 | 429,
  reason: Pick<ErrorPageModel, 'title' | 'message'>,
  headers?: Record<string, string>,
): Response {
  return respondError(c, status, { ...reason, requestId: null, back: homeLink(c.get('t')) }, headers)
}

function homeLink({ errors }: Catalogue): ErrorPageModel['back'] {
  return { href: HOME, label: errors.home }
}

/** Audits refusals of signed-in users only, so that anonymous requests cannot fill the log. */
async function auditRefusal({ access, clock }: Dependencies, c: WebContext, reason: string): Promise<void> {
  const session = c.get('session')
  const { method, path } = c.req
  const voen = /^\/accounts\/(\d{10})(\/|$)/.exec(path)?.[1] as Voen | undefined
  const at = clock()
  if (!session) return
  const detail = { reason, method, path: path.slice(0, 300) }
  const entry = { at, action: 'refusal', actor: actorOf(c), voen: voen ?? null, detail } as const
  const lines = new Map([[`refusal ${session.handle} ${reason} ${voen ?? null}`, entry]])
  await writeThrottled(access, lines, at, ([entry]) => audit(access, entry!))
}

/**
 * A fault of the store, an unreachable identity provider or a document that takes too much is 503; any other error is a bug and 500, and only the log has its cause.
 */
export function failureHandler(dependencies: Dependencies): ErrorHandler<Env> {
  return function handleFailure(error, c) {
    logFailure(dependencies, c, error)
    const t = c.get('t')
    const passing = passingCause(error, t)
    const model = {
      title: t.errors.failedTitle,
      message: passing ?? t.errors.failed,
      requestId: c.get('requestId'),
      back: homeLink(t),
    }
    return passing === null
      ? respondError(c, 500, model)
      : respondError(c, 503, model, { 'retry-after': RETRY_AFTER_S })
  }
}

const RETRY_AFTER_S = '5'

/** What users are told about a cause that passes; null for a bug. */
function passingCause(error: unknown, t: Catalogue): string | null {
  if (error instanceof IdentityProviderUnreachableError) return t.signIn.unreachable
  if (error instanceof PdfRefusedError) return t.pdf.refusals[error.reason]
  if (!(error instanceof StoreFaultError)) return null
  return isUnwritable(error) ? t.errors.unwritable : t.errors.unreachable
}

export function isUnwritable({ fault }: StoreFaultError): boolean {
  return fault === 'full' || fault === 'read-only' || fault === 'locked'
}

export function logFailure({ log = printError }: Dependencies, c: WebContext, error: unknown): void {
  log({
    level: 'error',
    event: 'failure',
    requestId: c.get('requestId'),
    ...c.get('trace'),
    method: c.req.method,
    path: c.req.path,
    error: stackOf(error),
  })
}

const printError: NonNullable<Dependencies['log']> = line => console.error(escapeUnseen(JSON.stringify(line)))
