/** Bounds what one client can make the server do, hold and wait for. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '../network.ts'
import { Offenders } from './offenders.ts'
import { answerUnreadable, isUnreadable } from './unreadable.ts'

export interface ConnectionLimits {
  /** Requests of one connection that may be unanswered at once. Browsers and proxies wait for an answer first. */
  readonly openRequests: number
  readonly connections: number
  /** Connections of one network; null behind a proxy, from which all connections come. */
  readonly connectionsPerNetwork: number | null
  /**
   * After connections of a network were ended again and again for what they sent, new ones are refused for this time; not
   * behind a proxy either.
   */
  readonly refusal_ms: number
  /** A connection on which nothing moves for this time is ended: a client that takes or sends a little stays. */
  readonly stalled_ms: number
  readonly headers_ms: number
  /** For a whole request: 8 MiB in two minutes is 0.6 Mbit/s, half of a slow line. */
  readonly request_ms: number
  /**
   * When the server stops: in this time a client that uses a keep-alive connection learns from an answer that it ends. In
   * its first half the server still accepts connections, so that a load balancer sees that it is not ready.
   */
  readonly grace_ms: number
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  openRequests: 4,
  connections: 2000,
  connectionsPerNetwork: 200,
  refusal_ms: 10_000,
  stalled_ms: 60_000,
  headers_ms: 30_000,
  request_ms: 120_000,
  grace_ms: 500,
}

/** Creates a server that ends connections beyond the limits. */
export function createLimitedServer(
  options: ServerOptions,
  listener: RequestListener,
  limits: ConnectionLimits,
): Server {
  const offenders = limits.connectionsPerNetwork === null ? null : new Offenders(limits.refusal_ms)
  const inTurn = oneAfterAnother(limits.openRequests, offenders)
  const server = createServer(
    // Node.js would refuse a request without Host itself, and not count it; the listener refuses it too.
    { ...options, requireHostHeader: false, connectionsCheckingInterval: Math.min(limits.headers_ms, 5000) },
    inTurn(listener),
  )
  server.on('checkExpectation', inTurn(refuseExpectation))
  server.headersTimeout = limits.headers_ms
  server.requestTimeout = limits.request_ms
  server.timeout = limits.stalled_ms
  server.maxConnections = limits.connections
  server.on('connection', stopReadingEndedRequests)
  server.on('clientError', (error, socket) => {
    if (isUnreadable(error) && socket.writable) offenders?.note(networkOfSocket(socket as Socket))
    answerUnreadable(error, socket)
  })
  if (limits.connectionsPerNetwork !== null) limitPerNetwork(server, limits.connectionsPerNetwork)
  if (offenders) refuse(server, offenders)
  return server
}

/** What a parser gets back to leave the rest of a packet unread, as after a request that changes the protocol. */
const STOP = 2

interface ReadingSocket extends Socket {
  readonly parser?: { onIncoming(request: IncomingMessage, keepAlive: boolean): number }
}

/**
 * Node.js reads all requests of a packet, also after their connection was ended, and has no public way to stop: reading
 * 500 requests costs as much as answering twenty. Without this function they would be read and then dropped.
 */
function stopReadingEndedRequests(socket: ReadingSocket): void {
  const { parser } = socket
  if (!parser?.onIncoming) return
  const { onIncoming } = parser
  parser.onIncoming = (request, keepAlive) => (socket.destroyed ? STOP : onIncoming.call(parser, request, keepAlive))
}

/**
 * Ends a connection with more open requests than allowed, before any of them is worked on: one packet can hold
 * thousands, and Node.js emits them all at once. Requests therefore start only after the packet was read.
 */
function oneAfterAnother(max: number, offenders: Offenders | null): (listener: RequestListener) => RequestListener {
  const open = new WeakMap<Socket, number>()
  return listener => (request, response) => {
    const { socket } = request
    // Node.js emits the rest of a packet after its connection was ended.
    if (socket.destroyed) return
    const count = (open.get(socket) ?? 0) + 1
    if (count > max) {
      endFor(offenders, socket)
      return
    }
    open.set(socket, count)
    endWhenWasteful(request, offenders)
    response.once('close', () => open.set(socket, open.get(socket)! - 1))
    setImmediate(() => {
      if (!socket.destroyed) listener(request, response)
    })
  }
}

/** A body may arrive as so many times its bytes: a chunk of one byte arrives as six. */
const MAX_ARRIVED_PER_BYTE = 16
const FREE_BYTES = 256 * 1024
/** On a connection that a network had before it was refused: what Node.js reads at once, before any of it counts. */
const FREE_BYTES_OF_REFUSED = 64 * 1024

/**
 * Ends a connection on which far more arrives than the body of its request: Node.js reads and drops the extensions of
 * chunks, up to 16 KiB for each chunk, and no bound of the application sees them.
 */
function endWhenWasteful(request: IncomingMessage, offenders: Offenders | null): void {
  const { socket } = request
  const before = socket.bytesRead
  let bytes = 0
  const push = request.push.bind(request)
  request.push = (piece: Buffer | null, encoding?: BufferEncoding) => {
    bytes += piece?.length ?? 0
    const wasted = socket.bytesRead - before - MAX_ARRIVED_PER_BYTE * bytes
    if (wasted > FREE_BYTES || (wasted > FREE_BYTES_OF_REFUSED && offenders?.isRefused(networkOfSocket(socket)))) {
      endFor(offenders, socket)
    }
    return push(piece, encoding)
  }
}

function endFor(offenders: Offenders | null, socket: Socket): void {
  // A packet can hold many more of what a connection was ended for.
  if (socket.destroyed) return
  offenders?.note(networkOfSocket(socket))
  socket.destroy()
}

function networkOfSocket(socket: Socket): string {
  return networkOf(socket.remoteAddress ?? '')
}

function refuse(server: Server, offenders: Offenders): void {
  server.on('connection', (socket: Socket) => {
    if (offenders.isRefused(networkOfSocket(socket))) socket.destroy()
  })
}

/** Without this listener Node.js would answer itself, and not count the request. */
function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(417, { connection: 'close' }).end()
}

function limitPerNetwork(server: Server, max: number): void {
  const counts = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const network = networkOfSocket(socket)
    const count = (counts.get(network) ?? 0) + 1
    if (count > max) {
      socket.destroy()
      return
    }
    counts.set(network, count)
    socket.once('close', () => {
      const left = counts.get(network)! - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
  })
}
