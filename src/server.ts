import { once } from 'node:events'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { CONNECTION_LIMITS, type ConnectionLimits, createLimitedServer } from './server/connections.ts'

export interface RunningServer {
  readonly url: string
  /** Refuses new requests and finishes those in progress. Downloads that last too long are cut off. */
  stop(): Promise<void>
}

export interface Application {
  fetch(request: Request, env: object): Response | Promise<Response>
}

const DRAIN_TIMEOUT_MS = 10_000

export function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/**
 * Answers requests until stopped.
 * @param build makes the application for the server's URL, once the port is taken. Requests wait until it is ready
 * @throws {ListenError} when the server cannot listen on the address; and whatever `build` throws
 */
export async function startServer(
  build: (url: string) => Application | Promise<Application>,
  host: string,
  port: number,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Promise<RunningServer> {
  let app: Application | undefined
  const built = Promise.withResolvers<Application>()
  const fetch: Application['fetch'] = (request, env) =>
    app ? app.fetch(request, env) : built.promise.then(app => app.fetch(request, env))
  const server = createAdaptorServer({
    fetch,
    createServer: (options: ServerOptions, listener: RequestListener) => createLimitedServer(options, listener, limits),
  } as Parameters<typeof createAdaptorServer>[0]) as Server
  let draining = false
  server.prependListener('request', (_request, response) => {
    // A kept connection would keep the server from closing.
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
      // The close of an HTTP server ends idle connections too, on which a client may just be sending its next request.
      NetServer.prototype.close.call(server)
      // Again and again: an answer that began before the stop keeps its connection when it ends.
      const idle = setInterval(() => server.closeIdleConnections(), limits.grace_ms)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT_MS)
      await closed
      clearInterval(idle)
      clearTimeout(cut)
    },
  }
}
