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

/** Somebody else listens at the address, or there is none like it here. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/**
 * Answers requests until stopped.
 * @param build makes the application, told where it can be reached, once nobody else can be there; what is asked while
 * it is at it waits
 * @throws {ListenError} when the address cannot be listened on; and what `build` throws
 */
export async function startServer(
  build: (url: string) => Application | Promise<Application>,
  host: string,
  port: number,
): Promise<RunningServer> {
  let app: Application | undefined
  const built = Promise.withResolvers<Application>()
  const fetch: Application['fetch'] = (request, env) =>
    app ? app.fetch(request, env) : built.promise.then(app => app.fetch(request, env))
  const server = createAdaptorServer({ fetch }) as Server
  server.requestTimeout = REQUEST_MS
  server.headersTimeout = HEADERS_MS
  let draining = false
  server.prependListener('request', (_request, response) => {
    // A client that keeps its connection would else keep the server.
    if (draining) response.setHeader('connection', 'close')
  })
  server.listen(port, host)
  await once(server, 'listening').catch(error => {
    throw new ListenError(error.message, { cause: error })
  })
  const { port: actual } = server.address() as AddressInfo
  const url = addressOf(host, actual)
  try {
    app = await build(url)
  } catch (error) {
    server.close()
    server.closeAllConnections()
    throw error
  }
  built.resolve(app)
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
