/** Turns a page into an answer. The only file that knows htmx's headers. */
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { ErrorBanner, ErrorPage, type ErrorPageModel } from '../../views/error-page.tsx'
import { Layout } from '../../views/layout.tsx'
import { pageAssets } from './assets.ts'
import { acceptedEncoding, compressPage } from './compression.ts'
import type { WebContext } from './context.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { HOME } from './urls.ts'

export type PageStatus = 200 | 404 | 422 | 500 | 503

export interface Answer {
  readonly status: PageStatus
  readonly title: string
  readonly page: Child
  /** The page's own section and what goes with it, for a request that changes only that. */
  readonly fragment?: Child
  /** The address of what is shown, in its one spelling. */
  readonly url?: string
}

/** The banner tells of a failed request; an answered one clears it. */
const CLEAR_BANNER = '<hx-partial hx-target="#banner" hx-swap="innerHTML"></hx-partial>'

/** Answers with the whole page, or with its fragment when htmx asks for a part. */
export function respond(c: WebContext, { status, title, page, fragment, url }: Answer): Response {
  const t = c.get('t')
  const fullTitle = `${status === 422 ? t.errorTitle(title) : title} – ${t.product}`
  if (fragment !== undefined && wantsPart(c)) {
    const address = status === 200 && url !== undefined ? { 'hx-push-url': url } : undefined
    return send(c, status, `${html`<title>${fullTitle}</title>`}${fragment}${CLEAR_BANNER}`, address)
  }
  const document = (
    <Layout title={fullTitle} home={HOME} assets={pageAssets} t={t}>
      {page}
    </Layout>
  )
  return send(c, status, String(document))
}

/** Answers that there is nothing to show: a page of its own, or a line in the banner of the page a person is on. */
export function respondError(c: WebContext, status: 404 | 500 | 503, model: ErrorPageModel): Response {
  const t = c.get('t')
  if (!wantsPart(c))
    return respond(c, {
      status,
      title: model.title,
      page: <ErrorPage model={model} t={t} />,
    })
  const headers = {
    'hx-retarget': '#banner',
    'hx-reswap': 'innerHTML',
    'hx-push-url': 'false',
  }
  return send(c, status, String(<ErrorBanner model={model} t={t} />), headers)
}

function wantsPart(c: WebContext): boolean {
  return c.req.header('hx-request-type') === 'partial'
}

/**
 * A plain header record and a finished body keep node-server on its fast path, so the response is made here and not
 * by the context, which copies every header.
 */
function send(c: WebContext, status: PageStatus, text: string, headers?: Record<string, string>): Response {
  const encoding = acceptedEncoding(c.req.header('accept-encoding'))
  const compressed = encoding && compressPage(text, encoding)
  return new Response(compressed ?? text, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      // Money is nobody else's business: not kept by the browser, not by a proxy.
      'cache-control': 'no-store',
      vary: 'HX-Request-Type, Accept-Encoding',
      ...(status === 503 && { 'retry-after': '5' }),
      'x-request-id': c.get('requestId'),
      ...(compressed && { 'content-encoding': encoding }),
      ...headers,
    },
  })
}
