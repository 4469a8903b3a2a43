import { typedText } from '../../domain/typed/text.ts'
import { CLIENT_KEYS, CLIENT_KINDS, type ClientKind, type ClientOrder } from '../../services/access/clients.ts'
import { joinQuery } from '../urls.ts'
import { AccountLocation } from './account-location.ts'
import type { FilterParameter } from './filter.ts'

export const CLIENTS_PAGE_SIZE = 50

const START = /^[1-9]\d{0,8}$/

/** The greatest length of a name: longer words are in none. Proxies refuse headers of some kilobytes. */
const MAX_WORDS = 200

type ClientChoice = Pick<ClientQuery, 'words' | 'order' | 'only' | 'start' | 'location' | 'totals'>

/** The search, order and page of the client list, and the section that its links open. */
export class ClientQuery {
  readonly words: string
  readonly order: ClientOrder
  readonly only: ClientKind | null
  /** The number of the first client on the page, from 1; null when the query is invalid. */
  readonly start: number | null
  readonly location: AccountLocation
  /** Whether the sums of all clients found are asked for: each of them then sees that its figures were read. */
  readonly totals: boolean

  constructor({ words, order, only, start, location, totals }: ClientChoice) {
    this.words = words
    this.order = order
    this.only = only
    this.start = start
    this.location = location
    this.totals = totals
  }

  static parse(
    query: (
      field: 'q' | 'sort' | 'only' | 'start' | 'totals' | 'page' | 'ledger' | FilterParameter,
    ) => string | undefined,
  ) {
    const [sort = '', start = '1'] = [query('sort'), query('start')]
    return new ClientQuery({
      words: [...typedText(query('q') ?? '').replace(/\s+/g, ' ')].slice(0, MAX_WORDS).join(''),
      order: {
        by: CLIENT_KEYS.find(key => key === sort.replace(/^-/, '')) ?? 'name',
        descending: CLIENT_KEYS.some(key => sort === `-${key}`),
      },
      only: CLIENT_KINDS.find(kind => kind === query('only')) ?? null,
      start: START.test(start) ? Number(start) : null,
      location: AccountLocation.parse(query),
      totals: query('totals') === 'all',
    })
  }

  with(change: Partial<ClientChoice>): ClientQuery {
    return new ClientQuery({ ...this, ...change })
  }

  /** The canonical query string. Defaults are left out. */
  get query(): string {
    return joinQuery(this.list, this.totals ? 'totals=all' : '', this.location.query)
  }

  /** The same without the totals and the section that its links open. */
  get list(): string {
    const { words, order, only, start } = this
    const sort = `${order.descending ? '-' : ''}${order.by}`
    return joinQuery(
      words === '' ? '' : `q=${encodeURIComponent(words)}`,
      sort === 'name' ? '' : `sort=${sort}`,
      only === null ? '' : `only=${only}`,
      start === 1 ? '' : `start=${start}`,
    )
  }
}
