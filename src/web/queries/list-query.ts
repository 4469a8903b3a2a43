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
  /** What the canonical query says. Defaults are left out. */
  readonly fields: readonly { readonly name: 'size' | 'sort'; readonly value: string }[]
  /** The canonical query string. */
  readonly query: string

  constructor(size: PageSize, ascending: boolean, isValid = true) {
    this.size = size
    this.ascending = ascending
    this.isValid = isValid
    const fields: { name: 'size' | 'sort'; value: string }[] = []
    if (size !== PAGE_SIZES[0]) fields.push({ name: 'size', value: `${size}` })
    if (ascending) fields.push({ name: 'sort', value: 'date' })
    this.fields = fields
    this.query = fields.map(({ name, value }) => `${name}=${value}`).join('&')
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
}
