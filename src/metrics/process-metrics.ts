import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client'
import type { ConnectionCounts } from '../store/engine/access.ts'

/** The figures of one process, as plain data that another process can add up. */
export type MetricFigures = readonly MetricObjectWithValues<MetricValue<string>>[]

/** Most pages take less than the first; after the last the server gives up waiting for its store. */
const BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

const METHODS = ['GET', 'HEAD', 'POST']
const OUTCOMES = ['applied', 'duplicate', 'held', 'rejected']

/** A label that clients choose has few values: anything else is this one. */
const OTHER = 'other'

interface EndedRequest {
  readonly method: string
  readonly route: string | null
  readonly status: number
  readonly duration_s: number
}

/** What one process does: its requests, its deliveries, its event loop and its connections. */
export class ProcessMetrics {
  readonly #registry = new Registry()
  readonly #requests = new Counter({
    name: 'vereqe_http_requests_total',
    help: 'Requests that were answered, by the pattern of their address.',
    labelNames: ['method', 'route', 'status'],
    registers: [this.#registry],
  })
  readonly #durations = new Histogram({
    name: 'vereqe_http_request_duration_seconds',
    help: 'Time from a request to the beginning of its answer.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS_S,
    registers: [this.#registry],
  })
  readonly #events = new Counter({
    name: 'vereqe_delivered_events_total',
    help: 'Events that senders delivered to the intake, by outcome.',
    labelNames: ['outcome'],
    registers: [this.#registry],
  })

  constructor(countConnections: () => ConnectionCounts | null) {
    for (const outcome of OUTCOMES) this.#events.inc({ outcome }, 0)
    measureEventLoop(this.#registry)
    measureProcess(this.#registry)
    if (countConnections() !== null) measureConnections(this.#registry, countConnections)
  }

  requestEnded({ method, route, status, duration_s }: EndedRequest): void {
    const labels = { method: METHODS.includes(method) ? method : OTHER, route: route ?? OTHER }
    this.#requests.inc({ ...labels, status })
    this.#durations.observe(labels, duration_s)
  }

  eventsDelivered(outcome: string, count: number): void {
    this.#events.inc({ outcome }, count)
  }

  /** In the format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  /** For another process. */
  read(): Promise<MetricFigures> {
    return this.#registry.getMetricsAsJSON()
  }
}

/** As much of the delays was shorter. Prometheus keeps the label "quantile" for its own summaries. */
const PARTS = [0.5, 0.99, 1]

function measureEventLoop(registry: Registry): void {
  const resolution_ms = 20
  const delays = monitorEventLoopDelay({ resolution: resolution_ms })
  delays.enable()
  new Gauge({
    name: 'vereqe_event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape, in the slowest process.',
    labelNames: ['part'],
    aggregator: 'max',
    registers: [registry],
    collect() {
      for (const part of PARTS) {
        // The histogram counts whole intervals of its timer. It is empty when it was read a moment ago.
        const interval_ns = delays.count === 0 ? 0 : delays.percentile(part * 100)
        this.set({ part: String(part) }, Math.max(0, interval_ns / 1e9 - resolution_ms / 1000))
      }
      delays.reset()
    },
  })
}

function measureProcess(registry: Registry): void {
  let counted_s = 0
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time that the processes have used.',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage()
      const used_s = (user + system) / 1e6
      this.inc(used_s - counted_s)
      counted_s = used_s
    },
  })
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory that the processes have.',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
}

function measureConnections(registry: Registry, countConnections: () => ConnectionCounts | null): void {
  new Gauge({
    name: 'vereqe_store_connections',
    help: 'Connections to PostgreSQL that are used or idle, and pieces of work that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(countConnections() ?? {})) this.set({ state }, count)
    },
  })
}
