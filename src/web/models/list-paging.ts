import type { ListPagingModel } from '../../../views/components/paging.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import { type Cursor, NEWEST, OLDEST } from '../../services/page.ts'
import { type ListQuery, PAGE_SIZES } from '../queries/list-query.ts'
import { joinQuery } from '../urls.ts'
import { cursorQuery } from './ledger-page.ts'

interface ListPages {
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

/** @param address of the list with the query of a page */
export function listPagingModel(
  pages: ListPages,
  list: ListQuery,
  address: (query: string) => string,
  t: Catalogue,
): ListPagingModel {
  const at = (cursor: Cursor) => address(joinQuery(list.query, cursorQuery(cursor)))
  const [before, after] = list.ascending ? [pages.older, pages.newer] : [pages.newer, pages.older]
  const choice = (id: string, label: string, changed: ListQuery) => ({
    id,
    label,
    href: address(changed.query),
    current: changed.query === list.query,
  })
  return {
    first: before && address(list.query),
    before: before && at(before),
    after: after && at(after),
    last: after && at(list.ascending ? NEWEST : OLDEST),
    sizes: PAGE_SIZES.map(size => choice(`size-${size}`, t.paging.size(size), list.with({ size }))),
    orders: [
      choice('newest-first', t.paging.newestFirst, list.with({ ascending: false })),
      choice('oldest-first', t.paging.oldestFirst, list.with({ ascending: true })),
    ],
  }
}
