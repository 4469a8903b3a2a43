import type { Context } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import type { Session } from '../../domain/session.ts'
import type { WebContext } from '../context.ts'

const SESSION = 'vereqe-session'
/** Ties the identity provider's callback to the browser that was redirected there. */
const BROWSER = 'vereqe-sign-in'
/** The version of the style sheet that the browser has. Not personal data: the same for all users. */
const SHEET = 'vereqe-sheet'
const LANGUAGE = 'vereqe-language'
const CLIENT_LIST = 'vereqe-clients'
/** Tells whether the next person who signs in at this browser is the one before. */
const LAST_PERSON = 'vereqe-person'

const YEAR_S = 365 * 24 * 60 * 60

/** Lax: the cookies must arrive when the user returns from the identity provider or follows a link in a mail. */
export const COOKIE_OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', prefix: 'host' } as const

/** 256 bits in Base64url. A cookie of any other form is treated as missing. */
const TOKEN = /^[\w-]{43}$/

function tokenIn(c: WebContext, name: string): string | null {
  const token = getCookie(c, name, 'host')
  return token !== undefined && TOKEN.test(token) ? token : null
}

export function sessionToken(c: WebContext): string | null {
  return tokenIn(c, SESSION)
}

/** Deleted when the browser closes. The server alone knows when the session ends. */
export function sessionCookie(token: string): string {
  return generateCookie(SESSION, token, COOKIE_OPTIONS)
}

export function noSessionCookie(): string {
  return generateCookie(SESSION, '', { ...COOKIE_OPTIONS, maxAge: 0 })
}

export function browserToken(c: WebContext): string | null {
  return tokenIn(c, BROWSER)
}

export function browserCookie(token: string): string {
  return generateCookie(BROWSER, token, { ...COOKIE_OPTIONS, maxAge: 600 })
}

export function hasSheet(c: Pick<Context, 'req'>, name: string): boolean {
  return getCookie(c as Context, SHEET, 'host') === name
}

export function sheetCookie(name: string): string {
  return generateCookie(SHEET, name, { ...COOKIE_OPTIONS, maxAge: YEAR_S })
}

/**
 * The query of the client list as its broker last saw it in this session; null when there is none. It is the user's own, so
 * not trusted. The next person at this browser does not get it.
 */
export function clientListInCookie(c: WebContext): string | null {
  const kept = getCookie(c, CLIENT_LIST, 'host')
  const start = `${c.get('session')?.handle} `
  return kept?.startsWith(start) ? kept.slice(start.length) : null
}

/** Deleted when the browser closes. */
export function clientListCookie({ handle }: Pick<Session, 'handle'>, query: string): string {
  return generateCookie(CLIENT_LIST, `${handle} ${query}`, COOKIE_OPTIONS)
}

/** The tag of who signed in at this browser before; null for nobody. */
export function lastPersonInCookie(c: WebContext): string | null {
  return getCookie(c, LAST_PERSON, 'host') ?? null
}

/** Deleted when the browser closes, and not with the session: then it must tell whose page asks to sign in. */
export function lastPersonCookie(tag: string): string {
  return generateCookie(LAST_PERSON, tag, COOKIE_OPTIONS)
}

export function languageInCookie(c: Context): string | undefined {
  return getCookie(c, LANGUAGE, 'host')
}

export function languageCookie(language: string): string {
  return generateCookie(LANGUAGE, language, { ...COOKIE_OPTIONS, maxAge: YEAR_S })
}
