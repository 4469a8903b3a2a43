/** What went wrong in a talk with the identity provider, in the house's own terms. Nothing that was said is kept. */
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { IdentityProviderUnreachableError, SignInRefusedError } from './identity-provider.ts'

/** Something that was signed, or brought back by the browser, is not what it must be. */
const FORGED = [
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  // A signature of a kind that others can make too.
  'OAUTH_UNSUPPORTED_OPERATION',
]

/** What a provider says of itself by way of the browser. */
const FAULTS = ['server_error', 'temporarily_unavailable']

/** Of signatures and of what the browser brought back; but of answers too, and then it names the answer's body. */
const INVALID = 'OAUTH_INVALID_RESPONSE'

/**
 * What a failed sign-in is.
 * @returns the error itself when it is none of the provider's making
 */
export function signInFailure(error: unknown): unknown {
  if (isUnreachable(error)) return unreachable(error)
  if (error instanceof AuthorizationResponseError) {
    return FAULTS.includes(error.error) ? unreachable(error) : new SignInRefusedError('declined', error.error)
  }
  // Its code was used before, is too old, or was got with another verifier.
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

/** Whether nobody answered, or somebody who cannot do better now: then it is worth trying again. */
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
  if (code !== INVALID) return FORGED.includes(code ?? '')
  const detail = cause instanceof Error ? cause.cause : undefined
  return !(detail instanceof Object && 'body' in detail)
}

/** The messages of an error and its causes: they are libraries', and repeat nothing that was received. */
function reasonOf(error: unknown): string {
  const reasons = [...causesOf(error)].map(cause =>
    cause instanceof Error
      ? cause.message || (cause as NodeJS.ErrnoException).code
      : statusOf(cause) && `status ${statusOf(cause)}`,
  )
  return [...new Set(reasons.filter(reason => reason))].join(': ')
}

/** The status of an answer; of what is no answer, 0. The server has a Response of its own, so it is not asked for that. */
function statusOf(cause: unknown): number {
  return cause instanceof Object && 'status' in cause && typeof cause.status === 'number' ? cause.status : 0
}

function* causesOf(error: unknown): Generator<unknown> {
  for (let cause = error, depth = 0; cause !== undefined && depth < 5; depth += 1) {
    yield cause
    cause = cause instanceof Error ? cause.cause : undefined
  }
}
