import { discover, PROVIDER_TIMEOUT_MS } from '../../auth/open-id-provider.ts'
import type { Config } from '../../config.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const CHECK = 'identity provider'

/** Fetches the provider's metadata as the first sign-in does, with the same checks and time limit. */
export async function checkIdentityProvider({ identity }: Config, clock: () => Date): Promise<Finding> {
  if (!identity) return warning(CHECK, 'OIDC_ISSUER is unset: anybody can sign in as anybody, with the test provider')
  const { issuer } = identity
  try {
    const settings = { ...identity, redirectUri: issuer, postLogoutRedirectUri: issuer, clock }
    await discover({ ...settings, timeout_ms: PROVIDER_TIMEOUT_MS })
    const security = issuer.startsWith('https:')
      ? 'over https, with a valid certificate'
      : 'on this machine, without TLS'
    return ok(CHECK, `${issuer} answers ${security}, and names itself so`)
  } catch (error) {
    return fault(CHECK, `${issuer}: ${(error as Error).message}; nobody can sign in until it answers`)
  }
}

/** @returns how far this clock is ahead of the provider's; null when the provider does not say or answer */
export async function compareClocks({ identity }: Config, clock: () => Date): Promise<number | null> {
  if (!identity) return null
  const asked_ms = clock().getTime()
  try {
    const init = { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) } as const
    const { headers } = await fetch(identity.issuer, init)
    const middle_ms = (asked_ms + clock().getTime()) / 2
    const said_ms = Date.parse(headers.get('date') ?? '')
    // The header leaves out the part of its second that has passed.
    return Number.isNaN(said_ms) ? null : middle_ms - (said_ms + 500)
  } catch {
    return null
  }
}
