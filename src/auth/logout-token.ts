import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as z from 'zod'
import type { LogoutOrder } from '../domain/session.ts'
import { LogoutRefusedError } from './identity-provider.ts'
import { unreachable } from './provider-failures.ts'

export interface LogoutTokenReader {
  readonly issuer: string
  readonly clientId: string
  readonly algorithms: readonly string[]
  readonly keys: JWTVerifyGetKey
  readonly clock: () => Date
}

const LOGOUT_TOKEN = 'logout+jwt'
const MAX_AGE_S = 300
const MAX_CLOCK_SKEW_S = 60

const claims = z.object({
  iat: z.number(),
  jti: z.string().min(1).max(1000),
  sub: z.string().min(1).optional(),
  sid: z.string().min(1).optional(),
  events: z.object({ 'http://schemas.openid.net/event/backchannel-logout': z.object({}) }),
  // A token with a nonce may be an ID token, which other parties can obtain.
  nonce: z.undefined().optional(),
})

/** Fetches the provider's keys when first needed, and again when a token names an unknown key. */
export function keysAt(url: URL, timeout_ms: number): JWTVerifyGetKey {
  return createRemoteJWKSet(url, { timeoutDuration: timeout_ms })
}

/**
 * Verifies a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.6).
 * @throws {LogoutRefusedError}
 * @throws {IdentityProviderUnreachableError} when its keys cannot be fetched
 */
export async function readLogoutToken(token: string, reader: LogoutTokenReader): Promise<LogoutOrder> {
  const { data, error } = claims.safeParse(await verify(token, reader))
  if (!data) throw new LogoutRefusedError(`the token's ${error.issues.map(({ path }) => path.join('.')).join(', ')}`)
  const { iat, jti, sub = null, sid = null } = data
  const age_s = reader.clock().getTime() / 1000 - iat
  if (age_s > MAX_AGE_S) throw new LogoutRefusedError('the token is too old')
  if (age_s < -MAX_CLOCK_SKEW_S) throw new LogoutRefusedError('the token is from the future')
  if (sub === null && sid === null) throw new LogoutRefusedError('the token names neither a person nor a session')
  return { id: jti, until: new Date((iat + MAX_AGE_S) * 1000), subject: sub, providerSession: sid }
}

async function verify(token: string, { issuer, clientId, algorithms, keys, clock }: LogoutTokenReader) {
  try {
    const { payload, protectedHeader } = await jwtVerify<JWTPayload>(token, keys, {
      issuer,
      audience: clientId,
      algorithms: [...algorithms],
      currentDate: clock(),
    })
    // The type is recommended, not required, so a missing one is accepted.
    const { typ = LOGOUT_TOKEN } = protectedHeader
    if (typ.toLowerCase().replace(/^application\//, '') !== LOGOUT_TOKEN)
      throw new LogoutRefusedError('the token is of another kind')
    return payload
  } catch (error) {
    if (error instanceof LogoutRefusedError) throw error
    throw isTokenError(error) ? new LogoutRefusedError(error.message) : unreachable(error)
  }
}

/** Tells an invalid token from a failure to fetch the keys. */
function isTokenError(error: unknown): error is errors.JOSEError {
  const keyErrors = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']
  return error instanceof errors.JOSEError && !keyErrors.includes(error.code)
}
