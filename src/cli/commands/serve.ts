import { once } from 'node:events'
import { type Config, hasSandbox, servingErrors } from '../../config.ts'
import { loadDemonstration } from '../../demo/load-demonstration.ts'
import { log } from '../../log.ts'
import { type Application, addressOf, ListenError, type RunningServer, startServer } from '../../server.ts'
import { hasAccounts } from '../../services/statement/list-accounts.ts'
import type { Database } from '../../store/engine/access.ts'
import { applicationOver } from '../application.ts'
import { type Command, type CommandContext, CommandError, print } from '../command.ts'
import { removeSandbox } from '../sandbox.ts'
import { isOneOfSeveral, runSeveralProcesses } from '../several-processes.ts'

const ANYBODY = 'Anybody may sign in as anybody here: the test identity provider stands in until OIDC_ISSUER is set.\n'

export const serveCommand: Command = {
  name: 'serve',
  usage: '',
  summary: 'Serve the pages on HOST and PORT until stopped; without DATABASE_URL, with demonstration traders.',
  example: 'serve',
  options: [],
  operands: [],
  async run(context) {
    const { config, stderr } = context
    const faults = servingErrors(config)
    if (faults.length > 0) throw new CommandError(faults.join('; '))
    const tell = (url: string) => print(stderr, `Vərəqə is at ${url}\n`)
    const store = await context.openStore()
    if (config.demo) await loadIfEmpty(context, store)
    if (!hasSandbox(config) && !isOneOfSeveral()) await removeSandbox(store.access)
    if (config.processes > 1 && !isOneOfSeveral()) {
      const onListening = (port: number) => tell(addressOf(config.host, port))
      return runSeveralProcesses({ count: config.processes, onListening, log })
    }
    const server = await listen(config, await applicationOver(context, store, log))
    if (!isOneOfSeveral()) await tell(server.url)
    if (!config.identity && !config.demo) await print(stderr, ANYBODY)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await server.stop()
    return 0
  },
}

async function loadIfEmpty({ stderr, clock }: CommandContext, store: Database): Promise<void> {
  if (await hasAccounts(store.reader)) return
  await print(stderr, 'The store is empty: loading demonstration traders.\n')
  const { applied } = await loadDemonstration(store, clock)
  await print(stderr, `${applied} demonstration events loaded. Set DATABASE_URL to keep accounts of your own.\n`)
}

async function listen({ host, port }: Config, build: (url: string) => Promise<Application>): Promise<RunningServer> {
  try {
    return await startServer(build, host, port)
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    throw new CommandError(`cannot listen on ${host}:${port}: ${error.message}; set HOST and PORT`)
  }
}
