import { HOME, withoutTransientParameters } from './urls.ts'

const MAX_CHARACTERS = 2000
const HERE = 'http://here.invalid'

/** Paths that are not pages to return to. */
const NO_PAGE = /^\/(sign-in|sign-out|signed-out|session|test-identity|static|healthz)(\/|$|\?)/

/**
 * Validates an untrusted address to open after sign-in. Only pages of this service are accepted; anything else becomes
 * the entrance.
 */
export function nextPage(text: string | undefined): string {
  // Browsers read a backslash as a slash, and ignore tabs and line breaks: `/\tevil.example` and the like.
  if (text === undefined || text.length > MAX_CHARACTERS || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return HOME
  if (!URL.canParse(text, HERE)) return HOME
  const { origin, pathname, search } = new URL(text, HERE)
  const next = pathname + withoutTransientParameters(search)
  return origin !== HERE || next.startsWith('//') || NO_PAGE.test(next) ? HOME : next
}

/** The same for an untrusted absolute address. */
export function nextPageOfUrl(address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return HOME
  const { pathname, search } = new URL(address)
  return nextPage(pathname + search)
}
