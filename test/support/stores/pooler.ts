/** A pooler before PostgreSQL: two connections to the server for each client, and the other one for each transaction. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

const TYPE = { query: 'Q', sync: 'S', ready: 'Z', greeting: 'K' }
const IDLE = 'I'

interface Message {
  readonly type: string
  readonly bytes: Buffer
}

/** Cuts a stream into the messages of the protocol. */
function messages(onMessage: (message: Message) => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0)
  return piece => {
    rest = Buffer.concat([rest, piece])
    while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
      const end = 1 + rest.readInt32BE(1)
      onMessage({ type: String.fromCharCode(rest[0]!), bytes: rest.subarray(0, end) })
      rest = rest.subarray(end)
    }
  }
}

export class Pooler {
  /** How often a client began a transaction before it had the answer to the end of the one before. */
  overlaps = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #target: URL
  readonly #greetsAs: 'pooler' | 'server'

  private constructor(server: Server, target: URL, greetsAs: 'pooler' | 'server') {
    this.#server = server
    this.#target = target
    this.#greetsAs = greetsAs
    server.on('connection', client => this.#serve(client))
  }

  /**
   * @param url of a server; its host and port are replaced by the pooler's in `url`
   * @param greetsAs whose process number clients get; poolers give their own
   */
  static async to(url: string, greetsAs: 'pooler' | 'server'): Promise<{ pooler: Pooler; url: string }> {
    const server = createServer()
    const pooler = new Pooler(server, new URL(url), greetsAs)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const through = new URL(url)
    through.port = String((server.address() as AddressInfo).port)
    return { pooler, url: through.href }
  }

  stop(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  async #serve(client: Socket): Promise<void> {
    this.#add(client)
    const [startup] = (await once(client, 'data')) as [Buffer]
    client.pause()
    const [first, second] = [await this.#open(startup), await this.#open(startup)]
    const servers = [first.socket, second.socket]
    let [turn, unanswered] = [1, 0]
    let isBetween = true
    for (const socket of servers) {
      socket.on(
        'data',
        messages(({ type, bytes }) => {
          client.write(bytes)
          if (type !== TYPE.ready) return
          unanswered -= 1
          if (String.fromCharCode(bytes[5]!) !== IDLE) return
          if (unanswered > 0) this.overlaps += 1
          else isBetween = true
        }),
      )
    }
    const forward = messages(({ type, bytes }) => {
      if (isBetween) turn = 1 - turn
      isBetween = false
      if (type === TYPE.query || type === TYPE.sync) unanswered += 1
      servers[turn]!.write(bytes)
    })
    client.on('data', forward)
    client.on('close', () => servers.map(socket => socket.destroy()))
    client.write(Buffer.concat(first.greeting.map(message => this.#asGreeting(message))))
    client.resume()
  }

  /** @returns a connection, with the messages up to the first in which it is ready */
  async #open(startup: Buffer): Promise<{ socket: Socket; greeting: readonly Message[] }> {
    const socket = connect(Number(this.#target.port), this.#target.hostname)
    this.#add(socket)
    socket.write(startup)
    const { promise, resolve } = Promise.withResolvers<readonly Message[]>()
    const greeting: Message[] = []
    const listen = messages(message => {
      greeting.push(message)
      if (message.type === TYPE.ready) resolve(greeting)
    })
    socket.on('data', listen)
    await promise
    socket.off('data', listen)
    return { socket, greeting }
  }

  #asGreeting({ type, bytes }: Message): Buffer {
    if (type !== TYPE.greeting || this.#greetsAs === 'server') return bytes
    const own = Buffer.from(bytes)
    own.writeInt32BE(1_000_000_007, 5)
    return own
  }

  #add(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
  }
}
