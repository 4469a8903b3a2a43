/** How people come in, and how long they stay. */
import * as z from 'zod'
import { isSafe, parseAddress, type Reading, type Variables, wholeNumber } from './fields.ts'

export interface SignInConfig {
  /** Under which people reach the service, without a slash at its end; null when it is not said. */
  readonly publicUrl: string | null
  /** As the domain's limits of a session. */
  readonly session: { readonly idle_ms: number; readonly warning_ms: number; readonly whole_ms: number }
  /** Requests a minute: to sign in from one address, and of one session. */
  readonly requestsPerMinute: { readonly signIn: number; readonly session: number }
  /** How many proxies of the operator's own stand before the server. */
  readonly proxies: number
}

const MINUTE_MS = 60_000
const PRESET_MINUTES = { idle: 20, warning: 2 }

const environment = z.object({
  PUBLIC_URL: z
    .string()
    .refine(
      isOrigin,
      'PUBLIC_URL must be the address at which people reach the service, such as https://vereqe.example, with nothing behind the host (http only on this machine)',
    )
    .transform(text => new URL(text).origin)
    .optional(),
  SESSION_IDLE_MINUTES: wholeNumber('SESSION_IDLE_MINUTES', 'a number of minutes', 3, 480, PRESET_MINUTES.idle),
  SESSION_WARNING_MINUTES: wholeNumber(
    'SESSION_WARNING_MINUTES',
    'a number of minutes',
    1,
    479,
    PRESET_MINUTES.warning,
  ),
  SESSION_HOURS: wholeNumber('SESSION_HOURS', 'a number of hours', 1, 24, 8),
  SIGN_INS_A_MINUTE: wholeNumber('SIGN_INS_A_MINUTE', 'a number of requests', 1, 1_000_000, 30),
  REQUESTS_A_MINUTE: wholeNumber('REQUESTS_A_MINUTE', 'a number of requests', 1, 1_000_000, 600),
  PROXIES: wholeNumber('PROXIES', 'a number of proxies', 0, 5, 0),
})

export function readSignIn(variables: Variables): Reading<SignInConfig> {
  const { data, error } = environment.safeParse(variables)
  const faults = [...(error?.issues.map(({ message }) => message) ?? []), ...faultsBetween(variables)]
  if (!data || faults.length > 0) return { faults }
  const value = {
    publicUrl: data.PUBLIC_URL ?? null,
    session: {
      idle_ms: data.SESSION_IDLE_MINUTES * MINUTE_MS,
      warning_ms: data.SESSION_WARNING_MINUTES * MINUTE_MS,
      whole_ms: data.SESSION_HOURS * 60 * MINUTE_MS,
    },
    requestsPerMinute: { signIn: data.SIGN_INS_A_MINUTE, session: data.REQUESTS_A_MINUTE },
    proxies: data.PROXIES,
  }
  return { faults, value }
}

function faultsBetween({ SESSION_IDLE_MINUTES, SESSION_WARNING_MINUTES }: Variables): string[] {
  const idle = Number(SESSION_IDLE_MINUTES ?? PRESET_MINUTES.idle)
  const warning = Number(SESSION_WARNING_MINUTES ?? PRESET_MINUTES.warning)
  return warning >= idle ? ['SESSION_WARNING_MINUTES must be less than SESSION_IDLE_MINUTES'] : []
}

/** Browsers keep the session's cookie over TLS and on this machine only. */
function isOrigin(text: string): boolean {
  const url = parseAddress(text)
  return url !== null && isSafe(url) && `${url.origin}/` === url.href
}
