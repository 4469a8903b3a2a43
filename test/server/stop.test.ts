import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../src/server.ts'
import { timed } from '../support/ticks.ts'

const REQUEST = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n'

let server: RunningServer
let client: Socket
beforeEach(async () => {
  server = await startServer((_, isStopping) => ({ fetch: () => new Response(`${isStopping()}`) }), '127.0.0.1', 0)
  client = await open()
  await answerTo(client)
})
afterEach(() => client.destroy())

async function open(): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  return socket
}

async function answerTo(socket: Socket): Promise<string> {
  socket.write(REQUEST)
  const [piece] = await once(socket, 'data')
  return String(piece)
}

describe('a server that stops', () => {
  test('answers the next request of a kept connection when it takes no new ones, and says that it is the last', async () => {
    const stopped = server.stop()
    await setTimeout(300)
    const answer = await answerTo(client)
    expect(answer).toContain('200 OK')
    expect(answer.toLowerCase()).toContain('connection: close')
    await stopped
  })

  test('accepts new connections for a moment, so that a load balancer sees that it stops, and then none', async () => {
    const stopped = server.stop()
    const late = await open()
    expect(await answerTo(late)).toContain('true')
    await setTimeout(350)
    await expect(open()).rejects.toThrow('ECONNREFUSED')
    await stopped
  })

  test('ends connections that nobody uses within a second', async () => {
    const { result, took_ms } = await timed(() => server.stop())
    expect(took_ms).toBeLessThan(1500)
    expect(result.cut).toBe(0)
  })

  test('ends a connection within a second after an answer that began before', async () => {
    const finish = Promise.withResolvers<void>()
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('begun'))
        await finish.promise
        controller.close()
      },
    })
    const slow = await startServer(() => ({ fetch: () => new Response(body) }), '127.0.0.1', 0)
    const answer = await fetch(slow.url)
    const stopped = slow.stop()
    await setTimeout(1000)
    finish.resolve()
    const { took_ms } = await timed(async () => {
      expect(await answer.text()).toBe('begun')
      await stopped
    })
    expect(took_ms).toBeLessThan(1000)
  })
})
