import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startMetrics } from '../../src/cli/metrics.ts'
import { watchStore } from '../../src/cli/watch-store.ts'
import { readConfig } from '../../src/config.ts'
import type { LogLine } from '../../src/log.ts'
import type { RunningServer } from '../../src/server.ts'
import { type Database, StoreFaultError } from '../../src/store/engine/access.ts'
import { seriesOf, unconventional } from '../metrics/series.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { UNREACHABLE } from '../support/stores/store-failures.ts'
import { addressOf, expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

describe('the server of metrics', () => {
  let store: TestStore
  let server: RunningServer
  beforeEach(async () => {
    store = await openTestStore()
    const readProcesses = async () => ({ text: '# processes\n', count: 1 })
    const config = readConfig({ METRICS_PORT: '0' })
    server = await startMetrics({ config, clock: () => NOW, store, log: () => {}, readProcesses })
  })
  afterEach(async () => {
    await server.stop()
    await store.close()
  })

  test.each([
    ['GET', '/metrics', 200],
    ['POST', '/metrics', 405],
    ['HEAD', '/metrics', 405],
    ['GET', '/', 404],
    ['GET', '/metrics/', 404],
    ['GET', '/accounts/1400057421', 404],
  ])('answers %s %s with %d', async (method, path, status) => {
    const response = await fetch(server.url + path, { method })
    expect(response.status).toBe(status)
    expect((await response.text()).includes('vereqe_store_up 1')).toBe(status === 200)
  })

  test('listens on this machine only, unless it is told otherwise', () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1')
    expect(readConfig({}).metrics).toBeNull()
    expect(readConfig({ METRICS_HOST: '::', METRICS_PORT: '9464' }).metrics).toEqual({ host: '::', port: 9464 })
  })
})

describe('the log of a watched store', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test('has one line when it is lost and one when it has recovered, however many requests fail meanwhile', async () => {
    const lines: LogLine[] = []
    let now_ms = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now_ms)
    let failure: Error | null = null
    const snapshot = async () => {
      if (failure) throw failure
      return undefined as never
    }
    const writer = { transaction: snapshot, handOver: null }
    const store = { ...UNREACHABLE, reader: { snapshot }, writer } as unknown as Database
    const watched = watchStore(store, line => lines.push(line))
    const ask = () => watched.reader.snapshot('', async () => {}).catch(error => error)
    await ask()
    failure = new Error('a bug')
    expect(await ask()).toBe(failure)
    expect(lines).toEqual([])
    failure = new StoreFaultError('full', 'the disk of the store is full')
    for (const _ of [1, 2, 3]) expect(await ask()).toBe(failure)
    failure = null
    now_ms = 4000
    await ask()
    expect(lines, 'it may fail again at once').toHaveLength(1)
    now_ms = 7000
    for (const _ of [1, 2, 3]) await ask()
    expect(lines).toEqual([
      expect.objectContaining({
        ...{ level: 'error', event: 'store-lost', use: 'read', fault: 'full' },
        remedy: 'make room; the server then goes on by itself',
      }),
      expect.objectContaining({ level: 'info', event: 'store-recovered', use: 'read', fault: 'full', lost_ms: 7000 }),
    ])
    await watched.access.write(async () => {}).catch(() => {})
    expect(lines.at(-1)).toMatchObject({ event: 'store-lost', use: 'write', fault: 'unreachable' })
  })
})

describe('serve', () => {
  const SEVERAL = { PORT: '0', WEB_CONCURRENCY: '2', OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'vereqe' }

  test('with several processes has the metrics of all of them, and says when it starts and stops', async () => {
    await using vereqe = await Vereqe.open()
    const running = vereqe.start(['serve'], { ...SEVERAL, METRICS_PORT: '0' })
    let stderr = ''
    running.child.stderr.on('data', piece => {
      stderr += piece
    })
    const url = await addressOf(running)
    const [, address = ''] = await vi.waitFor(() => {
      const found = /metrics=(\S+)/.exec(stderr)
      expect(found).not.toBeNull()
      return found!
    }, 60_000)
    const scrape = async () => (await fetch(address)).text()
    await vi.waitFor(async () => expect(await scrape()).toContain('vereqe_processes 2\n'), 60_000)
    const processes = new Set<string>()
    let asked = 0
    while (processes.size < 2 || asked < 20) {
      const { headers } = await fetch(`${url}/help`, { headers: { connection: 'close' } })
      processes.add(headers.get('x-request-id')!.split('-')[0]!)
      asked += 1
    }
    const text = await scrape()
    expect(seriesOf(text, 'vereqe_http_requests_total')).toEqual({ 'method="GET",route="/help",status="200"': asked })
    expect(unconventional(text)).toEqual([])
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0 })
    expect(stderr).toMatch(/ start version=\S+ address=http:\S+ store=\w+ processes=2 metrics=http:\S+\/metrics\n/)
    expect(stderr).toMatch(/ stop signal=SIGTERM drained_ms=\d+ cut=0\n$/)
  })

  test('refuses a port of metrics that is in use', async () => {
    await using vereqe = await Vereqe.open()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const METRICS_PORT = String((other.address() as AddressInfo).port)
    expectRefusal(
      await vereqe.runProcess(['serve'], { ...SEVERAL, METRICS_PORT }),
      new RegExp(`cannot listen on 127.0.0.1:${METRICS_PORT}: .*set METRICS_PORT to a free port`),
    )
    other.close()
  })

  test.each(['x', '65536', '-1'])('refuses the port %s', async METRICS_PORT => {
    await using vereqe = await Vereqe.open()
    expectRefusal(await vereqe.run(['serve'], '', { METRICS_PORT }), 'METRICS_PORT must be a number from 0 to 65535')
  })
})
