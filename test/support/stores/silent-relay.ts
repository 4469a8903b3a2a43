import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A network between the product and a PostgreSQL server that can stop forwarding without closing a connection. */
export class SilentRelay {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #old = new Set<Socket>()
  #isSilent = false

  private constructor(server: Server) {
    this.#server = server
  }

  static async before(url: string): Promise<SilentRelay> {
    const { hostname, port } = new URL(url)
    const server = createServer()
    const relay = new SilentRelay(server)
    server.on('connection', client => relay.#relay(client, connect(Number(port), hostname)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return relay
  }

  /** The URL of the server through this relay. */
  through(url: string): string {
    const { port } = this.#server.address() as AddressInfo
    return Object.assign(new URL(url), { port: String(port) }).href
  }

  /** Forwards nothing on any connection, new ones among them. */
  silence(): void {
    this.#isSilent = true
    for (const socket of this.#sockets) socket.pause()
  }

  /** Forwards nothing on the connections that exist; new ones work. */
  silenceOldOnes(): void {
    for (const socket of this.#sockets) {
      this.#old.add(socket)
      socket.pause()
    }
  }

  resume(): void {
    this.#isSilent = false
    for (const socket of this.#sockets) if (!this.#old.has(socket)) socket.resume()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #relay(client: Socket, server: Socket): void {
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from)
      from.on('data', bytes => to.write(bytes))
      from.on('error', () => {})
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      if (this.#isSilent) from.pause()
    }
  }
}
