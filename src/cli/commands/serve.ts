import { type Config, hasSandbox, servingErrors } from '../../config.ts'
import { demonstrationPeople } from '../../demo/demonstration-people.ts'
import { loadDemonstration } from '../../demo/load-demonstration.ts'
import { explainListening, explainUnreadableSecrets } from '../../i18n/operator-en.ts'
import { createLog, type Log } from '../../log.ts'
import { METRICS } from '../../metrics/scrape.ts'
import { CONNECTION_LIMITS } from '../../server/connections.ts'
import { addressOf, ListenError, type RunningServer, startServer } from '../../server.ts'
import { findSendersWithSealedKeys } from '../../services/intake/senders.ts'
import { hasAccounts } from '../../services/statement/accounts.ts'
import type { Database } from '../../store/engine/access.ts'
import { acceptClock } from '../accept-clock.ts'
import { loadApplication } from '../application.ts'
import { type CommandContext, CommandError, defineCommand, print } from '../command.ts'
import { createProcessMetrics, startMetrics } from '../metrics.ts'
import { removeEndedPapers } from '../remove-ended-papers.ts'
import { removeSandbox } from '../sandbox.ts'
import { isWorker, runSeveralProcesses, tellEnding, untilSignal } from '../several-processes.ts'
import { storeKindOf } from '../store-url.ts'
import { VERSION } from '../version.ts'
import { watchStore } from '../watch-store.ts'
import { welcome } from '../welcome.ts'
import { tellFigures, watchWorkers } from '../worker-figures.ts'

export const serveCommand = defineCommand({
  name: 'serve',
  usage: '',
  summary: 'Serve the pages on HOST and PORT until stopped. Without DATABASE_URL it serves demonstration traders.',
  example: 'serve',
  options: {},
  operands: [],
  async run(context) {
    const { config } = context
    const faults = servingErrors(config)
    if (faults.length > 0) throw new CommandError(faults.join('; '))
    const log = createLog(config)
    const store = watchStore(await context.openStore('create'), log)
    await requireSecretsKey(context, store)
    if (config.demo) await prepareDemonstration(context, store)
    if (!hasSandbox(config) && !isWorker()) await removeSandbox(store.access, context.clock())
    if (!isWorker()) removeEndedPapers(store, context.clock, log)
    const serving = { context, store, log }
    if (config.processes === 1) return serveAlone(serving)
    return isWorker() ? serveAsWorker(serving) : serveFromWorkers(serving)
  },
})

interface Serving {
  readonly context: CommandContext
  readonly store: Database
  readonly log: Log
}

async function serveAlone(serving: Serving): Promise<number> {
  const { context, store, log } = serving
  const { config, clock } = context
  const figures = await createProcessMetrics(config, store)
  const readProcesses = async () => ({ text: await figures!.text(), count: 1 })
  const metrics = figures && (await startMetrics({ config, clock, store, log, readProcesses }))
  try {
    const server = await listen(config, await loadApplication(context, store, log, figures))
    await announce(serving, server.url, metrics)
    const signal = await untilSignal()
    log({ level: 'info', event: 'stop', signal, ...(await server.stop()) })
    return 0
  } finally {
    // A server that still listens would keep the process from ending.
    await metrics?.stop()
  }
}

async function serveFromWorkers(serving: Serving): Promise<number> {
  const { context, store, log } = serving
  const { config, clock } = context
  const readProcesses = config.metrics && (await watchWorkers())
  const metrics = readProcesses ? await startMetrics({ config, clock, store, log, readProcesses }) : undefined
  const onListening = (port: number) => announce(serving, addressOf(config.host, port), metrics)
  const code = await runSeveralProcesses({ count: config.processes, onListening, log })
  await metrics?.stop()
  return code
}

async function serveAsWorker({ context, store, log }: Serving): Promise<number> {
  const figures = await createProcessMetrics(context.config, store)
  if (figures) tellFigures(() => figures.read())
  const server = await listen(context.config, await loadApplication(context, store, log, figures))
  await untilSignal()
  await tellEnding(await server.stop())
  return 0
}

/** @throws {CommandError} when a sender's secret could not be checked */
async function requireSecretsKey({ config }: CommandContext, { access }: Database): Promise<void> {
  const names = await findSendersWithSealedKeys(access, config.secretsKey)
  if (names.length === 0) return
  throw new CommandError(explainUnreadableSecrets(names, config.secretsKey !== null))
}

async function announce({ context, store, log }: Serving, address: string, metrics?: RunningServer): Promise<void> {
  const { config, stderr } = context
  const people = config.identity || config.production ? null : await demonstrationPeople(store.reader)
  await print(stderr, welcome({ listensAt: address, config, people }))
  log({
    level: 'info',
    event: 'start',
    version: VERSION,
    address,
    store: storeKindOf(config.databaseUrl),
    processes: config.processes,
    ...(metrics && { metrics: metrics.url + METRICS }),
  })
}

async function prepareDemonstration({ stderr, clock }: CommandContext, store: Database): Promise<void> {
  if (await hasAccounts(store.reader)) {
    // A demonstration may rest for months.
    await acceptClock(store, clock())
    return
  }
  await print(stderr, 'The store is empty. Loading demonstration traders.\n')
  const { applied } = await loadDemonstration(store, clock)
  await print(stderr, `${applied} demonstration events loaded. To keep accounts of your own, set DATABASE_URL.\n`)
}

async function listen(config: Config, build: Parameters<typeof startServer>[0]): Promise<RunningServer> {
  const { host, port, proxies } = config
  // Behind a proxy, all connections have the proxy's address.
  const limits = proxies > 0 ? { ...CONNECTION_LIMITS, connectionsPerNetwork: null } : CONNECTION_LIMITS
  try {
    return await startServer(build, host, port, limits)
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    const reason = explainListening({ host: 'HOST', port: 'PORT' }, port, error.cause as Error)
    throw new CommandError(`cannot listen on ${host}:${port}: ${reason}`)
  }
}
