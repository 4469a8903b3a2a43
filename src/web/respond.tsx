/** Turns a page into an answer. The only file that knows htmx's headers. */

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { LanguagesUpdate } from '../../views/components/languages.tsx'
import { ErrorBanner, ErrorPage, type ErrorPageModel } from '../../views/error-page.tsx'
import { Layout } from '../../views/layout.tsx'
import type { WebContext } from './context.ts'
import type { OwnSheet } from './http/assets.ts'
import { type Effort, packed } from './http/compression.ts'
import { LINKED, type PageFrame, pageFrame } from './http/page-frame.ts'
import { SECURITY_HEADERS } from './http/security-headers.ts'
import { languageModels } from './language.ts'
import { pageAt } from './next-page.ts'
import { HOME, LIVE, lastingQuery, SIGN_IN_CALLBACK } from './urls.ts'

export type PageStatus = 200 | 400 | 401 | 403 | 404 | 422 | 429 | 500 | 503
/** Those of pages that say only that there is nothing to see. */
export type ErrorStatus = Exclude<PageStatus, 200 | 401 | 422>

export interface Answer {
  readonly status: PageStatus
  readonly title: string
  readonly page: Child
  /** The style sheet that only pages of its kind need. */
  readonly sheet?: OwnSheet
  /** The page's own section and what goes with it, for a request that changes only that. */
  readonly fragment?: Child
  /** What has changed of it by itself, for an open page that asks. */
  readonly live?: Child
  /** The address of what is shown, in its one spelling. */
  readonly url?: string
  readonly headers?: Record<string, string>
}

/** The banner tells of a failed request; an answered one clears it. */
const CLEAR_BANNER = '<hx-partial hx-target="#banner" hx-swap="innerHTML"></hx-partial>'

/** Answers with the whole page, or with its fragment when htmx asks for a part. */
export function respond(c: WebContext, answer: Answer): Response {
  const { status, title, page, sheet = null, fragment, live, url, headers } = answer
  // It takes neither the title nor the address, and leaves the banner: the person has done nothing.
  if (live !== undefined && liveOf(c) !== null) return send(c, status, String(live), headers)
  const t = c.get('t')
  const fullTitle = `${status === 422 ? t.errorTitle(title) : title} – ${t.product}`
  if (fragment !== undefined && isPartial(c)) {
    const pushed = status === 200 ? url : undefined
    const languages = <LanguagesUpdate languages={languageModels(t.lang, pushed ?? addressOf(c))} />
    const text = `${html`<title>${fullTitle}</title>`}${fragment}${languages}${CLEAR_BANNER}`
    return send(c, status, text, { ...(pushed !== undefined && { 'hx-push-url': pushed }), ...headers })
  }
  // What htmx asks for goes into a page that has its styles, and whose own policy holds.
  const frame = c.req.header('hx-request') === undefined ? pageFrame(c, sheet) : LINKED
  const text = pageText(c, fullTitle, page, frame)
  return send(c, status, text, { ...frame.headers, ...headers }, frame.effort)
}

/** A whole page as text, to be answered with the headers of its frame. */
export function pageText(c: WebContext, title: string, page: Child, { assets }: PageFrame = LINKED): string {
  const t = c.get('t')
  const languages = languageModels(t.lang, addressOf(c))
  const document = (
    <Layout title={title} home={HOME} assets={assets} person={c.get('person') ?? null} languages={languages} t={t}>
      {page}
    </Layout>
  )
  return String(document)
}

/** Answers with a part of a page that says nothing about the rest of it. */
export function respondPart(c: WebContext, part: Child): Response {
  return send(c, 200, String(part))
}

