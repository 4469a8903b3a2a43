import type { LedgerPageModel } from '../../../views/ledger-page.tsx'
import { allows } from '../../domain/account-access.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS } from '../../domain/fund.ts'
import { OPERATION_TYPES, operationTypesOf } from '../../domain/operation-type.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Cursor } from '../../services/page.ts'
import type { AdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import type { LedgerPage } from '../../services/statement/read-ledger.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { cursorQuery } from '../queries/cursor.ts'
import type { FilterQuery } from '../queries/filter.ts'
import type { ListQuery } from '../queries/list-query.ts'
import { issueExtractUrl, joinQuery, ledgerExportUrl, ledgerExtractUrl, ledgerUrl } from '../urls.ts'
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
import { forecastLineModel } from './forecast.ts'
import { listPagingModel } from './list-paging.ts'
import { liveUpdateModel } from './live-update.ts'
import { payFund } from './pay-links.ts'
import { bridgesOf, selectionBlocks, sumDates } from './sums.ts'

export interface LedgerView {
  readonly viewer: Viewer
  readonly page: LedgerPage
  /** Null on other ledgers than the advance. */
  readonly outlook: AdvanceOutlook | null
  readonly query: FilterQuery
  readonly list: ListQuery
  /** Null on the first page. */
  readonly cursor: Cursor | null
  readonly today: PlainDate
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function ledgerPageModel(view: LedgerView): LedgerPageModel {
  const { viewer, page, outlook, query, list, cursor, today, t } = view
  const { voen, ledger, unknown } = page
  const address = (text: string) => ledgerUrl(voen, ledger, text)
  const valid = list.isValid && query.problems.length === 0
  const conditions = query.query
  const filtered = (text: string) => address(joinQuery(conditions, text))
  const shown = joinQuery(conditions, list.query)
  return {
    account: accountModel({
      name: page.name,
      viewer,
      location: new AccountLocation('statement', ledger, query),
      below: true,
      t,
    }),
    title: t.ledgers[ledger],
    term: `ledger-${ledger}`,
    ledgers: LEDGERS.map(code => ({
      label: t.funds[code],
      href: ledgerUrl(voen, code, shown),
      current: code === ledger,
    })),
    filter: filterModel({ query, list, address, types: operationTypesOf(ledger), today, t }),
    status: valid ? found(view) : invalidStatus(query, t),
    sums: valid ? sumsOf(view) : [],
    declaration: singleDeclaration({ query, unknown, t }, voen),
    unknown: valid ? unknownMessage({ query, unknown, t }) : null,
    pay: payment(view),
    forecast: outlook && forecastLineModel(voen, outlook, t),
    rows: valid ? page.entries.map(entry => entryRowModel(entry, t)) : [],
    legend: valid ? legend(page.entries, t) : [],
    empty: valid ? empty(view, address(shown)) : invalidResults(query, filtered(''), t),
    caption: list.ascending ? t.paging.captionOldestFirst : t.ledger.entries,
    pages: valid ? listPagingModel({ ...page, count: page.selected.count, cursor }, list, filtered, t) : null,
    liveUpdate: valid
      ? liveUpdateModel(viewer, {
          address,
          query: joinQuery(shown, cursor ? cursorQuery(cursor) : ''),
          version: page.bookings,
        })
      : null,
    exports: valid
      ? exportModel(
          viewer,
          { address: text => ledgerExportUrl(voen, ledger, text), query: query.query, accounting: null },
          t,
        )
      : null,
    extract: valid ? ledgerExtractUrl(voen, ledger, query.query) : null,
    pdf: valid && allows(viewer.access, 'exports') ? issueExtractUrl(voen, ledger, query.query) : null,
  }
}

/** The closing debt is that of now unless the period ends. */
function payment({ viewer, page: { ledger, closing }, query, hop, t }: LedgerView): LedgerPageModel['pay'] {
  const isNow = query.problems.length === 0 && query.filter.to === null
  return isNow && ledger !== 'advance' ? payFund(hop, viewer.access.voen, ledger, BigInt(closing.debt), t) : null
}

/** For the title: dates and row numbers; null on the first page. */
export function ledgerPosition({ page, list, t }: LedgerView): string | null {
  const { entries } = page
  const [first, last] = [entries[0], entries.at(-1)]
  if ((list.ascending ? page.older : page.newer) === null || !first || !last) return null
  const [oldest, newest] = list.ascending ? [first, last] : [last, first]
  const dates = t.range(t.format.date(oldest.operationDate), t.format.date(newest.operationDate))
  return t.ledger.position(dates, `${first.seq}–${last.seq}`)
}

function legend(entries: LedgerPage['entries'], t: Catalogue): LedgerPageModel['legend'] {
  const types = new Set(entries.map(({ type }) => type))
  return OPERATION_TYPES.filter(type => types.has(type)).map(type => ({
    label: t.operationTypes[type],
    term: `operation-${type}`,
  }))
}

function found({ page: { selected }, t }: LedgerView): string {
  return selected.count === 0 ? t.results.nothing : t.results.counted(selected.count)
}

function empty(view: LedgerView, firstPage: string): LedgerPageModel['empty'] {
  const { page, query, t } = view
  const { entries, selected, unknown } = page
  if (entries.length > 0) return null
  if (selected.count > 0) return { message: t.results.pastTheEnd, firstPage }
  return {
    message: query.isEmpty ? t.results.emptyLedger : emptyMessage({ query, unknown, t }),
    firstPage: null,
  }
}

function sumsOf({ page, query, today, t }: LedgerView): LedgerPageModel['sums'] {
  const { ledger, opening, closing, movements, selected } = page
  const dates = sumDates(query, today, t)
  if (movements === null) return selectionBlocks(ledger, page, dates, t)
  return bridgesOf({ ledger, opening, closing, movements, count: selected.count }, dates, t)
}
