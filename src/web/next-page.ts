import { HOME, withoutTransientParameters } from './urls.ts'

const MAX_CHARACTERS = 2000
const BASE_URL = 'http://here.invalid'

const NOT_A_PAGE = /^\/(sign-in|sign-out|signed-out|session|test-identity|static|healthz|readyz)(\/|$|\?)/

/** Validates an untrusted address to open after sign-in: only pages of this service are accepted. */
export function nextPage(text: string | undefined): string {
  // Browsers read a backslash as a slash, and ignore tabs and line breaks: `/\tevil.example` and the like.
  if (text === undefined || text.length > MAX_CHARACTERS || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return HOME
  if (!URL.canParse(text, BASE_URL)) return HOME
  const { origin, pathname, search } = new URL(text, BASE_URL)
  const next = pathname + withoutTransientParameters(search)
  return origin !== BASE_URL || next.startsWith('//') || NOT_A_PAGE.test(next) ? HOME : next
}

/**
 * Without what somebody else typed. The path stays: the service itself decides who may open it.
 * @param typedBy the tag of who signed in at the browser before; null for nobody
 */
export function nextPageFor(next: string, typedBy: string | null, person: string): string {
  return typedBy === null || typedBy === person ? next : next.replace(/\?.*/s, '')
}

/** The same for an untrusted absolute address. */
export function nextPageOfUrl(address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return HOME
  const { pathname, search } = new URL(address)
  return nextPage(pathname + search)
}
