import { byReach } from '../../domain/account-access.ts'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { foldText } from '../../domain/typed/fold.ts'
import type { Voen } from '../../domain/voen.ts'
import { type Client, findClientsAfter } from '../../store/access/clients.ts'
import { findClientVoens } from '../../store/access/mandates.ts'
import { type AccessStore, EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { sortInTurns } from '../sort-in-turns.ts'
import { LOOP_TURNS } from '../turn-queue.ts'

export type { Client }

/** What clients have together, as far as each shows it. */
export interface ClientTotals {
  /** How many clients show their figures. */
  readonly clients: number
  readonly debt: bigint
  readonly advance: bigint
  /** Total of the nine funds. */
  readonly overpayment: bigint
}

/** Adds up the clients that show their figures; the others are in no sum. */
export function addUpClients(clients: readonly Client[]): ClientTotals {
  let [count, debt, advance, overpayment] = [0, 0n, 0n, 0n]
  for (const client of clients) {
    if (client.debt === null) continue
    count += 1
    debt += client.debt
    advance += client.advance!
    overpayment += client.overpayment!
  }
  return { clients: count, debt, advance, overpayment }
}

/** The columns that sort the list. */
export const CLIENT_KEYS = ['name', 'debt', 'advance', 'last'] as const

export type ClientKey = (typeof CLIENT_KEYS)[number]

export interface ClientOrder {
  readonly by: ClientKey
  readonly descending: boolean
}

/** Kinds of clients to see alone: those in debt, and those whose mandate ends soon. */
export const CLIENT_KINDS = ['debt', 'ending'] as const

export type ClientKind = (typeof CLIENT_KINDS)[number]

const SOON_DAYS = 30

/** Whether the mandate's last day is at most 30 days away. */
export function endsSoon({ to }: Pick<Client, 'to'>, today: PlainDate): boolean {
  return to !== null && to <= addDays(today, SOON_DAYS)
}

export interface ClientSelection {
  /** Null selects clients of every kind. */
  readonly only: ClientKind | null
  /** Part of a name or VÖEN; empty selects every client. */
  readonly words: string
  readonly order: ClientOrder
}

/** SQLite reads so many in a millisecond or two, in which it answers nobody else. */
const CLIENTS_PER_TURN = 250

/**
 * Lists the companies with a mandate in force today for any of the brokers, once for each mandate. Each piece of the list
 * is of one moment.
 * @param owner whose pieces share the turns of one
 */
export async function listClients(
  reader: ReadAccess,
  brokers: readonly Voen[],
  today: PlainDate,
  owner: unknown,
): Promise<Client[]> {
  const clients: Client[] = []
  const pieces = walk<Client>(CLIENTS_PER_TURN, (last, limit) =>
    reader.snapshot(EVERY_ACCOUNT, tx => findClientsAfter(tx, { brokers, day: today, last, limit })),
  )
  for await (const piece of pieces) {
    clients.push(...piece)
    await LOOP_TURNS.take(owner)
  }
  return clients
}

/** Counts the companies with a mandate in force today for any of the brokers. Reads no amounts. */
export function countClients(access: AccessStore, brokers: readonly Voen[], today: PlainDate): Promise<number> {
  return access.read(async tx => {
    const clients = new Set<string>()
    for (const broker of brokers) {
      const voens = await findClientVoens(tx, { broker, day: today, limit: Number.MAX_SAFE_INTEGER })
      for (const voen of voens) clients.add(voen)
    }
    return clients.size
  })
}

export async function hasClients(access: AccessStore, broker: Voen, today: PlainDate): Promise<boolean> {
  const [client] = await access.read(tx => findClientVoens(tx, { broker, day: today, limit: 1 }))
  return client !== undefined
}

/** Keeps one entry for each company: the mandate that shows most, when several of the person's companies have one. */
export function uniqueClients(clients: readonly Client[]): Client[] {
  const best = new Map<string, Client>()
  for (const client of clients) {
    const other = best.get(client.voen)
    if (!other || byReach(client, other) < 0) best.set(client.voen, client)
  }
  return [...best.values()]
}

/**
 * Filters and sorts clients, each company once. Clients without a value to sort by come last in both directions.
 * @param owner whose pieces share the turns of one
 */
export function selectClients(
  clients: readonly Client[],
  { words, order, only }: ClientSelection,
  today: PlainDate,
  owner: unknown,
): Promise<Client[]> {
  const [name, digits] = [foldText(words), words.replaceAll(' ', '')]
  return sortInTurns(
    clients,
    client =>
      isOfKind(client, only, today) && (client.voen.includes(digits) || foldText(client.name ?? '').includes(name)),
    (one, other) => compare(one, other, order) || (one.voen < other.voen ? -1 : 1),
    owner,
  )
}

function isOfKind(client: Client, only: ClientKind | null, today: PlainDate): boolean {
  if (only === 'debt') return client.debt !== null && client.debt > 0n
  return only === null || endsSoon(client, today)
}

function compare(one: Client, other: Client, { by, descending }: ClientOrder): number {
  const [left, right] = [KEYS[by](one), KEYS[by](other)]
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  const difference =
    by === 'name' ? azerbaijani.compare(`${left}`, `${right}`) : left < right ? -1 : Number(left > right)
  return descending ? -difference : difference
}

const azerbaijani = new Intl.Collator('az')

const KEYS: Record<ClientKey, (client: Client) => string | bigint | null> = {
  name: ({ name }) => name,
  debt: ({ debt }) => debt,
  advance: ({ advance }) => advance,
  last: ({ lastOperationDate }) => lastOperationDate,
}
