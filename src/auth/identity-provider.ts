import type { Person } from '../domain/person.ts'
import { RefusalError } from '../domain/problem.ts'
import type { LogoutOrder } from '../domain/session.ts'

/** The start of a sign-in. All fields except `url` are stored until the browser returns. */
export interface SignInRequest {
  readonly url: URL
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export interface SignedIn {
  readonly person: Person
  /** Sent back to the provider at sign-out. */
  readonly idToken: string
  /** The provider's session id (`sid`), which a logout order may name; null when missing. */
  readonly providerSession: string | null
}

/**
 * - `forged`: the response does not belong to our request
 * - `declined`: the person or the provider cancelled the sign-in
 * - `inactive`: the person's account at the provider is disabled
 * - `unreadable`: the response of the provider is invalid
 */
export class SignInRefusedError extends RefusalError<'forged' | 'declined' | 'inactive' | 'unreadable'> {
  override readonly name = 'SignInRefusedError'
  /** The detail for the operator's log. It contains no received data. */
  readonly reason: string

  constructor(code: SignInRefusedError['code'], reason = '') {
    super(code)
    this.reason = reason
  }
}

/** The logout token is not from the provider, not for us, or expired. */
export class LogoutRefusedError extends Error {
  override readonly name = 'LogoutRefusedError'
}

export class IdentityProviderUnreachableError extends Error {
  override readonly name = 'IdentityProviderUnreachableError'
}

export interface IdentityProvider {
  readonly issuer: string
  /** @throws {IdentityProviderUnreachableError} */
  begin(): Promise<SignInRequest>
  /**
   * Completes the sign-in.
   * @param callback the full URL of the callback request
   * @throws {SignInRefusedError}
   * @throws {IdentityProviderUnreachableError}
   */
  complete(callback: URL, expected: Omit<SignInRequest, 'url'>): Promise<SignedIn>
  /**
   * The URL that signs the browser out at the provider; null when the provider has none.
   * @throws {IdentityProviderUnreachableError}
   */
  signOutUrl(idToken: string | null): Promise<URL | null>
  /**
   * Reads a back-channel logout token.
   * @throws {LogoutRefusedError}
   * @throws {IdentityProviderUnreachableError}
   */
  readLogoutToken(token: string): Promise<LogoutOrder>
}
