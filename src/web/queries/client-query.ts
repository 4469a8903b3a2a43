import { byReach } from '../../domain/account-access.ts'
import { typedText } from '../../domain/typed/text.ts'
import type { Client } from '../../services/access/clients.ts'
import { joinQuery } from '../urls.ts'
import { AccountLocation } from './account-location.ts'
import type { FilterField } from './filter.ts'

export const CLIENTS_PAGE_SIZE = 50

/** What clients can be ordered by. */
export const CLIENT_KEYS = ['name', 'debt', 'advance', 'last'] as const

export type ClientKey = (typeof CLIENT_KEYS)[number]

export interface ClientOrder {
  readonly by: ClientKey
  readonly descending: boolean
}

const START = /^[1-9]\d{0,8}$/

/** Which clients a person asks for, in which order, and at which place of their accounts they are to be opened. */
export class ClientQuery {
  readonly words: string
  readonly order: ClientOrder
  /** The number of the first client on the page, from 1; null when the address makes no sense. */
  readonly start: number | null
  readonly location: AccountLocation

  constructor({ words, order, start, location }: Pick<ClientQuery, 'words' | 'order' | 'start' | 'location'>) {
    this.words = words
    this.order = order
    this.start = start
    this.location = location
  }

  static parse(query: (field: 'q' | 'sort' | 'start' | 'page' | 'ledger' | FilterField) => string | undefined) {
    const [sort = '', start = '1'] = [query('sort'), query('start')]
    return new ClientQuery({
      words: typedText(query('q') ?? '').replace(/\s+/g, ' '),
      order: {
        by: CLIENT_KEYS.find(key => key === sort.replace(/^-/, '')) ?? 'name',
        descending: CLIENT_KEYS.some(key => sort === `-${key}`),
      },
      start: START.test(start) ? Number(start) : null,
      location: AccountLocation.parse(query),
    })
  }

  with(change: Partial<Pick<ClientQuery, 'words' | 'order' | 'start'>>): ClientQuery {
    return new ClientQuery({ ...this, ...change })
  }

  /** Its one spelling in addresses; what goes without saying is left out. */
  get query(): string {
    const { words, order, start, location } = this
    const sort = `${order.descending ? '-' : ''}${order.by}`
    return joinQuery(
      words === '' ? '' : `q=${encodeURIComponent(words)}`,
      sort === 'name' ? '' : `sort=${sort}`,
      start === 1 ? '' : `start=${start}`,
      location.query,
    )
  }
}

/** A company that has several of the person's companies for brokers is one client, seen by the mandate that shows most. */
export function eachClientOnce(clients: readonly Client[]): Client[] {
  const best = new Map<string, Client>()
  for (const client of clients.toSorted(byReach)) if (!best.has(client.voen)) best.set(client.voen, client)
  return [...best.values()]
}

/** The clients whose name or VÖEN holds the words, in order; those that have nothing to be ordered by come last. */
export function chooseClients(clients: readonly Client[], { words, order }: ClientQuery): Client[] {
  const [name, digits] = [folded(words), words.replaceAll(' ', '')]
  const found = clients.filter(client => client.voen.includes(digits) || folded(client.name ?? '').includes(name))
  return found.sort((one, other) => compare(one, other, order) || (one.voen < other.voen ? -1 : 1))
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

/** İ in small letters, as programs make it that do not know the language. */
const DOTTED = 'i\u0307'

/** For comparing what was typed with a name: I is the capital of ı, and İ of i. */
function folded(text: string): string {
  const small = text.normalize('NFC').toLocaleLowerCase('az').replaceAll(DOTTED, 'i')
  return small.replace(/\s+/g, ' ').trim()
}
