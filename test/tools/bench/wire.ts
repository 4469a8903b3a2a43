/** A client that costs almost no processor time, so that the measurement is of the server. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const HEAD_END = '\r\n\r\n'

/** A keep-alive connection. */
export class Connection {
  readonly #socket: Socket
  readonly #head: string

  private constructor(socket: Socket, head: string) {
    this.#socket = socket
    this.#head = head
  }

  /** @param cookie the session cookie of all requests */
  static async open(url: string, cookie: string): Promise<Connection> {
    const { hostname, port, host } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    await once(socket, 'connect')
    return new Connection(socket, `host: ${host}\r\ncookie: ${cookie}\r\n`)
  }

  /**
   * Requests a page and reads it to the end.
   * @returns the size of its body in bytes
   */
  async get(path: string, acceptEncoding?: string): Promise<number> {
    // The server closes a connection that is idle for some seconds.
    if (this.#socket.readyState !== 'open') throw new Error(`The connection for ${path} is closed`)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    let head = ''
    let bytesLeft = 0
    let length = 0
    const onData = (chunk: Buffer) => {
      if (length === 0) {
        head += chunk.toString('latin1')
        const end = head.indexOf(HEAD_END)
        if (end === -1) return
        if (!head.startsWith('HTTP/1.1 200')) return finish(new Error(`${path} was answered ${head.slice(0, 300)}`))
        length = Number(/content-length: (\d+)/i.exec(head.slice(0, end))?.[1])
        bytesLeft = length - (head.length - end - HEAD_END.length)
      } else bytesLeft -= chunk.length
      if (!(bytesLeft > 0)) finish(bytesLeft === 0 ? null : new Error(`${path} has no length`))
    }
    const onClose = () => finish(new Error(`The connection ended in the middle of ${path}`))
    const finish = (error: Error | null) => {
      this.#socket.off('data', onData).off('close', onClose)
      if (error) reject(error)
      else resolve(length)
    }
    this.#socket.on('data', onData).on('close', onClose)
    const accepted = acceptEncoding ? `accept-encoding: ${acceptEncoding}\r\n` : ''
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${this.#head}${accepted}\r\n`)
    return promise
  }

  close(): void {
    this.#socket.destroy()
  }
}
