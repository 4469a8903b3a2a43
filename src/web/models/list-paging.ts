import type { ListPagingModel, NamedChoice } from '../../../views/components/paging.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import { type Cursor, isLastPage, NEWEST, OLDEST } from '../../services/page.ts'
import { cursorQuery } from '../queries/cursor.ts'
import { type ListQuery, PAGE_SIZES } from '../queries/list-query.ts'
import { joinQuery } from '../urls.ts'

interface ListPages {
  /** All rows, on all pages; null where nobody has counted them. */
  readonly count: number | null
  /** Null on the first page. */
  readonly cursor: Cursor | null
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

/**
 * Choices that change nothing are left out.
 * @param address of the list with the query of a page
 */
export function listPagingModel(
  { count, cursor, newer, older }: ListPages,
  list: ListQuery,
  address: (query: string) => string,
  t: Catalogue,
): ListPagingModel {
  const atMost = count ?? Number.POSITIVE_INFINITY
  const at = (cursor: Cursor) => address(joinQuery(list.query, cursorQuery(cursor)))
  const [before, after] = list.ascending ? [older, newer] : [newer, older]
  const choice = choiceOf(list, address)
  return {
    first: before && address(list.query),
    before: before && at(before),
    after: after && at(after),
    last: after && at(list.ascending ? NEWEST : OLDEST),
    isFirstByAddress: cursor === null,
    isLastByAddress: isLastPage(cursor, list.ascending),
    sizes: sizeChoices(atMost, list, address, t),
    orders:
      atMost > 1
        ? [
            choice('newest-first', t.paging.newestFirst, list.with({ ascending: false })),
            choice('oldest-first', t.paging.oldestFirst, list.with({ ascending: true })),
          ]
        : [],
  }
}

/** Empty where every size shows the same. */
export function sizeChoices(
  count: number,
  list: ListQuery,
  address: (query: string) => string,
  t: Catalogue,
): NamedChoice[] {
  if (count <= PAGE_SIZES[0]) return []
  const choice = choiceOf(list, address)
  return PAGE_SIZES.map(size => choice(`size-${size}`, t.paging.size(size), list.with({ size })))
}

function choiceOf(list: ListQuery, address: (query: string) => string) {
  return (id: string, label: string, changed: ListQuery): NamedChoice => ({
    id,
    label,
    href: address(changed.query),
    current: changed.query === list.query,
  })
}