/** Answers that there is nothing to show: a page of its own, or a line in the banner of the page a person is on. */
export function respondError(
  c: WebContext,
  status: ErrorStatus,
  model: ErrorPageModel,
  headers: Record<string, string> = {},
): Response {
  const t = c.get('t')
  if (liveOf(c) !== null) return failLiveUpdate(c, status, headers)
  if (!isPartial(c))
    return respond(c, {
      status,
      title: model.title,
      page: <ErrorPage model={model} t={t} />,
      headers,
    })
  const toBanner = {
    'hx-retarget': '#banner',
    'hx-reswap': 'innerHTML',
    'hx-push-url': 'false',
  }
  return send(c, status, String(<ErrorBanner model={model} t={t} />), { ...toBanner, ...headers })
}

/** Sends the browser to another page; a request for a part of a page takes the whole page there. */
export function redirect(c: WebContext, location: string, { cookies = [] }: { cookies?: string[] } = {}): Response {
  const headers = new Headers({
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    vary: 'HX-Request-Type',
    'x-request-id': c.get('requestId'),
    ...(isPartial(c) ? { 'hx-redirect': location } : { location }),
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: isPartial(c) ? 200 : 303, headers })
}

/** A part of a page, asked for by nobody: swapped in, an entrance would be lost in the page, so the page goes there. */
export function redirectPartial(c: WebContext, location: string): Response {
  return send(c, 401, '', { 'hx-redirect': location })
}

export function isPartial(c: WebContext): boolean {
  return c.req.header('hx-request-type') === 'partial'
}

/** The language of the page that asks for a part of itself (the body of each says so); null for a whole page. */
export function languageAround(c: WebContext): string | null {
  return isPartial(c) ? (c.req.header('accept-language') ?? null) : null
}

/** What an open page shows that asks by itself whether there is anything new; null when a person asks. */
export function liveOf(c: WebContext): string | null {
  return isPartial(c) ? (c.req.query(LIVE) ?? null) : null
}

/** Answers an open page that it shows everything already. */
export function respondUpToDate(c: WebContext): Response {
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    vary: 'HX-Request-Type',
    'x-request-id': c.get('requestId'),
  }
  return new Response(null, { status: 204, headers })
}

/**
 * What an open page asked for by itself has failed. What passes is not told: it asks again soon. Where there is nothing
 * to see any more, the page that is still open must not show it either, so it is asked for whole.
 */
function failLiveUpdate(c: WebContext, status: ErrorStatus, headers: Record<string, string>): Response {
  if (status !== 403 && status !== 404) return send(c, status, '', { 'hx-reswap': 'none', ...headers })
  const { pathname, search } = new URL(c.req.url)
  return send(c, status, '', { 'hx-redirect': pathname + lastingQuery(search), ...headers })
}

/** The page whose part or form made the request, as its browser tells. */
export function pageBefore(c: Pick<Context, 'req'>): string {
  return pageAt(c.req.header('hx-current-url') ?? c.req.header('referer'))
}

/**
 * Where what is shown can be asked for once more: the query alone, with what was typed. What answers a form cannot, but
 * the page with the form can; the answer of an identity provider holds once only.
 */
export function addressOf(c: Pick<Context, 'req'>): string {
  if (c.req.method !== 'GET') return pageBefore(c)
  return c.req.path === SIGN_IN_CALLBACK ? HOME : lastingQuery(new URL(c.req.url).search)
}

/**
 * A plain header record and a finished body keep node-server on its fast path, so the response is made here and not
 * by the context, which copies every header.
 */
function send(
  c: WebContext,
  status: PageStatus,
  text: string,
  headers?: Record<string, string>,
  effort: Effort = 'quick',
): Response {
  const { body, encoded } = packed(c.req.header('accept-encoding'), text, effort)
  return new Response(body, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-language': c.get('t').lang,
      // Money is nobody else's business: not kept by the browser, not by a proxy.
      'cache-control': 'no-store',
      vary: 'HX-Request-Type, Accept-Encoding, Save-Data',
      ...(status === 503 && { 'retry-after': '5' }),
      'x-request-id': c.get('requestId'),
      ...encoded,
      ...headers,
    },
  })
}
