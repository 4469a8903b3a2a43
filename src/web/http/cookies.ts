import type { Context } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import type { WebContext } from '../context.ts'

/** Named with the prefix that browsers take from this very host over TLS only, for the whole of it. */
const SESSION = 'vereqe-session'
/** Ties what comes back from the identity provider to the browser that was sent there. */
const BROWSER = 'vereqe-sign-in'
/** Which style sheet the browser has been sent: the same for everybody, and nothing of the person. */
const SHEET = 'vereqe-sheet'
/** The language that a person has chosen. */
const LANGUAGE = 'vereqe-language'

const YEAR_S = 365 * 24 * 60 * 60

/** Lax: it must come along when a person returns from the identity provider, or follows a link from a mail. */
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', prefix: 'host' } as const

/** As we make them: 256 bits. What has another form is no token of ours, and must not pass for one that is missing. */
const TOKEN = /^[\w-]{43}$/

function tokenIn(c: WebContext, name: string): string | null {
  const token = getCookie(c, name, 'host')
  return token !== undefined && TOKEN.test(token) ? token : null
}

export function sessionToken(c: WebContext): string | null {
  return tokenIn(c, SESSION)
}

/** It lasts as long as the browser: how long the session does, the server knows. */
export function sessionCookie(token: string): string {
  return generateCookie(SESSION, token, OPTIONS)
}

export function noSessionCookie(): string {
  return generateCookie(SESSION, '', { ...OPTIONS, maxAge: 0 })
}

export function browserToken(c: WebContext): string | null {
  return tokenIn(c, BROWSER)
}

export function browserCookie(token: string): string {
  return generateCookie(BROWSER, token, { ...OPTIONS, maxAge: 600 })
}

/** Whether the browser has been sent the style sheet of that name. */
export function keepsSheet(c: Pick<Context, 'req'>, name: string): boolean {
  return getCookie(c as Context, SHEET, 'host') === name
}

/** It lasts as long as the browser may keep the file. */
export function sheetCookie(name: string): string {
  return generateCookie(SHEET, name, { ...OPTIONS, maxAge: YEAR_S })
}

/** As the browser sends it, which need be none of ours. */
export function languageInCookie(c: Context): string | undefined {
  return getCookie(c, LANGUAGE, 'host')
}

export function languageCookie(language: string): string {
  return generateCookie(LANGUAGE, language, { ...OPTIONS, maxAge: YEAR_S })
}
