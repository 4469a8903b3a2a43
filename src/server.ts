import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export interface RunningServer {
  readonly url: string
  /** Finishes what was asked and takes nothing new; downloads that go on too long are cut. */
  stop(): Promise<void>
}

const DRAIN_MS = 10_000

export function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Answers requests until stopped.
 * @throws when the address cannot be listened on
 */
export async function startServer(app: Pick<Hono, 'fetch'>, host: string, port: number): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  let draining = false
  server.prependListener('request', (_request, response) => {
    // A client that keeps its connection would else keep the server.
    if (draining) response.setHeader('connection', 'close')
  })
  server.listen(port, host)
  await once(server, 'listening')
  const { port: actual } = server.address() as AddressInfo
  return {
    url: addressOf(host, actual),
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
