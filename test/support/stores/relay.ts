/** A TCP relay that can stop forwarding without closing, as a network does whose firewall has forgotten its connections. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export class Relay {
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #isSilent = false

  private constructor(server: Server) {
    this.#server = server
  }

  /** @param url of a server; its host and port are replaced by the relay's in `url` */
  static async to(url: string): Promise<{ relay: Relay; url: string }> {
    const target = new URL(url)
    const server = createServer({ allowHalfOpen: true })
    const relay = new Relay(server)
    server.on('connection', client => {
      const upstream = connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true })
      relay.#add(client, upstream)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const through = new URL(url)
    through.hostname = '127.0.0.1'
    through.port = String((server.address() as AddressInfo).port)
    return { relay, url: through.href }
  }

  /** Forwards nothing more, neither bytes nor ends; new connections are accepted and hear nothing. */
  silence(): void {
    this.#isSilent = true
    for (const pair of this.#pairs) setForwarding(pair, false)
  }

  /** Forwards again, also what came meanwhile. */
  forward(): void {
    this.#isSilent = false
    for (const pair of this.#pairs) setForwarding(pair, true)
  }

  /** Forwards new connections; those that exist hear nothing for ever. */
  forget(): void {
    for (const pair of this.#pairs) setForwarding(pair, false)
    this.#isSilent = false
  }

  stop(): void {
    this.#server.close()
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }

  #add(client: Socket, upstream: Socket): void {
    const pair = [client, upstream] as const
    this.#pairs.add(pair)
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.on('error', () => to.destroy())
      from.on('data', piece => to.write(piece))
      from.on('end', () => to.end())
      from.on('close', () => this.#pairs.delete(pair))
    }
    if (this.#isSilent) setForwarding(pair, false)
  }
}

function setForwarding(pair: readonly Socket[], forwards: boolean): void {
  for (const socket of pair) {
    if (forwards) socket.resume()
    else socket.pause()
  }
}
