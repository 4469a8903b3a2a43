import type { OperationsPageModel } from '../../../views/operations-page.tsx'
import { allows } from '../../domain/account-access.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { OPERATION_TYPES } from '../../domain/operation-type.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Cursor } from '../../services/page.ts'
import type { OperationsPage } from '../../services/statement/read-operations.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { cursorQuery } from '../queries/cursor.ts'
import type { FilterQuery } from '../queries/filter.ts'
import { type ListQuery, PAGE_SIZES } from '../queries/list-query.ts'
import {
  accountingUrl,
  issueExtractUrl,
  joinQuery,
  ledgerUrl,
  operationsExportUrl,
  operationsUrl,
  statementExtractUrl,
} from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import {
  accountModel,
  emptyMessage,
  exportModel,
  invalidResults,
  invalidStatus,
  singleDeclaration,
  unknownMessage,
} from './account.ts'
import { entryRowModel } from './entry-row.ts'
import { filterModel } from './filter-form.ts'
import { listPagingModel } from './list-paging.ts'
import { liveUpdateModel } from './live-update.ts'

export interface OperationsView {
  readonly viewer: Viewer
  readonly page: OperationsPage
  readonly query: FilterQuery
  readonly list: ListQuery
  /** Null on the first page. */
  readonly cursor: Cursor | null
  readonly today: PlainDate
  readonly t: Catalogue
}

export function operationsPageModel({
  viewer,
  page,
  query,
  list,
  cursor,
  today,
  t,
}: OperationsView): OperationsPageModel {
  const { voen, name, unknown, entries, count } = page
  const valid = list.isValid && query.problems.length === 0
  const address = (text: string) => operationsUrl(voen, text)
  const filtered = (text: string) => address(joinQuery(query.query, text))
  const location = new AccountLocation('operations', null, query)
  return {
    account: accountModel({ name, viewer, location, below: false, t }),
    filter: filterModel({ query, list, address, types: OPERATION_TYPES, today, t }),
    status: valid ? (count === 0 ? t.results.nothing : t.results.counted(count)) : invalidStatus(query, t),
    declaration: singleDeclaration({ query, unknown, t }, voen),
    unknown: valid ? unknownMessage({ query, unknown, t }) : null,
    lines: valid ? entries.map(entry => lineModel(entry, t)) : [],
    empty: !valid
      ? invalidResults(query, filtered(''), t)
      : entries.length > 0
        ? null
        : count > 0
          ? { message: t.results.pastTheEnd, firstPage: filtered(list.query) }
          : { message: emptyMessage({ query, unknown, t }), firstPage: null },
    pages: valid && count > 0 ? listPagingModel({ ...page, cursor }, list, filtered, t) : null,
    liveUpdate: valid
      ? liveUpdateModel(viewer, {
          address,
          query: joinQuery(query.query, list.query, cursor ? cursorQuery(cursor) : ''),
          version: page.bookings,
        })
      : null,
    exports: valid
      ? exportModel(
          viewer,
          {
            address: text => operationsExportUrl(voen, text),
            query: joinQuery(query.query, list.with({ size: PAGE_SIZES[0] }).query),
            accounting: accountingUrl(voen, query.period),
          },
          t,
        )
      : null,
    extract: valid ? statementExtractUrl(voen, query.query) : null,
    pdf: valid && allows(viewer.access, 'exports') ? issueExtractUrl(voen, null, query.query) : null,
  }
}

/** For the title: the numbers of the rows; null on the first page. */
export function operationsPosition(
  { entries, newer, older }: OperationsPage,
  list: ListQuery,
  t: Catalogue,
): string | null {
  const [first, last] = [entries[0], entries.at(-1)]
  if ((list.ascending ? older : newer) === null || !first || !last) return null
  return t.operations.position(`${first.seq}`, `${last.seq}`)
}

function lineModel(entry: LedgerEntry, t: Catalogue): OperationsPageModel['lines'][number] {
  const { operationDate: date, type: _type, debt: _debt, overpayment: _overpayment, ...row } = entryRowModel(entry, t)
  return {
    ...row,
    date,
    ledger: t.funds[entry.ledger],
    // The same rows among those of their ledger.
    ledgerHref: `${ledgerUrl(entry.voen, entry.ledger, `before=${entry.seq + 1}`)}#n${entry.seq}`,
  }
}
