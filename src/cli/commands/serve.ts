import { once } from 'node:events'
import { type Config, hasSandbox, servingErrors } from '../../config.ts'
import { demonstrationPeople } from '../../demo/demonstration-people.ts'
import { loadDemonstration } from '../../demo/load-demonstration.ts'
import { createLog } from '../../log.ts'
import { CONNECTION_LIMITS } from '../../server/connections.ts'
import { type Application, addressOf, ListenError, type RunningServer, startServer } from '../../server.ts'
import { findSendersWithSealedKeys } from '../../services/intake/senders.ts'
import { hasAccounts } from '../../services/statement/accounts.ts'
import type { Database } from '../../store/engine/access.ts'
import { acceptClock } from '../accept-clock.ts'
import { loadApplication } from '../application.ts'
import { type CommandContext, CommandError, defineCommand, print } from '../command.ts'
import { removeSandbox } from '../sandbox.ts'
import { isWorker, runSeveralProcesses } from '../several-processes.ts'
import { welcome } from '../welcome.ts'

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
    const store = await context.openStore('create')
    await requireSecretsKey(context, store)
    if (config.demo) await prepareDemonstration(context, store)
    if (!hasSandbox(config) && !isWorker()) await removeSandbox(store.access, context.clock())
    if (config.processes > 1 && !isWorker()) {
      const onListening = (port: number) => announce(context, store, addressOf(config.host, port))
      return runSeveralProcesses({ count: config.processes, onListening, log })
    }
    const server = await listen(config, await loadApplication(context, store, log))
    if (!isWorker()) await announce(context, store, server.url)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await server.stop()
    return 0
  },
})

/** @throws {CommandError} when a sender's secret could not be checked */
async function requireSecretsKey({ config }: CommandContext, { access }: Database): Promise<void> {
  const names = await findSendersWithSealedKeys(access, config.secretsKey)
  if (names.length === 0) return
  throw new CommandError(`SECRETS_KEY is not the key that encrypted the secrets of ${names.join(', ')}`)
}

async function announce({ config, stderr }: CommandContext, { reader }: Database, listensAt: string): Promise<void> {
  const people = config.identity || config.production ? null : await demonstrationPeople(reader)
  await print(stderr, welcome({ listensAt, config, people }))
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

async function listen(config: Config, build: (url: string) => Promise<Application>): Promise<RunningServer> {
  const { host, port, proxies } = config
  // Behind a proxy, all connections have the proxy's address.
  const limits = proxies > 0 ? { ...CONNECTION_LIMITS, connectionsPerAddress: null } : CONNECTION_LIMITS
  try {
    return await startServer(build, host, port, limits)
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    throw new CommandError(`cannot listen on ${host}:${port}: ${error.message}; set HOST and PORT`)
  }
}
