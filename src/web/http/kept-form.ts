import type { MiddlewareHandler } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import { recordOf } from '../../domain/record.ts'
import type { Env, WebContext } from '../context.ts'
import { MANDATE_FIELDS, type TypedMandate } from '../queries/mandate-form.ts'
import { COOKIE_OPTIONS } from './cookies.ts'

/**
 * What somebody typed into a form that changes something, while the session ended. It waits in a cookie of the browser
 * until the person has signed in again, fills the form once more, and is sent only when the person presses the button.
 * Somebody else who signs in at this browser gets an empty form.
 */
const KEPT_FORM = 'vereqe-kept-form'

/** The pages with such a form. A GET of the same address shows it. No form here asks for a secret. */
const MANDATE_FORM = /^\/accounts\/\d{10}\/mandates(\/\d{10})?$/

/** Seconds, enough to sign in again. */
const KEPT_S = 15 * 60

/** Longer than every valid form. Browsers refuse cookies of more than 4,096 bytes. */
const MAX_FIELD = 100

export function hasKeptForm(path: string): boolean {
  return MANDATE_FORM.test(path)
}

/** A cookie with the form's own fields, each cut to its greatest useful length; all other fields are left out. */
export function keptFormCookie(path: string, field: (name: string) => string): string {
  const typed = recordOf(MANDATE_FIELDS, name => field(name).slice(0, MAX_FIELD))
  const person = field('person').slice(0, MAX_FIELD)
  const text = Buffer.from(JSON.stringify({ path, person, typed })).toString('base64url')
  return generateCookie(KEPT_FORM, text, { ...COOKIE_OPTIONS, maxAge: KEPT_S })
}

/** What the same person typed into the form at this address; null when nothing was. The cookie's content is not trusted. */
export function keptForm(c: WebContext): TypedMandate | null {
  const kept = parse(getCookie(c, KEPT_FORM, 'host'))
  if (kept === null || kept.path !== c.req.path || !hasKeptForm(c.req.path)) return null
  if (kept.person !== c.get('person')?.tag) return null
  const typed = Object(kept.typed) as Record<string, unknown>
  return recordOf(MANDATE_FIELDS, name => {
    const text = Object.hasOwn(typed, name) ? typed[name] : ''
    return typeof text === 'string' ? text.slice(0, MAX_FIELD) : ''
  })
}

function parse(text: string | undefined): { path?: unknown; person?: unknown; typed?: unknown } | null {
  if (text === undefined) return null
  try {
    return Object(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

export function noKeptFormCookie(): string {
  return generateCookie(KEPT_FORM, '', { ...COOKIE_OPTIONS, maxAge: 0 })
}

/** Forgets the kept form once it has reached its route. */
export function forgetKeptForm(): MiddlewareHandler<Env> {
  return async function forgetKeptForm(c, next) {
    await next()
    if (c.res.status !== 401 && getCookie(c, KEPT_FORM, 'host') !== undefined)
      c.res.headers.append('set-cookie', noKeptFormCookie())
  }
}
