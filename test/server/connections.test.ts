import { once } from 'node:events'
import { IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { textStream } from '../../src/export/text-stream.ts'
import { catalogueOf, LANGUAGES } from '../../src/i18n/index.ts'
import { CONNECTION_LIMITS, type ConnectionLimits, createLimitedServer } from '../../src/server/connections.ts'
import { type Application, type RunningServer, startServer } from '../../src/server.ts'

const REQUEST = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n'

/** All at once and longer than any buffer of the system, as browsers send it: the answer must not be lost. */
const TOO_LONG = `GET /?${'charge=1.1&'.repeat(200_000)} HTTP/1.1\r\nHost: here\r\n\r\n`

/** Requests that Node.js would answer by itself, without telling the application. */
const REFUSED_BY_NODE = {
  'with an expectation': 'GET / HTTP/1.1\r\nHost: here\r\nExpect: something\r\n\r\n',
  'without a host': 'GET / HTTP/1.1\r\n\r\n',
}

let server: RunningServer | undefined
const clients: Socket[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await server?.stop()
  server = undefined
})

async function start(fetch: Application['fetch'], limits: Partial<ConnectionLimits> = {}): Promise<void> {
  server = await startServer(() => ({ fetch }), '127.0.0.1', 0, { ...CONNECTION_LIMITS, ...limits })
}

async function open(localAddress = '127.0.0.1'): Promise<Socket> {
  const { hostname, port } = new URL(server!.url)
  const client = connect({ port: Number(port), host: hostname, localAddress })
  client.on('error', () => {})
  clients.push(client)
  await once(client, 'connect')
  return client
}

/** What a client receives until the server ends its connection. */
async function receivedBy(client: Socket): Promise<string> {
  let received = ''
  client.on('data', piece => {
    received += piece
  })
  await new Promise(resolve => client.once('close', resolve))
  return received
}

const answers = (received: string) => received.split('HTTP/1.1 200').length - 1

