/** Answers the scrapes of Prometheus. */

export const METRICS = '/metrics'

const HEADERS = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' }

/** @param read makes the text of the figures */
export async function answerScrape(request: Request, read: () => Promise<string>): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname !== METRICS) return refuse(404, `The figures are at ${METRICS}.\n`)
  if (request.method !== 'GET') return refuse(405, 'Only GET is answered.\n', { allow: 'GET' })
  return new Response(await read(), { headers: HEADERS })
}

function refuse(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } })
}
