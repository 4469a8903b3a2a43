import type { ExtractRowModel } from '../../views/extract-page.tsx'
import type { PlainDate } from '../domain/dates.ts'
import { LEDGERS, type Ledger } from '../domain/fund.ts'
import type { Catalogue } from '../i18n/index.ts'
import { openStatementExtract, type StatementExtract } from '../services/statement/extract.ts'
import { LOOP_TURNS } from '../services/turn-queue.ts'
import type { Dependencies, WebContext } from './context.ts'
import { type ExtractView, extractRowModel } from './models/extract-page.ts'
import type { FilterQuery } from './queries/filter.ts'
import { turnOwner } from './turn-owner.ts'
import { viewerOf } from './viewer.ts'

interface ExtractQuery {
  /** Null for all ledgers. */
  readonly only: Ledger | null
  readonly query: FilterQuery
  readonly now: Date
  readonly today: PlainDate
}

/**
 * Reads what an extract shows, on a page or in a file.
 * @returns null when no such taxpayer is registered
 */
export async function readExtract(
  { exporter }: Pick<Dependencies, 'exporter'>,
  c: WebContext,
  { only, query, now, today }: ExtractQuery,
): Promise<ExtractView | null> {
  const t = c.get('t')
  const extract = await openStatementExtract(exporter, {
    voen: c.get('account').voen,
    ledgers: only ? [only] : LEDGERS,
    filter: query.filter,
    today,
  })
  if (!extract) return null
  const rows = await readExtractRows(extract, turnOwner(c.get('session')!), t)
  return { viewer: viewerOf(c), extract, only, rows, query, today, now, t }
}

/** Formats the rows in batches and yields between them, so that other requests are served. */
export async function readExtractRows(
  { ledgers }: StatementExtract,
  owner: unknown,
  t: Catalogue,
  onRows: (count: number) => void = () => {},
): Promise<Map<Ledger, ExtractRowModel[]>> {
  const rows = new Map<Ledger, ExtractRowModel[]>()
  for (const { turnover, selected, walk } of ledgers) {
    if (selected.count === 0) continue
    const ledgerRows: ExtractRowModel[] = []
    for await (const entries of walk()) {
      for (const entry of entries) ledgerRows.push(extractRowModel(entry, t))
      onRows(entries.length)
      await LOOP_TURNS.take(owner)
    }
    rows.set(turnover.ledger, ledgerRows)
  }
  return rows
}