describe('a connection', () => {
  test('answers thousands of requests, each sent after the last answer', async () => {
    await start(() => new Response('ok'))
    const client = await open()
    for (let time = 0; time < 3000; time += 1) {
      client.write(REQUEST)
      await once(client, 'data')
    }
    expect(client.destroyed).toBe(false)
  })

  test('answers a few requests sent at once, in their order', async () => {
    let count = 0
    await start(async () => {
      count += 1
      const number = count
      await setTimeout(40 - 10 * number)
      return new Response(`answer ${number}`)
    })
    const client = await open()
    client.write(REQUEST.repeat(2) + REQUEST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
    expect((await receivedBy(client)).match(/answer \d/g)).toEqual(['answer 1', 'answer 2', 'answer 3'])
  })

  test.each([5, 500, 5000])('with %d requests sent at once is ended before any of them is worked on', async count => {
    let worked = 0
    await start(() => {
      worked += 1
      return new Response('ok')
    })
    const client = await open()
    client.write(REQUEST.repeat(count))
    expect(answers(await receivedBy(client))).toBe(0)
    expect(worked).toBe(0)
  })

  test.each([
    ['with an expectation', 417],
    ['without a host', 400],
  ] as const)('gets an answer to a request %s: %d', async (name, status) => {
    await start(() => new Response('ok'))
    const client = await open()
    client.write(REFUSED_BY_NODE[name])
    expect(String((await once(client, 'data'))[0])).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })

  test('with too long an address, as of a form with thousands of choices, gets 431 and a sentence in each language', async () => {
    await start(() => new Response('ok'))
    const client = await open()
    client.write(TOO_LONG)
    const received = await receivedBy(client)
    expect(received).toMatch(/^HTTP\/1.1 431 /)
    expect([...received.matchAll(/<section lang="(..)">/g)].map(([, language]) => language)).toEqual(LANGUAGES)
    for (const language of LANGUAGES) expect(received).toContain(catalogueOf(language).errors.tooLong)
  })

  test('that sends no HTTP gets 400 and is ended', async () => {
    await start(() => new Response('ok'))
    const client = await open()
    client.write('hello\r\n\r\n')
    expect(await receivedBy(client)).toMatch(/^HTTP\/1.1 400 /)
  })

  test.each(Object.entries({ 'of the usual form': REQUEST, ...REFUSED_BY_NODE }))(
    'with thousands of requests %s sent at once is not read to the end',
    async (_, request) => {
      let read = 0
      class Counted extends IncomingMessage {
        constructor(socket: Socket) {
          super(socket)
          read += 1
        }
      }
      const limited = createLimitedServer({ IncomingMessage: Counted }, () => {}, CONNECTION_LIMITS).listen(
        0,
        '127.0.0.1',
      )
      await once(limited, 'listening')
      const client = connect((limited.address() as AddressInfo).port, '127.0.0.1')
      client.on('error', () => {})
      client.write(request.repeat(5000))
      await receivedBy(client)
      limited.close()
      expect(read).toBeLessThan(10)
    },
  )

  test('is ended when its next request comes while four wait for answers', async () => {
    await start(() => new Promise(() => {}))
    const client = await open()
    client.write(REQUEST.repeat(4))
    await setTimeout(50)
    expect(client.closed).toBe(false)
    client.write(REQUEST)
    expect(await receivedBy(client)).toBe('')
  })

  test('on which far more arrives than the body of its request is ended; a body in chunks of one byte is read', async () => {
    await start(async request => new Response(`${(await request.arrayBuffer()).byteLength} bytes`))
    const head = 'POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n'
    const [wasteful, slow] = [await open(), await open()]
    wasteful.write(head)
    for (let time = 0; time < 200 && !wasteful.destroyed; time += 1) {
      wasteful.write(`1;${'x'.repeat(3000)}\r\na\r\n`.repeat(4))
      await setTimeout(1)
    }
    expect(wasteful.destroyed).toBe(true)
    slow.write(`${head}${'1\r\na\r\n'.repeat(100_000)}0\r\n\r\n`)
    expect(String((await once(slow, 'data'))[0])).toContain('100000 bytes')
  })

  test('that sends no complete head in time gets 408 and is ended', async () => {
    await start(() => new Response('ok'), { headers_ms: 200, request_ms: 300 })
    const client = await open()
    client.write('GET / HTTP/1.1\r\nHost: here\r\n')
    expect(await receivedBy(client)).toContain('408 Request Timeout')
  }, 20_000)
})

describe('a client that reads', () => {
  /** An answer without an end, and the number of pieces that were made for it. */
  async function endless(stalled_ms: number) {
    const made = { pieces: 0, ended: false }
    async function* pieces() {
      try {
        for (;;) {
          made.pieces += 1
          yield 'x'.repeat(64 * 1024)
        }
      } finally {
        made.ended = true
      }
    }
    await start(() => new Response(textStream(pieces(), 'somebody', () => {})), { stalled_ms })
    const client = await open()
    client.pause()
    client.write(REQUEST)
    return { client, made }
  }

  test('nothing for too long is cut off, and its answer ends', async () => {
    const { made } = await endless(300)
    await setTimeout(1500)
    expect(made.ended).toBe(true)
  })

  test('nothing makes the server hold a few pieces at most, beside the buffers of the system', async () => {
    const { made } = await endless(60_000)
    let held = 0
    while (made.pieces === 0 || held < made.pieces) {
      held = made.pieces
      // 64 KiB each; Linux takes up to 6 MB for a connection on loopback.
      expect(held).toBeLessThan(120)
      await setTimeout(300)
    }
  })

  test('slowly but steadily gets everything', async () => {
    const { client, made } = await endless(1000)
    for (let time = 0; time < 15; time += 1) {
      await setTimeout(100)
      client.resume()
      await setTimeout(2)
      client.pause()
    }
    expect(made.ended).toBe(false)
  })
})

describe('one address', () => {
  test('has so many connections and no more, until one of them ends', async () => {
    await start(() => new Response('ok'), { connectionsPerNetwork: 3 })
    const [first] = [await open(), await open(), await open()]
    expect(await receivedBy(await open())).toBe('')
    first!.destroy()
    await setTimeout(50)
    const next = await open()
    next.write(REQUEST)
    const [piece] = await once(next, 'data')
    expect(String(piece)).toContain('200 OK')
  })

  test.each([
    ['in one /64 network', ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:db8:0:1:ffff::3'], '2001:db8:0:2::1'],
    ['in IPv4 and IPv6 form', ['198.51.100.7', '::ffff:198.51.100.7', '::ffff:c633:6407'], '::ffff:198.51.100.8'],
  ])('has no more by other addresses %s', (_, addresses, other) => {
    const limited = createLimitedServer({}, () => {}, { ...CONNECTION_LIMITS, connectionsPerNetwork: 2 })
    const connections = [...addresses, other].map(remoteAddress => Object.assign(new PassThrough(), { remoteAddress }))
    for (const connection of connections) limited.emit('connection', connection)
    expect(connections.map(({ destroyed }) => destroyed)).toEqual([false, false, true, false])
    for (const connection of connections) connection.destroy()
  })

  /** Connects again at once whenever the server ends the connection. */
  async function offend(times: number, sent: string): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const client = await open()
      client.write(sent)
      await receivedBy(client)
    }
  }

  async function isAnswered(address?: string): Promise<boolean> {
    const client = await open(address)
    client.write(REQUEST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
    return answers(await receivedBy(client)) === 1
  }

  const WASTE = `POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n${`1;${'x'.repeat(16_000)}\r\na\r\n`.repeat(40)}`

  test.each([
    ['too many requests at once', REQUEST.repeat(5)],
    ['far more than the body of a request', WASTE],
    ['a head that is too long', TOO_LONG],
  ])('whose connections were ended for %s is refused for a time, and then let in again', async (_, sent) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      await start(async request => new Response(`${(await request.arrayBuffer()).byteLength} bytes`))
      await offend(19, sent)
      expect(await isAnswered(), 'as before').toBe(true)
      await offend(1, sent)
      expect(await isAnswered()).toBe(false)
      expect(await isAnswered('127.0.0.2'), 'another address').toBe(true)
      vi.advanceTimersByTime(CONNECTION_LIMITS.refusal_ms)
      expect(await isAnswered(), 'after the time').toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  test('that is refused keeps the connections it has, but loses those that waste', async () => {
    await start(async request => new Response(`${(await request.arrayBuffer()).byteLength} bytes`), {
      refusal_ms: 3_600_000,
    })
    const [calm, small, wasteful] = [await open(), await open(), await open()]
    await offend(20, REQUEST.repeat(5))
    calm.write(REQUEST)
    expect(String((await once(calm, 'data'))[0])).toContain('200 OK')
    const head = 'POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n'
    small.write(`${head}${'1\r\na\r\n'.repeat(50_000)}0\r\n\r\n`)
    expect(String((await once(small, 'data'))[0])).toContain('50000 bytes')
    wasteful.write(WASTE.slice(0, 150_000))
    expect(await receivedBy(wasteful)).toBe('')
  })

  test('behind a proxy is never refused for what one client of the proxy sends', async () => {
    await start(() => new Response('ok'), { connectionsPerNetwork: null })
    await offend(40, REQUEST.repeat(5))
    expect(await isAnswered()).toBe(true)
  })

  test('behind a proxy is the address of the proxy, and counts no connections', async () => {
    await start(() => new Response('ok'), { connectionsPerNetwork: null })
    for (let time = 0; time < 250; time += 1) await open()
    expect(clients.filter(client => client.closed)).toEqual([])
  })
})
