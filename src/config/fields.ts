/** Parts that several settings share. An empty variable is removed before it is parsed. */
import * as z from 'zod'

export type Variables = Readonly<Record<string, string | undefined>>

export type Reading<Value> = { readonly faults: readonly string[]; readonly value?: Value }

/** The documentation of one environment variable: `.env.example` and `.github/SETTINGS.md` are made from it. */
export interface SettingText {
  readonly form: string
  /** A value in backquotes, or words when the default depends on other settings. */
  readonly preset: string
  readonly description: string
  /** A value for `.env.example`, where it is not the default. */
  readonly example?: string
}

export const settingTexts = z.registry<SettingText>()

interface WholeNumber {
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly preset: number
  readonly description: string
}

export function wholeNumber(name: string, { unit, min, max, preset, description }: WholeNumber) {
  const fault = `${name} must be a number of ${unit} from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, fault)
    .default(String(preset))
    .transform(Number)
    .refine(number => number >= min && number <= max, fault)
    .register(settingTexts, { form: `${min} to ${max} ${unit}`, preset: `\`${preset}\``, description })
}

/** @returns null for text that is not a URL, or that holds a user name or password */
export function parseAddress(text: string): URL | null {
  const url = URL.parse(text)
  return url && url.username === '' && url.password === '' ? url : null
}

/** True when nobody on the network can read requests to the URL. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host)
}
