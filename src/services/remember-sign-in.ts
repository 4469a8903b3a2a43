import type { GateAccess } from '../store/access.ts'

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

/** Remembers that a browser is on its way to the identity provider. */
export function rememberSignIn(_gate: GateAccess, _attempt: SignInAttempt, _now: Date): Promise<void> {
  throw new Error('to be built')
}
