import type Provider from 'oidc-provider'
import { CERTIFICATES_PATH, certificatesOf } from './embedded-claims.ts'
import { findPerson, type KoaContext, type Next } from './embedded-configuration.ts'
import type { TestPerson } from './embedded-provider.ts'

/** The protected resource that lists a person's companies: for whom the provider gave an access token to. */
export function certificates(provider: Provider, people: () => Promise<readonly TestPerson[]>) {
  return async (ctx: KoaContext, next: Next): Promise<void> => {
    if (ctx.path !== CERTIFICATES_PATH) return next()
    const [, value] = /^Bearer ([\w.~+/-]+=*)$/i.exec(ctx.get('authorization')) ?? []
    const token = value === undefined ? undefined : await provider.AccessToken.find(value)
    const isGood = token?.isValid && token.scopes.has('certificate')
    const found = isGood ? findPerson(await people(), token.accountId) : undefined
    if (found) {
      ctx.body = certificatesOf(found.person)
      return
    }
    ctx.status = 401
    ctx.set('www-authenticate', value === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
    ctx.body = { error: 'invalid_token' }
  }
}
