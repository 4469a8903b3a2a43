import type { LedgerTotals } from '../../domain/account.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Period } from '../../domain/period.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { between } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findAccount, findSizesAfter } from '../../store/ledger/accounts.ts'
import { type EntryRange, findEntries, findEntriesOfAccounts } from '../../store/ledger/entry-ranges.ts'
import { balancesAt, findRowWindow, findStatementPeriod, readTurnovers } from './window.ts'

export const WALK_SIZE = 200

/**
 * Yields all rows of a range of a ledger, oldest first. Each batch is read in its own snapshot. The result is consistent
 * all the same: rows never change, and the range ends at a fixed row.
 */
export function walkLedger(reader: ReadAccess, range: EntryRange): AsyncGenerator<LedgerEntry[]> {
  return walk<LedgerEntry>(WALK_SIZE, (last, size) =>
    reader.snapshot(range.voen, tx => findEntries(tx, { ...range, after: last?.seq ?? range.after }, 'asc', size)),
  )
}

/** The content of a download, as of the moment when it starts. */
export interface StatementWalk extends Period {
  readonly voen: Voen
  readonly ledgers: readonly LedgerWalk[]
}

export interface LedgerWalk {
  readonly ledger: Ledger
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** Yields the filtered rows, oldest first. */
  walk(): AsyncGenerator<LedgerEntry[]>
}

interface WalkRequest {
  readonly voen: Voen
  readonly ledgers: readonly Ledger[]
  readonly filter: StatementFilter
  readonly today: PlainDate
}

/** @returns null when no such taxpayer is registered */
export async function openStatementWalk(
  reader: ReadAccess,
  { voen, ledgers, filter, today }: WalkRequest,
): Promise<StatementWalk | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const opening = await balancesAt(tx, record, { ledgers, type: null, seq: window.after })
    const closing = await balancesAt(tx, record, { ledgers, type: null, seq: window.upTo })
    const { type, declarations } = filter
    const turnoverOf =
      type || declarations.length > 0
        ? await readTurnovers(tx, record, { ledgers, filter, window })
        : (ledger: Ledger) => between(opening(ledger).turnover, closing(ledger).turnover)
    return {
      voen,
      ...(await findStatementPeriod(tx, record, filter, today)),
      ledgers: ledgers.map(ledger => ({
        ledger,
        opening: opening(ledger).totals,
        closing: closing(ledger).totals,
        walk: () =>
          turnoverOf(ledger).count > 0
            ? walkLedger(reader, { voen, ledger, type, declarations, ...window })
            : walkNothing(),
      })),
    }
  })
}

/** For ledgers without matching rows, which are the most: no query. */
async function* walkNothing(): AsyncGenerator<never> {}

/** So many rows are read together. */
const ROWS_TOGETHER = 2000

/** At most so many accounts are read together, also when they have no rows. */
const ACCOUNTS_TOGETHER = 500

/**
 * Yields the filtered rows of all accounts: by account, ledger and age, each account as of one moment. Small accounts are
 * read together: one by one, a server would be asked several questions for a handful of rows.
 */
export async function* walkEveryAccount(
  exporter: ReadAccess,
  { ledgers, filter, today }: Omit<WalkRequest, 'voen'>,
): AsyncGenerator<readonly LedgerEntry[]> {
  for (let after: Voen | null = null; ; ) {
    const next = await exporter.snapshot(EVERY_ACCOUNT, async tx => {
      const sizes = await findSizesAfter(tx, after, ACCOUNTS_TOGETHER)
      const [first] = sizes
      if (!first) return null
      if (first.entries > ROWS_TOGETHER) return { last: first.voen, entries: null }
      const last = lastTogether(sizes)
      return { last, entries: await findEntriesOfAccounts(tx, { first: first.voen, last, ledgers, ...filter }) }
    })
    if (!next) return
    after = next.last
    if (next.entries) yield inLedgerOrder(next.entries)
    else yield* walkAccount(exporter, { voen: after, ledgers, filter, today })
  }
}

/** Yields the filtered rows of one account: by ledger and age. */
export async function* walkAccount(exporter: ReadAccess, request: WalkRequest): AsyncGenerator<readonly LedgerEntry[]> {
  const statement = await openStatementWalk(exporter, request)
  for (const { walk } of statement?.ledgers ?? []) yield* walk()
}

/** The last of the accounts that have no more than so many rows together. */
function lastTogether(sizes: readonly { readonly voen: Voen; readonly entries: number }[]): Voen {
  let rows = 0
  const next = sizes.findIndex(({ entries }) => {
    rows += entries
    return rows > ROWS_TOGETHER
  })
  return sizes.at(next === -1 ? -1 : next - 1)!.voen
}

function inLedgerOrder(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const byAccount = [...Map.groupBy(entries, ({ voen }) => voen).values()]
  return byAccount.flatMap(ofAccount => LEDGERS.flatMap(ledger => ofAccount.filter(entry => entry.ledger === ledger)))
}
