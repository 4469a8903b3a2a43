import { once } from 'node:events'
import type { RequestListener, Server, ServerOptions } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { CONNECTION_LIMITS, type ConnectionLimits, createLimitedServer } from './server/connections.ts'

export interface RunningServer {
  readonly url: string
  /** Refuses new requests and finishes those in progress. Downloads that last too long are cut off. */
  stop(): Promise<Drained>
}

/** How a server has stopped. */
export interface Drained {
  readonly drained_ms: number
  /** Connections with an unfinished request that were cut off. */
  readonly cut: number
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
 * @param build makes the application for the server's URL, once the port is taken. Requests wait until it is ready.
 * `isStopping` tells it that the server has begun to stop
 * @throws {ListenError} when the server cannot listen on the address; and whatever `build` throws
 */
export async function startServer(
  build: (url: string, isStopping: () => boolean) => Application | Promise<Application>,
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
  let stopping = false
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
    app = await build(url, () => stopping)
  } catch (error) {
    server.close()
    server.closeAllConnections()
    throw error
  }
  built.resolve(app)
  return {
    url,
    stop: async () => {
      stopping = true
      const began_ms = performance.now()
      let cut = 0
      const closed = once(server, 'close')
      const cutAll = () =>
        server.getConnections((_, connections) => {
          cut = connections
          server.closeAllConnections()
        })
      const clocks = [
        // A load balancer learns first that it must send its requests elsewhere.
        setTimeout(() => {
          // Not before: clients would open new connections, and those on their way would be lost here.
          draining = true
          refuseConnections(server)
        }, limits.grace_ms / 2),
        // Again and again: an answer that began before the stop keeps its connection when it ends.
        setInterval(() => server.closeIdleConnections(), limits.grace_ms),
        setTimeout(cutAll, DRAIN_TIMEOUT_MS),
      ]
      await closed
      for (const clock of clocks) clearTimeout(clock)
      return { drained_ms: Math.round(performance.now() - began_ms), cut }
    },
  }
}

/** The close of an HTTP server ends idle connections too, on which a client may just be sending its next request. */
function refuseConnections(server: Server): void {
  NetServer.prototype.close.call(server)
}
