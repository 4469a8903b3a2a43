import type { Readable, Writable } from 'node:stream'
import type { Config, ConfigurationError } from '../config.ts'
import { withoutControls } from '../domain/visible-text.ts'
import { escapeUnseen } from '../log.ts'
import type { Database, StoreUse } from '../store/engine/access.ts'

/** The command line is wrong, or the command cannot finish: one line on standard error, exit 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export interface CommandContext {
  readonly config: Config
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly clock: () => Date
  /**
   * Opens a store (the configured one by default) and migrates its schema. It is closed when the command ends. Only
   * `create` makes a missing store; `read` is content with one that cannot be written, and `inspect`
   * changes nothing, not even an older schema.
   */
  openStore(use: StoreUse, url?: string): Promise<Database>
  /**
   * Takes over the first SIGINT or SIGTERM: the returned function then answers true, and the command ends at its next
   * safe point. A second signal ends the process.
   */
  watchInterrupts(): () => boolean
}

/** The options of a command by name: with a value, or a flag without one. */
export type OptionTypes = Readonly<Record<string, 'string' | 'boolean'>>

type OptionValue<Type> = Type extends 'boolean' ? boolean : string

export type OptionValues<Types extends OptionTypes = OptionTypes> = {
  readonly [Name in keyof Types]?: OptionValue<Types[Name]> | undefined
}

export interface Command<Types extends OptionTypes = OptionTypes> {
  readonly name: string
  /** The arguments after the name, as `--help` shows them. */
  readonly usage: string
  readonly summary: string
  readonly example: string
  readonly options: Types
  readonly operands: readonly string[]
  /** @returns the exit code */
  run(context: CommandContext, options: OptionValues<Types>, operands: readonly string[]): Promise<number>
  /** Runs instead when settings are faulty; without it, the faults end the program. Returns the exit code. */
  reportFaultySettings?(context: Pick<CommandContext, 'stdout'>, error: ConfigurationError): Promise<number>
}

export function defineCommand<const Types extends OptionTypes>(command: Command<Types>): Command<Types> {
  return command
}

/** Says that a command without DATABASE_URL works on the demonstration store. */
export function nameDemonstration({ demo, databaseUrl }: Config, stderr: Writable): void {
  if (demo) stderr.write(`DATABASE_URL is unset, so this is the demonstration store ${databaseUrl}\n`)
}

/** One line of JSON. What a terminal could act on is escaped, so the value stays the same. */
export function jsonLine(value: unknown): string {
  return `${escapeUnseen(JSON.stringify(value))}\n`
}

/** For an output that gives each text one line. */
export function oneLine(text: string): string {
  return withoutControls(text).replace(/[\t\r\n]+/g, ' ')
}

/** Prints what senders wrote without control characters, which could steer a terminal. */
export async function print(stream: Writable, text: string): Promise<void> {
  if (text === '' || stream.destroyed) return
  await new Promise<void>((resolve, reject) => {
    stream.write(withoutControls(text), error => (error ? reject(error) : resolve()))
  })
}
