/** Translates errors of openid-client into ours. Messages never contain received data. */
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { IdentityProviderUnreachableError, SignInRefusedError } from './identity-provider.ts'

/** Codes for an invalid signature, or an invalid callback. */
const FORGED = [
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  // A signing algorithm that others can use too.
  'OAUTH_UNSUPPORTED_OPERATION',
]

/** Callback errors that mean the provider is unavailable. */
const OUTAGES = ['server_error', 'temporarily_unavailable']

/** Used for signatures and callbacks, and also for HTTP responses; those have a body in their cause. */
const INVALID_RESPONSE = 'OAUTH_INVALID_RESPONSE'

/** @returns our error for a failed sign-in; the same error when the provider did not cause it */
export function signInFailure(error: unknown): unknown {
  if (isUnreachable(error)) return unreachable(error)
  if (error instanceof AuthorizationResponseError) {
    return OUTAGES.includes(error.error) ? unreachable(error) : new SignInRefusedError('declined', error.error)
  }
  // The code was used before, expired, or belongs to another verifier.
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
    return new SignInRefusedError('forged', error.error)
  }
  if (error instanceof ResponseBodyError) return new SignInRefusedError('unreadable', error.error)
  if (error instanceof WWWAuthenticateChallengeError) return new SignInRefusedError('unreadable', 'not authorized')
  if (error instanceof ClientError)
    return new SignInRefusedError(isForged(error) ? 'forged' : 'unreadable', reasonOf(error))
  return error
}

export function unreachable(error: unknown): IdentityProviderUnreachableError {
  return new IdentityProviderUnreachableError(`the identity provider does not answer: ${reasonOf(error)}`)
}

/** Returns true when the provider did not answer or is overloaded, so that a retry may help. */
export function isUnreachable(error: unknown): boolean {
  return [...causesOf(error)].some(
    cause =>
      isTooBusy(statusOf(cause)) ||
      (cause instanceof DOMException && ['TimeoutError', 'AbortError'].includes(cause.name)) ||
      (cause instanceof TypeError && ['fetch failed', 'terminated'].includes(cause.message)),
  )
}

export function isTooBusy(status: number): boolean {
  return status >= 500 || status === 429
}

function isForged({ code, cause }: ClientError): boolean {
  if (code !== INVALID_RESPONSE) return FORGED.includes(code ?? '')
  const detail = cause instanceof Error ? cause.cause : undefined
  return !(detail instanceof Object && 'body' in detail)
}

/** Joins the messages of an error and its causes. They come from libraries and contain no received data. */
function reasonOf(error: unknown): string {
  const reasons = [...causesOf(error)].map(cause =>
    cause instanceof Error
      ? cause.message || (cause as NodeJS.ErrnoException).code
      : statusOf(cause) && `status ${statusOf(cause)}`,
  )
  return [...new Set(reasons.filter(reason => reason))].join(': ')
}

/** The HTTP status of a response, else 0. Not `instanceof Response`: node-server replaces that class. */
function statusOf(cause: unknown): number {
  return cause instanceof Object && 'status' in cause && typeof cause.status === 'number' ? cause.status : 0
}

function* causesOf(error: unknown): Generator<unknown> {
  for (let cause = error, depth = 0; cause !== undefined && depth < 5; depth += 1) {
    yield cause
    cause = cause instanceof Error ? cause.cause : undefined
  }
}
