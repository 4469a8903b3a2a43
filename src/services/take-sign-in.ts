import type { GateAccess } from '../store/access.ts'
import type { SignInAttempt } from './remember-sign-in.ts'

/** @returns null when there is no such attempt, or none of this browser, or it is too old, or was taken before */
export function takeSignIn(
  _gate: GateAccess,
  _state: string,
  _browser: string,
  _now: Date,
): Promise<Pick<SignInAttempt, 'nonce' | 'codeVerifier' | 'returnTo'> | null> {
  throw new Error('to be built')
}
