import { joinQuery } from '../urls.ts'

/** The numbers of rows on a page that a person may choose; the first is the usual one. */
export const PAGE_SIZES = [25, 50, 100] as const

export type PageSize = (typeof PAGE_SIZES)[number]

/** How a list is cut into pages. */
export class ListQuery {
  readonly size: PageSize
  /** Oldest first. */
  readonly ascending: boolean

  constructor(size: PageSize, ascending: boolean) {
    this.size = size
    this.ascending = ascending
  }

  /** @returns undefined if the parameters are invalid */
  static parse(size = '25', sort = '-date'): ListQuery | undefined {
    const known = PAGE_SIZES.find(each => size === `${each}`)
    return known === undefined || !['date', '-date'].includes(sort) ? undefined : new ListQuery(known, sort === 'date')
  }

  with(change: Partial<Pick<ListQuery, 'size' | 'ascending'>>): ListQuery {
    const { size, ascending } = { ...this, ...change }
    return new ListQuery(size, ascending)
  }

  /** The canonical query string. Defaults are left out. */
  get query(): string {
    return joinQuery(this.size === 25 ? '' : `size=${this.size}`, this.ascending ? 'sort=date' : '')
  }
}
