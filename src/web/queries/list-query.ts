import { joinQuery } from '../urls.ts'

/** The numbers of rows on a page that a person may choose; the first is the usual one. */
export const PAGE_SIZES = [25, 50, 100] as const

export type PageSize = (typeof PAGE_SIZES)[number]

/** How a list is cut into pages. */
export class ListQuery {
  readonly size: PageSize
  /** Oldest first. */
  readonly ascending: boolean
  /** False when a parameter has no meaning: the list is then not shown. */
  readonly isValid: boolean

  constructor(size: PageSize, ascending: boolean, isValid = true) {
    this.size = size
    this.ascending = ascending
    this.isValid = isValid
  }

  /** Parameters without a meaning give the usual list, marked as invalid. */
  static parse(size = '25', sort = '-date'): ListQuery {
    const known = PAGE_SIZES.find(each => size === `${each}`)
    return known === undefined || !['date', '-date'].includes(sort)
      ? new ListQuery(PAGE_SIZES[0], false, false)
      : new ListQuery(known, sort === 'date')
  }

  with(change: Partial<Pick<ListQuery, 'size' | 'ascending'>>): ListQuery {
    const { size, ascending } = { ...this, ...change }
    return new ListQuery(size, ascending)
  }

  /** What the canonical query says. Defaults are left out. */
  get fields(): readonly { readonly name: 'size' | 'sort'; readonly value: string }[] {
    return [
      ...(this.size === PAGE_SIZES[0] ? [] : [{ name: 'size' as const, value: `${this.size}` }]),
      ...(this.ascending ? [{ name: 'sort' as const, value: 'date' }] : []),
    ]
  }

  /** The canonical query string. */
  get query(): string {
    return joinQuery(...this.fields.map(({ name, value }) => `${name}=${value}`))
  }
}
