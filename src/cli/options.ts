/** Options that several commands take. Every function throws a CommandError for a wrong value. */
import { type PlainDate, parsePlainDate } from '../domain/dates.ts'
import { isVoen, type Voen } from '../domain/voen.ts'
import { readAccount } from '../services/statement/accounts.ts'
import type { Database } from '../store/engine/access.ts'
import { walkVoens } from '../store/ledger/accounts.ts'
import { CommandError } from './command.ts'

interface DateOptions {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

interface VoenOption {
  readonly voen?: string | undefined
}

export function dateRange({ from, to }: DateOptions): { from: PlainDate | null; to: PlainDate | null } {
  const range = { from: dateOption('from', from), to: dateOption('to', to) }
  if (range.from && range.to && range.from > range.to) {
    throw new CommandError(`--from ${from} is after --to ${to}; swap the two dates`)
  }
  return range
}

/** @param command the name of the command, which needs both dates */
export function requiredDates(command: string, options: DateOptions): { from: PlainDate; to: PlainDate } {
  const { from, to } = dateRange(options)
  if (!from || !to) throw new CommandError(`${command} needs --${from ? 'to' : 'from'}, a date such as 2026-01-01`)
  return { from, to }
}

export function dateOption(name: string, text: string | undefined): PlainDate | null {
  if (text === undefined) return null
  const date = parsePlainDate(text)
  if (!date) throw new CommandError(`--${name} must be a real date, YYYY-MM-DD, not "${text}"`)
  return date
}

const MAX_REASON = 500

/** @param must what a missing reason should say, and where it is kept */
export function reasonOption(text: string | undefined, must: string): string {
  const reason = text?.trim() ?? ''
  if (reason === '') throw new CommandError(`--reason must say ${must}`)
  if ([...reason].length > MAX_REASON) throw new CommandError(`--reason must be at most ${MAX_REASON} characters`)
  return reason
}

/** The VÖEN of a taxpayer, registered or not. */
export function voenOption({ voen }: VoenOption): Voen | null {
  if (voen === undefined) return null
  if (!isVoen(voen)) throw new CommandError(`--voen must be ten digits, the last 1 or 2, not "${voen}"`)
  return voen
}

/** The VÖEN of a registered taxpayer. */
export async function accountOption(options: VoenOption, store: Database): Promise<Voen | null> {
  const voen = voenOption(options)
  if (voen !== null && !(await readAccount(store.reader, voen))) {
    throw new CommandError(`no taxpayer is registered with VÖEN ${voen}`)
  }
  return voen
}

export async function* walkAccounts(chosen: Voen | null, store: Database): AsyncGenerator<Voen> {
  if (chosen) yield chosen
  else for await (const voens of walkVoens(store.exporter)) yield* voens
}

/** Whether one taxpayer is registered, and no other. */
export async function hasOneAccount(store: Database): Promise<boolean> {
  const first = await walkVoens(store.exporter).next()
  return first.value?.length === 1
}
