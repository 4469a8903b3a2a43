import { beforeEach, describe, expect, test } from 'vitest'
import { ProcessMetrics } from '../../src/metrics/process-metrics.ts'
import { Processes } from '../../src/metrics/processes.ts'
import { createApp } from '../../src/web/app.tsx'
import { paidByNumber, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../support/people/people.ts'
import { SignedSender } from '../support/people/signed-sender.ts'
import { Service } from '../support/stores/service.ts'
import { seriesOf } from './series.ts'

const NOW = new Date('2026-04-20T10:00:00+04:00')

let metrics: ProcessMetrics
beforeEach(() => {
  metrics = new ProcessMetrics(() => null)
})

const requests = async () => seriesOf(await metrics.text(), 'vereqe_http_requests_total')

async function openApp(service: Service) {
  const app = createApp({ ...dependenciesOf(service.store), metrics, clock: () => NOW, log: () => {} })
  return { app, cookie: await cookieOf(service.store.access, representativeOf(TRADER), NOW) }
}

describe('requests', () => {
  test('are counted by the pattern of their address and by status, and measured', async () => {
    await using service = await Service.open(NOW)
    await service.import([toLine(registered())])
    const { app, cookie } = await openApp(service)
    for (const path of [`/accounts/${TRADER}`, '/accounts/9999999991', `/accounts/${TRADER}/ledgers/vat`]) {
      await app.request(path, { headers: { cookie } })
    }
    await app.request('/healthz')
    await app.request('/readyz')
    expect(await requests()).toEqual({
      'method="GET",route="/accounts/:voen",status="200"': 1,
      'method="GET",route="/accounts/:voen",status="404"': 1,
      'method="GET",route="/accounts/:voen/ledgers/:ledger",status="200"': 1,
    })
    const durations = seriesOf(await metrics.text(), 'vereqe_http_request_duration_seconds_count')
    expect(durations).toEqual({
      'method="GET",route="/accounts/:voen"': 2,
      'method="GET",route="/accounts/:voen/ledgers/:ledger"': 1,
    })
  })

  test('of a thousand unknown addresses and methods make no more series than one', async () => {
    await using service = await Service.open(NOW)
    const { app } = await openApp(service)
    for (let index = 0; index < 1000; index += 1) {
      await app.request(`/${index}/${index}`, { method: index % 2 === 0 ? 'GET' : `M${index}` })
    }
    const counted = await requests()
    expect(Object.keys(counted)).toEqual([
      'method="GET",route="other",status="404"',
      'method="other",route="other",status="403"',
    ])
    expect(Object.values(counted)).toEqual([500, 500])
    expect((await metrics.text()).split('\n').length).toBeLessThan(80)
  })
})

test('delivered events are counted by outcome', async () => {
  await using service = await Service.open(NOW)
  const { app } = await openApp(service)
  const sender = await SignedSender.register(service.store.access, () => NOW)
  const taxpayer = toLine(registered())
  const lines = [taxpayer, taxpayer, toLine(paidByNumber('Z/1', '5.00')), '{}'].join('\n')
  expect((await sender.deliver((to, sent) => app.request(to, sent), lines)).status).toBe(200)
  expect(seriesOf(await metrics.text(), 'vereqe_delivered_events_total')).toEqual({
    'outcome="applied"': 1,
    'outcome="duplicate"': 1,
    'outcome="held"': 1,
    'outcome="rejected"': 1,
  })
})

test('the event loop delay shows a blocked process, and is about the time since the last scrape', async () => {
  await metrics.text()
  await new Promise(resolve => setTimeout(resolve, 30))
  const until_ms = performance.now() + 150
  while (performance.now() < until_ms);
  await new Promise(resolve => setTimeout(resolve, 30))
  const delay = async () => seriesOf(await metrics.text(), 'vereqe_event_loop_delay_seconds')['part="1"']
  expect(await delay()).toBeGreaterThan(0.1)
  expect(await delay()).toBeLessThan(0.1)
})

test('the pool shows connections that are used and work that waits, and is absent without one', async () => {
  const pool = { used: 3, idle: 1, waiting: 2 }
  expect(seriesOf(await new ProcessMetrics(() => pool).text(), 'vereqe_store_connections')).toEqual({
    'state="used"': 3,
    'state="idle"': 1,
    'state="waiting"': 2,
  })
  expect(await metrics.text()).not.toContain('vereqe_store_connections')
})

describe('several processes', () => {
  const request = { method: 'GET', route: '/', status: 200, duration_s: 0.02 }

  test('are added up, and what an ended one has counted stays counted', async () => {
    const [one, other] = [metrics, new ProcessMetrics(() => ({ used: 1, idle: 0, waiting: 0 }))]
    one.requestEnded(request)
    other.requestEnded(request)
    other.requestEnded({ ...request, status: 503 })
    const processes = new Processes()
    const before = await processes.text([await one.read(), await other.read()])
    processes.end(await other.read())
    const after = await processes.text([await one.read()])
    for (const text of [before, after]) {
      expect(seriesOf(text, 'vereqe_http_requests_total')).toEqual({
        'method="GET",route="/",status="200"': 2,
        'method="GET",route="/",status="503"': 1,
      })
      expect(seriesOf(text, 'vereqe_http_request_duration_seconds_bucket')).toMatchObject({
        'le="0.025",method="GET",route="/"': 3,
      })
    }
    expect(before).toContain('vereqe_store_connections{')
    expect(after, 'its connections are gone').not.toContain('vereqe_store_connections{')
  })
})
