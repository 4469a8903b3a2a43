import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Adds cookies to the requests of a browser that cannot be given any. Listens on loopback only. */
export class CookieProxy {
  readonly url: string
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async open(origin: string, cookie: string): Promise<CookieProxy> {
    const server = createServer(async (request, response) => {
      const { status, headers, body } = await fetch(origin + request.url, { headers: { cookie }, redirect: 'manual' })
      const [type, location] = ['content-type', 'location'].map(name => headers.get(name) ?? '')
      response.writeHead(status, { 'content-type': type!, ...(location && { location }) })
      for await (const chunk of body ?? []) response.write(chunk)
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new CookieProxy(server)
  }

  async close(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
