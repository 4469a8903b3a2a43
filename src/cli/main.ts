import { parseArgs } from 'node:util'
import { type Config, ConfigurationError, readConfig } from '../config.ts'
import { type Database, StoreUnreachableError } from '../store/engine/access.ts'
import { openDatabase } from '../store/engine/database.ts'
import { type Command, type CommandContext, CommandError, type Options, print } from './command.ts'
import { addKeyCommand } from './commands/add-key.ts'
import { addSenderCommand } from './commands/add-sender.ts'
import { auditCommand } from './commands/audit.ts'
import { cardsCommand } from './commands/cards.ts'
import { copyCommand } from './commands/copy.ts'
import { demoCommand } from './commands/demo.ts'
import { dismissHeldCommand } from './commands/dismiss-held.ts'
import { exportCommand } from './commands/export.ts'
import { heldCommand } from './commands/held.ts'
import { importCommand } from './commands/import.ts'
import { journalCommand } from './commands/journal.ts'
import { migrateCommand } from './commands/migrate.ts'
import { rejectedCommand } from './commands/rejected.ts'
import { removeKeyCommand } from './commands/remove-key.ts'
import { removeSenderCommand } from './commands/remove-sender.ts'
import { retryHeldCommand } from './commands/retry-held.ts'
import { sendersCommand } from './commands/senders.ts'
import { serveCommand } from './commands/serve.ts'
import { verifyCommand } from './commands/verify.ts'
import { help } from './help.ts'
import { leaveTheOthers } from './several-processes.ts'

export const COMMANDS: readonly Command[] = [
  serveCommand,
  importCommand,
  exportCommand,
  cardsCommand,
  journalCommand,
  verifyCommand,
  heldCommand,
  retryHeldCommand,
  dismissHeldCommand,
  rejectedCommand,
  auditCommand,
  sendersCommand,
  addSenderCommand,
  addKeyCommand,
  removeKeyCommand,
  removeSenderCommand,
  migrateCommand,
  copyCommand,
  demoCommand,
]

const OTHERS_READ_NO_MORE = 'EPIPE'

/** Runs one command line. @returns the exit code */
export async function main(words: readonly string[]): Promise<number> {
  try {
    const [name, ...rest] = words
    if (name === undefined || name === '--help' || name === 'help' || rest.includes('--help')) {
      const asked = COMMANDS.filter(command => words.includes(command.name))
      await print(process.stdout, help(asked.length > 0 ? asked : COMMANDS))
      return 0
    }
    const command = COMMANDS.find(command => command.name === name)
    if (!command) throw new CommandError(`there is no command "${name}"; --help lists them`)
    return await run(command, rest)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === OTHERS_READ_NO_MORE) return 0
    const trouble = messageOf(error)
    process.stderr.write(`vereqe: ${trouble.replaceAll('\n', ' ')}\n`)
    return 2
  }
}

async function run(command: Command, words: readonly string[]): Promise<number> {
  const { options, operands } = parseWords(command, words)
  const config = readConfig()
  const stores: Database[] = []
  const context: CommandContext = {
    config,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: () => new Date(),
    openStore: async (url = config.databaseUrl) => {
      const store = await openStore(url, config)
      stores.push(store)
      return store
    },
    watchInterrupts,
  }
  try {
    return await command.run(context, options, operands)
  } finally {
    await Promise.all(stores.map(store => store.close()))
  }
}

function watchInterrupts(): () => boolean {
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  // Twice is meant: the second time the signal does what it always does.
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  return () => interrupted
}

function parseWords({ name, usage, options, operands }: Command, words: readonly string[]) {
  const how = `usage: ${name} ${usage}`.trim()
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({
      args: [...words],
      options: Object.fromEntries(options.map(option => [option, { type: 'string' as const, multiple: true }])),
      allowPositionals: true,
    })
  } catch (error) {
    throw new CommandError(`${(error as Error).message.split('. ')[0]}; ${how}`)
  }
  if (parsed.positionals.length !== operands.length) {
    const wrong = parsed.positionals.length < operands.length ? `${name} needs ${operands.join(' ')}` : 'too many words'
    throw new CommandError(`${wrong}; ${how}`)
  }
  const given: Record<string, string> = {}
  for (const [option, values] of Object.entries(parsed.values) as [string, string[]][]) {
    if (values.length > 1) throw new CommandError(`--${option} is given ${values.length} times; ${how}`)
    given[option] = values[0]!
  }
  return { options: given as Options, operands: parsed.positionals }
}

async function openStore(url: string, { databaseUrl, connections }: Config): Promise<Database> {
  try {
    return await openDatabase(url, { connections })
  } catch (error) {
    const names = url === databaseUrl ? 'DATABASE_URL names it' : 'the command names it'
    throw new CommandError(`cannot open the store ${withoutPassword(url)}: ${(error as Error).message}; ${names}`)
  }
}

/** A store's URL as it may be shown and logged. */
function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/]*):.*@/, '$1:…@')
}

function messageOf(error: unknown): string {
  if (error instanceof CommandError) return error.message
  if (error instanceof StoreUnreachableError) return `${error.message}; what was done until then is kept, try again`
  if (error instanceof ConfigurationError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== OTHERS_READ_NO_MORE) throw error
})
process.exitCode = await main(process.argv.slice(2))
leaveTheOthers()
