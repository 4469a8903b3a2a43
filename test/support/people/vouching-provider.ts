/** A fake identity provider in memory. It signs in the person that the code names and records its calls. */
import {
  type IdentityProvider,
  IdentityProviderUnreachableError,
  LogoutRefusedError,
  SignInRefusedError,
} from '../../../src/auth/identity-provider.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { LogoutOrder } from '../../../src/domain/session.ts'

export class VouchingProvider implements IdentityProvider {
  readonly issuer = 'https://id.example'
  unreachable = false
  readonly #people: Readonly<Record<string, Person>>
  readonly orders = new Map<string, LogoutOrder>()
  #attempts = 0

  /** @param people by the code with which their browsers come back */
  constructor(people: Readonly<Record<string, Person>>) {
    this.#people = people
  }

  async begin() {
    this.#answer()
    this.#attempts += 1
    const request = { state: `state-${this.#attempts}`, nonce: 'a nonce', codeVerifier: 'a verifier' }
    return { ...request, url: new URL(`https://id.example/auth?state=${request.state}`) }
  }

  async complete(callback: URL, expected: { state: string; nonce: string; codeVerifier: string }) {
    this.#answer()
    const { code = '', state, error } = Object.fromEntries(callback.searchParams)
    const asked = expected.nonce === 'a nonce' && expected.codeVerifier === 'a verifier'
    if (state !== expected.state || !asked) throw new SignInRefusedError('forged')
    if (error !== undefined) throw new SignInRefusedError('declined')
    const person = this.#people[code]
    if (!person) throw new SignInRefusedError('forged')
    return { person, idToken: `token of ${code}`, providerSession: `there ${code}` }
  }

  async signOutUrl(idToken: string | null) {
    this.#answer()
    return new URL(`https://id.example/end?id_token_hint=${encodeURIComponent(idToken ?? '')}`)
  }

  async readLogoutToken(token: string) {
    this.#answer()
    const order = this.orders.get(token)
    if (!order) throw new LogoutRefusedError('the token is not ours')
    return order
  }

  #answer(): void {
    if (this.unreachable) throw new IdentityProviderUnreachableError('connection refused')
  }
}
