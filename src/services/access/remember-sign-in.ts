import { deleteSignInAttempts, insertSignInAttempt } from '../../store/access/sign-in-attempts.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { digestOf } from './secret.ts'

/** What must be the same when a browser comes back from the identity provider. */
export interface SignInAttempt {
  readonly state: string
  /** The token in the browser's cookie. */
  readonly browser: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Where the person wanted to go. */
  readonly returnTo: string
}

/** How long a person may take to sign in at the provider. */
export const SIGN_IN_MS = 10 * 60_000

/** Remembers that a browser is on its way to the identity provider, and forgets those that took too long. */
export function saveSignInAttempt(access: AccessStore, attempt: SignInAttempt, now: Date): Promise<void> {
  const row = {
    state: digestOf(attempt.state),
    browser: digestOf(attempt.browser),
    nonce: attempt.nonce,
    code_verifier: attempt.codeVerifier,
    return_to: attempt.returnTo,
    begun_at: now.toISOString(),
  }
  return access.write(async trx => {
    await deleteSignInAttempts(trx, { begunBefore: new Date(now.getTime() - SIGN_IN_MS).toISOString() })
    await insertSignInAttempt(trx, row)
  })
}
