/** What the house asks of whoever vouches for people, and what it may be told. */

import type { Person } from '../domain/person.ts'
import { RefusalError } from '../domain/problem.ts'
import type { LogoutOrder } from '../domain/session.ts'

/** What a browser is sent to the identity provider with. All but the address is remembered until it comes back. */
export interface SignInRequest {
  readonly url: URL
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

export interface SignedIn {
  readonly person: Person
  /** Tells the provider whom to sign out. */
  readonly idToken: string
  /** The provider's own session (`sid`), by which it may end ours; null when it does not say. */
  readonly providerSession: string | null
}

/**
 * Why nobody was signed in: the answer is not to our question (`forged`), the person or the provider said no
 * (`declined`), the person is no longer active there (`inactive`), or the provider said what cannot be understood
 * (`unreadable`).
 */
export class SignInRefusedError extends RefusalError<'forged' | 'declined' | 'inactive' | 'unreadable'> {
  override readonly name = 'SignInRefusedError'
  /** What exactly was wrong, for the operator's log; it repeats nothing of what was received. */
  readonly reason: string

  constructor(code: SignInRefusedError['code'], reason = '') {
    super(code)
    this.reason = reason
  }
}

/** The order is not the provider's, not for us, or not fresh. */
export class LogoutRefusedError extends Error {
  override readonly name = 'LogoutRefusedError'
}

/** The identity provider does not answer. */
export class IdentityProviderUnreachableError extends Error {
  override readonly name = 'IdentityProviderUnreachableError'
}

export interface IdentityProvider {
  /** Its own name: whom it vouches for, no other does. */
  readonly issuer: string
  /** @throws {IdentityProviderUnreachableError} */
  begin(): Promise<SignInRequest>
  /**
   * Takes what the browser brought back.
   * @param callback the whole address at which the browser came back, with its query
   * @throws {SignInRefusedError}
   * @throws {IdentityProviderUnreachableError}
   */
  complete(callback: URL, expected: Omit<SignInRequest, 'url'>): Promise<SignedIn>
  /**
   * Where to send a browser to be signed out there too; null when the provider offers no such place.
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
