import { deleteSignInAttempt } from '../../store/access/sign-in-attempts.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { SIGN_IN_MS, type SignInAttempt } from './remember-sign-in.ts'
import { digestOf } from './secret.ts'

/**
 * Takes what was remembered when a browser was sent to the identity provider; it is given out once.
 * @returns null when there is no such attempt, or none of this browser, or it is too old, or was taken before
 */
export async function consumeSignInAttempt(
  access: AccessStore,
  state: string,
  browser: string,
  now: Date,
): Promise<Pick<SignInAttempt, 'nonce' | 'codeVerifier' | 'returnTo'> | null> {
  const row = await access.write(trx => deleteSignInAttempt(trx, digestOf(state), digestOf(browser)))
  if (!row || now.getTime() - Date.parse(row.begun_at) > SIGN_IN_MS) return null
  return { nonce: row.nonce, codeVerifier: row.code_verifier, returnTo: row.return_to }
}
