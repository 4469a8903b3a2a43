import type { Writable } from 'node:stream'
import { type Config, ConfigurationError, readConfig } from '../config.ts'
import { explainUpgrade, STORE_FAULT_REMEDIES, UPGRADED } from '../i18n/operator-en.ts'
import { createLog, stackOf } from '../log.ts'
import { type Database, StoreFaultError, type StoreUse, TemporaryFolderError } from '../store/engine/access.ts'
import type { UpgradeWatch } from '../store/engine/migrate.ts'
import { type Command, type CommandContext, CommandError, nameDemonstration, oneLine, print } from './command.ts'
import { COMMANDS } from './command-list.ts'
import { help } from './help.ts'
import { parseArguments } from './parse-arguments.ts'
import { Progress } from './progress.ts'
import { isWorker, leaveCluster } from './several-processes.ts'
import { withoutPassword, withoutPasswords } from './store-url.ts'
import { NAME, VERSION } from './version.ts'

/** The code of a write to a reader that has closed its end, such as `head`. */
const READER_CLOSED = 'EPIPE'

/** The streams of a command line and the environment with its settings. */
export interface Terminal extends Pick<CommandContext, 'stdin' | 'stdout' | 'stderr'> {
  readonly env: NodeJS.ProcessEnv
}

export async function runProgram(): Promise<void> {
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== READER_CLOSED) throw error
  })
  process.exitCode = await runCommandLine(process.argv.slice(2), process)
  leaveCluster()
}

/** @returns the exit code */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [name, ...rest] = words
    if (name === undefined || name === '--help' || name === 'help' || rest.includes('--help')) {
      await print(terminal.stdout, await helpFor(words))
      return 0
    }
    if (name === '--version' || name === 'version') {
      await print(terminal.stdout, `${NAME} ${VERSION}\n`)
      return 0
    }
    if (!Object.hasOwn(COMMANDS, name)) throw new CommandError(`there is no command "${name}"; --help lists them`)
    return await runCommand(await COMMANDS[name]!(), rest, terminal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === READER_CLOSED) return 0
    terminal.stderr.write(`vereqe: ${oneLine(withoutPasswords(messageOf(error)))}\n`)
    return 2
  }
}

async function helpFor(words: readonly string[]): Promise<string> {
  const names = Object.keys(COMMANDS)
  const chosen = names.filter(name => words.includes(name))
  const commands = (chosen.length > 0 ? chosen : names).map(name => COMMANDS[name]!())
  return help(await Promise.all(commands))
}

async function runCommand(command: Command, words: readonly string[], terminal: Terminal): Promise<number> {
  const { options, operands } = parseArguments(command, words)
  const { env, stdin, stdout, stderr } = terminal
  const config = readSettings(env)
  if (!command.reportFaultySettings) warnOf(config, stderr)
  if (config instanceof ConfigurationError) {
    if (command.reportFaultySettings) return command.reportFaultySettings({ stdout }, config)
    throw config
  }
  const stores: Database[] = []
  const interrupts = new Interrupts()
  const context: CommandContext = {
    config,
    stdin,
    stdout,
    stderr,
    clock: () => new Date(),
    openStore: async (use, url = config.databaseUrl) => {
      if (url === config.databaseUrl && !isWorker()) nameDemonstration(config, stderr)
      const store = await openStore(url, config, { use, upgrade: watchUpgrade(stderr) })
      stores.push(store)
      return store
    },
    watchInterrupts: () => interrupts.watch(),
  }
  try {
    return await command.run(context, options, operands)
  } finally {
    interrupts.leave()
    await Promise.all(stores.map(store => store.close()))
  }
}

function watchUpgrade(stderr: CommandContext['stderr']): UpgradeWatch {
  let progress: Progress | undefined
  return {
    begins: changes => void stderr.write(`${explainUpgrade(changes)}\n`),
    progress: (done, all) => {
      // The tables are copied before the first account, which says nothing about the time that the accounts take.
      progress ??= new Progress(stderr, 'accounts')
      progress.show(done, done / all)
    },
    ends: () => {
      progress?.clear()
      stderr.write(`${UPGRADED}\n`)
    },
  }
}

/** The primary process has said it for its workers. */
function warnOf({ mistyped }: Pick<Config, 'mistyped'>, stderr: Writable): void {
  if (!isWorker()) for (const sentence of mistyped) stderr.write(`vereqe: ${oneLine(sentence)}\n`)
}

function readSettings(env: NodeJS.ProcessEnv): Config | ConfigurationError {
  try {
    return readConfig(env)
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

class Interrupts {
  #interrupted = false
  readonly #interrupt = () => {
    this.#interrupted = true
  }

  watch(): () => boolean {
    // `once`, so that a second signal has its default effect and ends the process.
    process.once('SIGINT', this.#interrupt).once('SIGTERM', this.#interrupt)
    return () => this.#interrupted
  }

  leave(): void {
    process.off('SIGINT', this.#interrupt).off('SIGTERM', this.#interrupt)
  }
}

async function openStore(
  url: string,
  config: Config,
  options: { readonly use: StoreUse; readonly upgrade: UpgradeWatch },
): Promise<Database> {
  const { openDatabase } = await import('../store/engine/database.ts')
  const { databaseUrl, connections, preparedStatements } = config
  const onLostPlans = (reason: string) => createLog(config)({ level: 'info', event: 'plans-lost', reason })
  try {
    return await openDatabase(url, { connections, preparedStatements, onLostPlans, ...options })
  } catch (error) {
    const source = url === databaseUrl ? 'check DATABASE_URL' : 'check the URL in the command'
    const isFault = error instanceof StoreFaultError && error.fault !== 'unreachable'
    const remedy = isFault ? STORE_FAULT_REMEDIES[error.fault] : source
    throw new CommandError(`cannot open the store ${withoutPassword(url)}: ${(error as Error).message}; ${remedy}`)
  }
}

function messageOf(error: unknown): string {
  if (error instanceof CommandError || error instanceof ConfigurationError) return error.message
  if (error instanceof TemporaryFolderError) return error.message
  if (error instanceof StoreFaultError) return `${error.message}; ${STORE_FAULT_REMEDIES[error.fault]}`
  return stackOf(error)
}
