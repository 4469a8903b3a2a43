import { HOME, lastingQuery } from './urls.ts'

const MAX_CHARACTERS = 2000
const HERE = 'http://here.invalid'

/** Places that are no pages to come back to. */
const NO_PAGE = /^\/(sign-in|sign-out|signed-out|session|test-identity|static|healthz)(\/|$|\?)/

/**
 * An address to go to after signing in, of whatever origin the text is: only a page of this service's own counts, any
 * other leads to the entrance.
 */
export function nextPage(text: string | undefined): string {
  // Browsers read a backslash as a slash, and leave out tabs and line ends: `/\tevil.example` and the like.
  if (text === undefined || text.length > MAX_CHARACTERS || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return HOME
  if (!URL.canParse(text, HERE)) return HOME
  const { origin, pathname, search } = new URL(text, HERE)
  const next = pathname + lastingQuery(search)
  return origin !== HERE || next.startsWith('//') || NO_PAGE.test(next) ? HOME : next
}

/** The same of a whole address, of whatever origin. */
export function pageAt(address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return HOME
  const { pathname, search } = new URL(address)
  return nextPage(pathname + search)
}
