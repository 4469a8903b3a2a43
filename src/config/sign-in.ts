import * as z from 'zod'
import { isSafe, parseAddress, type Reading, settingTexts, type Variables, wholeNumber } from './fields.ts'

export interface SignInConfig {
  /** The origin without a final slash; null when PUBLIC_URL is unset. */
  readonly publicUrl: string | null
  readonly session: { readonly idle_ms: number; readonly warning_ms: number; readonly whole_ms: number }
  readonly requestsPerMinute: { readonly signIn: number; readonly stranger: number; readonly session: number }
  readonly proxies: number
  /** Whom users may ask for help; null when CONTACT is unset. */
  readonly contact: string | null
}

const MINUTE_MS = 60_000
const PRESET_MINUTES = { idle: 20, warning: 2 }

export const signInEnvironment = z.object({
  PUBLIC_URL: z
    .string()
    .refine(
      isOrigin,
      'PUBLIC_URL must be the address at which people reach the service, such as https://vereqe.example, with nothing behind the host (http only on this machine)',
    )
    .transform(text => new URL(text).origin)
    .optional()
    .register(settingTexts, {
      form: 'an https origin, such as `https://vereqe.example`; http only for this machine',
      preset: '`http://HOST:PORT`',
      description: 'The address at which users reach the service.',
      example: 'https://vereqe.example',
    }),
  CONTACT: z
    .string()
    .trim()
    .min(1, 'CONTACT must not be blank')
    .max(200, 'CONTACT must have at most 200 characters')
    .optional()
    .register(settingTexts, {
      form: 'at most 200 characters',
      preset: 'none: pages name nobody',
      description: 'Whom users may ask for help, such as a phone number and an e-mail address. The entrance shows it.',
      example: '+994 12 000 00 00, help@vereqe.example',
    }),
  PROXIES: wholeNumber('PROXIES', {
    unit: 'proxies',
    min: 0,
    max: 5,
    preset: 0,
    description:
      'How many of your own proxies stand before the server. That many of the last addresses in `X-Forwarded-For` are trusted; with 0 the header is ignored.',
  }),
  SESSION_IDLE_MINUTES: wholeNumber('SESSION_IDLE_MINUTES', {
    unit: 'minutes',
    min: 3,
    max: 480,
    preset: PRESET_MINUTES.idle,
    description: 'A session ends after this time without a request.',
  }),
  SESSION_WARNING_MINUTES: wholeNumber('SESSION_WARNING_MINUTES', {
    unit: 'minutes',
    min: 1,
    max: 479,
    preset: PRESET_MINUTES.warning,
    description: 'How long before that end the page warns the user. Must be less than `SESSION_IDLE_MINUTES`.',
  }),
  SESSION_HOURS: wholeNumber('SESSION_HOURS', {
    unit: 'hours',
    min: 1,
    max: 24,
    preset: 8,
    description: 'A session ends after this time in any case.',
  }),
  SIGN_INS_A_MINUTE: wholeNumber('SIGN_INS_A_MINUTE', {
    unit: 'requests',
    min: 1,
    max: 1_000_000,
    preset: 30,
    description:
      'How many sign-in requests per minute each process answers for one client address, and how many wrong signatures of senders.',
  }),
  STRANGERS_A_MINUTE: wholeNumber('STRANGERS_A_MINUTE', {
    unit: 'requests',
    min: 1,
    max: 1_000_000,
    preset: 300,
    description:
      'How many requests of users who are not signed in each process answers per minute for one client address.',
  }),
  REQUESTS_A_MINUTE: wholeNumber('REQUESTS_A_MINUTE', {
    unit: 'requests',
    min: 1,
    max: 1_000_000,
    preset: 600,
    description:
      'How many requests per minute each process answers for one session. Live updates of open pages have an equal limit of their own.',
  }),
})

export function readSignIn(variables: Variables): Reading<SignInConfig> {
  const { data, error } = signInEnvironment.safeParse(variables)
  const faults = [...(error?.issues.map(({ message }) => message) ?? []), ...faultsBetween(variables)]
  if (!data || faults.length > 0) return { faults }
  const value = {
    publicUrl: data.PUBLIC_URL ?? null,
    session: {
      idle_ms: data.SESSION_IDLE_MINUTES * MINUTE_MS,
      warning_ms: data.SESSION_WARNING_MINUTES * MINUTE_MS,
      whole_ms: data.SESSION_HOURS * 60 * MINUTE_MS,
    },
    requestsPerMinute: {
      signIn: data.SIGN_INS_A_MINUTE,
      stranger: data.STRANGERS_A_MINUTE,
      session: data.REQUESTS_A_MINUTE,
    },
    proxies: data.PROXIES,
    contact: data.CONTACT ?? null,
  }
  return { faults, value }
}

function faultsBetween({ SESSION_IDLE_MINUTES, SESSION_WARNING_MINUTES }: Variables): string[] {
  const idle = Number(SESSION_IDLE_MINUTES ?? PRESET_MINUTES.idle)
  const warning = Number(SESSION_WARNING_MINUTES ?? PRESET_MINUTES.warning)
  return warning >= idle ? ['SESSION_WARNING_MINUTES must be less than SESSION_IDLE_MINUTES'] : []
}

/** Browsers store the session cookie only over TLS and on loopback. */
function isOrigin(text: string): boolean {
  const url = parseAddress(text)
  return url !== null && isSafe(url) && `${url.origin}/` === url.href
}
