/** Turns a page into a response. No other file knows htmx's headers. */

import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { LanguagesUpdate } from '../../views/components/languages.tsx'
import { ErrorBanner, ErrorPage, type ErrorPageModel } from '../../views/error-page.tsx'
import { Layout } from '../../views/layout.tsx'
import { withoutControls } from '../domain/visible-text.ts'
import type { WebContext } from './context.ts'
import type { OwnSheet } from './http/assets.ts'
import { compressed, type Effort } from './http/compression.ts'
import { LINKED, type PageFrame, pageFrame } from './http/page-frame.ts'
import { noStoreHeaders } from './http/security-headers.ts'
import { languageModels } from './language.ts'
import { nextPageOfUrl } from './next-page.ts'
import { HOME, LIVE_UPDATE, SIGN_IN_CALLBACK, withoutTransientParameters } from './urls.ts'

export type PageStatus = 200 | 400 | 401 | 403 | 404 | 422 | 429 | 500 | 503
export type ErrorStatus = Exclude<PageStatus, 200 | 401 | 422>

export interface Answer {
  readonly status: PageStatus
  readonly title: string
  readonly page: Child
  readonly sheet?: OwnSheet
  /** Replaces the page's own section, for a partial request. */
  readonly fragment?: Child
  /** Replaces what can change without the user, for a live update. */
  readonly liveUpdate?: Child
  /** The canonical address, pushed to the browser's history. */
  readonly url?: string
  readonly headers?: Record<string, string>
}

/** Every answered request clears the banner that reported a failed one. */
const CLEAR_BANNER = '<hx-partial hx-target="#banner" hx-swap="innerHTML"></hx-partial>'

export function respond(c: WebContext, answer: Answer): Response {
  const { status, title, page, sheet = null, fragment, liveUpdate, url, headers } = answer
  // A live update changes neither title, address nor banner: the user did nothing.
  if (liveUpdate !== undefined && liveUpdateVersion(c) !== null) return send(c, status, String(liveUpdate), headers)
  const t = c.get('t')
  const fullTitle = `${status === 422 ? t.errorTitle(title) : title} – ${t.product}`
  if (fragment !== undefined && isPartial(c)) {
    const pushed = status === 200 ? url : undefined
    const languages = <LanguagesUpdate languages={languageModels(t.lang, pushed ?? repeatableAddress(c))} />
    const text = `${html`<title>${fullTitle}</title>`}${fragment}${languages}${CLEAR_BANNER}`
    return send(c, status, text, { ...(pushed !== undefined && { 'hx-push-url': pushed }), ...headers }, 'careful')
  }
  // A response to htmx goes into a page that already has its styles and its CSP.
  const frame = c.req.header('hx-request') === undefined ? pageFrame(c, sheet) : LINKED
  const text = pageText(c, fullTitle, page, frame, fragment !== undefined)
  return send(c, status, text, { ...frame.headers, ...headers }, frame.effort)
}

/** @param hasResults whether the page has a part that forms and links replace */
export function pageText(
  c: WebContext,
  title: string,
  page: Child,
  { assets }: PageFrame = LINKED,
  hasResults = false,
): string {
  const t = c.get('t')
  const languages = languageModels(t.lang, repeatableAddress(c))
  const document = (
    <Layout
      title={title}
      home={HOME}
      assets={assets}
      person={c.get('person') ?? null}
      languages={languages}
      hasResults={hasResults}
      t={t}
    >
      {page}
    </Layout>
  )
  return String(document)
}

/** Answers with a part that leaves title, address and banner alone. */
export function respondPart(c: WebContext, part: Child, status: 200 | 401 = 200): Response {
  return send(c, status, String(part))
}

/** Answers with an error page, or with a line in the banner of the open page. */
export function respondError(
  c: WebContext,
  status: ErrorStatus,
  model: ErrorPageModel,
  headers: Record<string, string> = {},
): Response {
  const t = c.get('t')
  if (liveUpdateVersion(c) !== null) return failLiveUpdate(c, status, headers)
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

/** For a partial request, the whole page goes there. */
export function redirect(c: WebContext, location: string, { cookies = [] }: { cookies?: string[] } = {}): Response {
  const headers = new Headers({
    ...noStoreHeaders(c),
    vary: 'HX-Request-Type',
    ...(isPartial(c) ? { 'hx-redirect': location } : { location }),
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: isPartial(c) ? 200 : 303, headers })
}

/** The whole page goes to the entrance: swapped in, the entrance would be lost inside the page. */
export function redirectPartial(c: WebContext, location: string): Response {
  return send(c, 401, '', { 'hx-redirect': location })
}

export function isPartial(c: WebContext): boolean {
  return c.req.header('hx-request-type') === 'partial'
}

/** The page that requests a part of itself sends its language in a header; null for whole pages. */
export function pageLanguage(c: WebContext): string | null {
  return isPartial(c) ? (c.req.header('accept-language') ?? null) : null
}

/** The version of the page that polls for an update; null for requests that a user makes. */
export function liveUpdateVersion(c: WebContext): string | null {
  return isPartial(c) ? (c.req.query(LIVE_UPDATE) ?? null) : null
}

export function respondNoLiveUpdate(c: WebContext): Response {
  return new Response(null, { status: 204, headers: { ...noStoreHeaders(c), vary: 'HX-Request-Type' } })
}

/**
 * Temporary failures stay silent, because the page polls again soon. Without access (403, 404) the page is reloaded, so
 * that it does not keep showing the data.
 */
function failLiveUpdate(c: WebContext, status: ErrorStatus, headers: Record<string, string>): Response {
  if (status !== 403 && status !== 404) return send(c, status, '', { 'hx-reswap': 'none', ...headers })
  const { pathname, search } = new URL(c.req.url)
  return send(c, status, '', { 'hx-redirect': pathname + withoutTransientParameters(search), ...headers })
}

export function referringPage(c: Pick<Context, 'req'>): string {
  return nextPageOfUrl(c.req.header('hx-current-url') ?? c.req.header('referer'))
}

/**
 * The address for language links, usually a query string only. For a POST it is the page with the form; for a sign-in
 * callback, which is valid once only, the home page.
 */
export function repeatableAddress(c: Pick<Context, 'req'>): string {
  if (c.req.method !== 'GET') return referringPage(c)
  return c.req.path === SIGN_IN_CALLBACK ? HOME : withoutTransientParameters(new URL(c.req.url).search)
}

/**
 * A plain header record and a finished body keep node-server on its fast path; Hono's context would copy every header.
 */
function send(
  c: WebContext,
  status: PageStatus,
  text: string,
  headers?: Record<string, string>,
  effort: Effort = 'quick',
): Response {
  const { body, encoded } = compressed(c.req.header('accept-encoding'), withoutControls(text), effort)
  return new Response(body, {
    status,
    headers: {
      ...noStoreHeaders(c),
      'content-type': 'text/html; charset=utf-8',
      'content-language': c.get('t').lang,
      vary: 'HX-Request-Type, Accept-Encoding, Save-Data',
      ...(status === 503 && { 'retry-after': '5' }),
      ...encoded,
      ...headers,
    },
  })
}
