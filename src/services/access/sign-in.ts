import { deleteSignInAttempt, deleteSignInAttempts, insertSignInAttempt } from '../../store/access/sign-in-attempts.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { digestOf } from './tokens.ts'

/** The values that must match when a browser returns from the identity provider. */
export interface SignInAttempt {
  readonly state: string
  /** The token in the browser's cookie. */
  readonly browser: string
  readonly nonce: string
  readonly codeVerifier: string
  /** The page that the person asked for. */
  readonly returnTo: string
}

/** The time that a person has to sign in at the provider. */
const MAX_ATTEMPT_MS = 10 * 60_000

/** Stores an attempt, and deletes the expired ones. */
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
    await deleteSignInAttempts(trx, { begunBefore: new Date(now.getTime() - MAX_ATTEMPT_MS).toISOString() })
    await insertSignInAttempt(trx, row)
  })
}

/**
 * Returns a stored attempt and deletes it, so that it can be used once.
 * @returns null when the attempt is unknown, expired, already used, or from another browser
 */
export async function consumeSignInAttempt(
  access: AccessStore,
  { state, browser }: Pick<SignInAttempt, 'state' | 'browser'>,
  now: Date,
): Promise<Pick<SignInAttempt, 'nonce' | 'codeVerifier' | 'returnTo'> | null> {
  const key = { state: digestOf(state), browser: digestOf(browser) }
  const row = await access.write(trx => deleteSignInAttempt(trx, key))
  if (!row || now.getTime() - Date.parse(row.begun_at) > MAX_ATTEMPT_MS) return null
  return { nonce: row.nonce, codeVerifier: row.code_verifier, returnTo: row.return_to }
}
