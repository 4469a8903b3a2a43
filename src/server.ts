import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

export interface RunningServer {
  readonly url: string
  /** Finishes what was asked and takes nothing new; downloads that go on too long are cut. */
  stop(): Promise<void>
}

export interface Application {
  fetch(request: Request, env: object): Response | Promise<Response>
}

const DRAIN_MS = 10_000

/** How long a request may take to come in whole: eight megabytes in two minutes is half of what a slow line does. */
const REQUEST_MS = 120_000
const HEADERS_MS = 30_000

export function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Answers requests until stopped.
 * @param build makes the application, told where it can be reached
 * @throws when the address cannot be listened on
 */
export async function startServer(
  build: (url: string) => Application,
  host: string,
  port: number,
): Promise<RunningServer> {
  let app: Application
  const server = createAdaptorServer({ fetch: (request, env) => app.fetch(request, env) }) as Server
  server.requestTimeout = REQUEST_MS
  server.headersTimeout = HEADERS_MS
  let draining = false
  server.prependListener('request', (_request, response) => {
    // A client that keeps its connection would else keep the server.
    if (draining) response.setHeader('connection', 'close')
  })
  server.listen(port, host)
  await once(server, 'listening')
  const { port: actual } = server.address() as AddressInfo
  const url = addressOf(host, actual)
  app = build(url)
  return {
    url,
    stop: async () => {
      draining = true
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
      await closed
      clearTimeout(cut)
    },
  }
}
