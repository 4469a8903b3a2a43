import type { Readable, Writable } from 'node:stream'
import type { Config } from '../config.ts'
import { type PlainDate, parsePlainDate } from '../domain/dates.ts'
import { isVoen, type Voen } from '../domain/voen.ts'
import { readAccount } from '../services/statement/read-account.ts'
import type { Database } from '../store/engine/access.ts'
import { walkVoens } from '../store/ledger/accounts.ts'
import type { Difference } from '../store/maintenance/compare.ts'

/** Something is wrong with the command itself: one line on standard error, exit 2, nothing on standard output. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** What a command works with. */
export interface CommandContext {
  readonly config: Config
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly clock: () => Date
  /** Opens a store, the configured one if no URL is given, with its schema up to date; closed when the command ends. */
  openStore(url?: string): Promise<Database>
  /** From now on the first signal to stop only makes the answer true, and the command ends at its next safe point. */
  watchInterrupts(): () => boolean
}

export type Options = Readonly<Record<string, string | undefined>>

export interface Command {
  readonly name: string
  /** How it is called, behind its name. */
  readonly usage: string
  readonly summary: string
  readonly example: string
  /** Names of its options, each with a value. */
  readonly options: readonly string[]
  readonly operands: readonly string[]
  /** @returns the exit code */
  run(context: CommandContext, options: Options, operands: readonly string[]): Promise<number>
}

/** Writes text and waits while the other side is slow. */
export async function print(stream: Writable, text: string): Promise<void> {
  if (text === '' || stream.destroyed) return
  await new Promise<void>((resolve, reject) => {
    stream.write(text, error => (error ? reject(error) : resolve()))
  })
}

/** @throws {CommandError} */
export function dateOption(options: Options, name: string): PlainDate | null {
  const text = options[name]
  if (text === undefined) return null
  const date = parsePlainDate(text)
  if (!date) throw new CommandError(`--${name} must be a real date, YYYY-MM-DD, not "${text}"`)
  return date
}

/** @throws {CommandError} when it is given, and is not "yes" */
export function flag(options: Options, name: string): boolean {
  const text = options[name]
  if (text !== undefined && text !== 'yes') throw new CommandError(`--${name} must be yes or left out, not "${text}"`)
  return text === 'yes'
}

/** @throws {CommandError} when the dates are unreal or in reverse */
export function dateRange(options: Options): {
  from: PlainDate | null
  to: PlainDate | null
} {
  const [from, to] = [dateOption(options, 'from'), dateOption(options, 'to')]
  if (from && to && from > to) throw new CommandError(`--from ${from} is after --to ${to}; turn them round`)
  return { from, to }
}

/**
 * The account a command was asked for.
 * @throws {CommandError} when the number is not a VÖEN, or nobody is registered under it
 */
export async function accountOption(options: Options, store: Database): Promise<Voen | null> {
  const { voen } = options
  if (voen === undefined) return null
  if (!isVoen(voen)) throw new CommandError(`--voen must be ten digits, the last 1 or 2, not "${voen}"`)
  if (!(await readAccount(store.reader, voen))) throw new CommandError(`no taxpayer is registered under VÖEN ${voen}`)
  return voen
}

/** The one account a command was asked for, or every registered account in VÖEN order. */
export async function* walkAccounts(only: Voen | null, store: Database): AsyncGenerator<Voen> {
  if (only) yield only
  else for await (const voens of walkVoens(store.exporter)) yield* voens
}

/** A difference in words, of which two tell what the other side has to do with a row and what not. */
export function describeDifference(
  { table, row, column, kept, recomputed }: Difference,
  { does, doesNot }: { does: string; doesNot: string },
): string {
  if (column === null) {
    return kept === null ? `${table} (${row}) is missing; ${does} it` : `${table} (${row}) is there, but ${doesNot} it`
  }
  return `${table} (${row}): ${column} is ${kept ?? 'empty'}, ${does} it ${recomputed ?? 'empty'}`
}
