import type Provider from 'oidc-provider'
import { CERTIFICATES_PATH, certificatesOf } from './embedded-claims.ts'
import { findPerson } from './embedded-configuration.ts'
import type { KoaContext, Next, TestPerson } from './embedded-types.ts'

/** The protected resource that lists a person's companies. Requires an access token with the scope `certificate`. */
export function certificates(provider: Provider, people: () => Promise<readonly TestPerson[]>) {
  return async function certificates(ctx: KoaContext, next: Next): Promise<void> {
    if (ctx.path !== CERTIFICATES_PATH) return next()
    const [, value] = /^Bearer ([\w.~+/-]+=*)$/i.exec(ctx.get('authorization')) ?? []
    const token = value === undefined ? undefined : await provider.AccessToken.find(value)
    const isAuthorized = token?.isValid && token.scopes.has('certificate')
    const found = isAuthorized ? findPerson(await people(), token.accountId) : undefined
    if (found) {
      ctx.body = certificatesOf(found.person)
      return
    }
    ctx.status = 401
    ctx.set('www-authenticate', value === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
    ctx.body = { error: 'invalid_token' }
  }
}
