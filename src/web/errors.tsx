import type { ErrorHandler } from 'hono'
import { StoreUnreachable } from '../store/access.ts'
import type { Dependencies, Env, WebContext } from './context.ts'
import { respondError } from './respond.tsx'
import { HOME, statementUrl } from './urls.ts'

export type NotFoundReason = 'notFound' | 'noAccount' | 'noLedger' | 'noDeclaration' | 'noPage'

/** A calm 404 that says what is missing and where to go on; `voen` names the account to go back to. */
export function notFound(c: WebContext, reason: NotFoundReason, voen?: string): Response {
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

/**
 * A bug of ours, or a store that does not answer: the log gets the whole truth, the person a calm page and a number to
 * mention.
 */
export function failure(dependencies: Dependencies): ErrorHandler<Env> {
  return (error, c) => {
    logFailure(dependencies, c, error)
    const t = c.get('t')
    const back = { href: HOME, label: t.errors.home }
    const passes = error instanceof StoreUnreachable
    const model = {
      title: t.errors.failedTitle,
      message: passes ? t.errors.unreachable : t.errors.failed,
      requestId: c.get('requestId'),
      back,
    }
    return respondError(c, passes ? 503 : 500, model)
  }
}

/** What went wrong in answering a request, under its number. */
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
