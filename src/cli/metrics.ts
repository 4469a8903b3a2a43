import type { Config } from '../config.ts'
import { explainListening } from '../i18n/operator-en.ts'
import { type Log, stackOf } from '../log.ts'
import type { ProcessMetrics } from '../metrics/process-metrics.ts'
import { CONNECTION_LIMITS } from '../server/connections.ts'
import { ListenError, type RunningServer, startServer } from '../server.ts'
import { type Database, StoreFaultError } from '../store/engine/access.ts'
import { CommandError } from './command.ts'
import { storeKindOf } from './store-url.ts'
import { VERSION } from './version.ts'

/** Scrapers are few and near. */
const LIMITS = { ...CONNECTION_LIMITS, connections: 20, grace_ms: 0 }

/** @returns undefined when the settings ask for no metrics; their code is then not loaded */
export async function createProcessMetrics(config: Config, store: Database): Promise<ProcessMetrics | undefined> {
  if (!config.metrics) return undefined
  const { ProcessMetrics } = await import('../metrics/process-metrics.ts')
  return new ProcessMetrics(() => store.countConnections())
}

/** The figures of all processes, in the format of Prometheus. */
export interface ProcessesText {
  readonly text: string
  /** How many processes told them. */
  readonly count: number
}

interface Metrics {
  readonly config: Config
  readonly clock: () => Date
  readonly store: Database
  readonly log: Log
  readonly readProcesses: () => Promise<ProcessesText>
}

/**
 * Serves the figures of all processes to Prometheus, where the settings say.
 * @throws {CommandError} when it cannot listen there
 */
export async function startMetrics({ config, clock, store, log, readProcesses }: Metrics): Promise<RunningServer> {
  const { StoreObserver } = await import('../metrics/store-observer.ts')
  const { storeText } = await import('../metrics/store-metrics.ts')
  const { answerScrape } = await import('../metrics/scrape.ts')
  const observer = new StoreObserver(store, error => {
    // Faults of the store have a line of their own.
    if (!(error instanceof StoreFaultError)) log({ level: 'error', event: 'failure', error: stackOf(error) })
  })
  const about = { version: VERSION, store: storeKindOf(config.databaseUrl) }
  const read = async () => {
    // The processes first: the question itself uses a connection, and must not count as work that waits for one.
    const processes = await readProcesses()
    const figures = await observer.read()
    const { isWritable } = observer
    const ofStore = await storeText({ ...about, processes: processes.count, figures, isWritable, now: clock() })
    // The proof costs a write to the disk: its result is for the next scrape.
    observer.prove()
    return `${ofStore}\n${processes.text}`
  }
  const { host, port } = config.metrics!
  try {
    return await startServer(() => ({ fetch: request => answerScrape(request, read) }), host, port, LIMITS)
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    const reason = explainListening({ host: 'METRICS_HOST', port: 'METRICS_PORT' }, port, error.cause as Error)
    throw new CommandError(`cannot listen on ${host}:${port}: ${reason}`)
  }
}
