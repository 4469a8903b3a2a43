import type { MiddlewareHandler } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import { ACT_LINES } from '../../domain/act/lines.ts'
import { recordOf } from '../../domain/record.ts'
import { typedText } from '../../domain/typed/text.ts'
import type { Env, WebContext } from '../context.ts'
import { MAX_NOTE, MAX_REASON } from '../queries/act-forms.ts'
import { MANDATE_FIELDS } from '../queries/mandate-form.ts'
import { COOKIE_OPTIONS } from './cookies.ts'

/**
 * What somebody typed into a form that changes something, while the session ended. It waits in a cookie of the browser
 * until the person has signed in again, fills the form once more, and is sent only when the person presses the button.
 * Somebody else who signs in at this browser gets an empty form.
 */
const KEPT_FORM = 'vereqe-kept-form'

/** Seconds, enough to sign in again. */
const KEPT_S = 15 * 60

interface FormKind {
  readonly path: RegExp
  /** What of the query tells one form from another at the same path. */
  readonly query?: readonly string[]
  /** The most characters of each field that a valid form has. Browsers refuse cookies of more than 4,096 bytes. */
  readonly fields: Readonly<Record<string, number>>
}

const ACT = String.raw`^/accounts/\d{10}/acts/\d{1,9}`

/** The pages with such a form. A GET of the same address shows it. No form here asks for a secret. */
const FORMS: readonly FormKind[] = [
  { path: /^\/accounts\/\d{10}\/mandates(\/\d{10})?$/, fields: recordOf(MANDATE_FIELDS, () => 100) },
  { path: /^\/accounts\/\d{10}\/acts$/, fields: { from: 100, to: 100 } },
  { path: new RegExp(`${ACT}/ledgers/[a-z-]{1,20}$`), fields: recordOf(ACT_LINES, () => 40) },
  {
    path: new RegExp(`${ACT}/objections$`),
    query: ['ledger', 'line'],
    fields: { reason: MAX_REASON, own: 40, note: MAX_NOTE },
  },
  { path: new RegExp(`${ACT}/cancel$`), fields: { reason: MAX_REASON } },
]

interface FormPlace {
  /** The address at which a GET shows the form. */
  readonly address: string
  readonly fields: FormKind['fields']
}

/**
 * The form that a page has.
 * @param page its path, with the query
 * @returns null for a page without a form that is kept
 */
export function keptFormPlace(page: string): FormPlace | null {
  const [path = '', search = ''] = page.split('?', 2)
  const kind = FORMS.find(form => form.path.test(path))
  if (!kind) return null
  const given = new URLSearchParams(search)
  const named = (kind.query ?? []).map((name): [string, string] => [name, given.get(name) ?? ''])
  return { address: named.length === 0 ? path : `${path}?${new URLSearchParams(named)}`, fields: kind.fields }
}

/** The path and query of a request. */
export function requestedAddress(c: WebContext): string {
  return c.req.path + new URL(c.req.url).search
}

/** A cookie with the form's own fields, each cut to its greatest useful length; all other fields are left out. */
export function keptFormCookie({ address, fields }: FormPlace, field: (name: string) => string): string {
  const typed = recordOf(Object.keys(fields), name => typedText(field(name)).slice(0, fields[name]))
  const person = field('person').slice(0, 100)
  const text = Buffer.from(JSON.stringify({ address, person, typed })).toString('base64url')
  return generateCookie(KEPT_FORM, text, { ...COOKIE_OPTIONS, maxAge: KEPT_S })
}

/** What the same person typed into the form at this address; null when nothing was. The cookie's content is not trusted. */
export function keptForm<Field extends string>(c: WebContext, names: readonly Field[]): Record<Field, string> | null {
  const kept = parse(getCookie(c, KEPT_FORM, 'host'))
  const place = keptFormPlace(requestedAddress(c))
  if (kept === null || place === null || kept.address !== place.address) return null
  if (kept.person !== c.get('person')?.tag) return null
  const typed = Object(kept.typed) as Record<string, unknown>
  return recordOf(names, name => {
    const text = Object.hasOwn(typed, name) ? typed[name] : ''
    return typeof text === 'string' ? text.slice(0, place.fields[name] ?? 0) : ''
  })
}

function parse(text: string | undefined): { address?: unknown; person?: unknown; typed?: unknown } | null {
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
