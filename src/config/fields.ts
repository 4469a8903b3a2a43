/** Forms that several settings have. An empty variable is unset before it comes here. */
import * as z from 'zod'

export type Variables = Readonly<Record<string, string | undefined>>

/** A part of the configuration, or every fault in it. */
export type Reading<Value> = { readonly faults: readonly string[]; readonly value?: Value }

/** A whole number within bounds, which `what` names. */
export function wholeNumber(name: string, what: string, least: number, max: number, preset: number) {
  const fault = `${name} must be ${what} from ${least} to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, fault)
    .default(String(preset))
    .transform(Number)
    .refine(number => number >= least && number <= max, fault)
}

/** The address that the text is, unless it holds a name or a password. */
export function parseAddress(text: string): URL | null {
  const url = URL.parse(text)
  return url && url.username === '' && url.password === '' ? url : null
}

/** Whether nobody can listen to what is sent there: it is encrypted, or stays on this machine. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

/** Whether only this machine is called so. */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host)
}
