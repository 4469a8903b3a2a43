import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS } from '../../domain/fund.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findAccount, walkVoens } from '../../store/ledger/accounts.ts'
import { findBalancesOfEach } from '../../store/ledger/balances-at.ts'
import { findLastSeqsBefore, findLastSeqsTo } from '../../store/ledger/entry-ranges.ts'
import { readingAhead } from './exports.ts'
import { type LedgerTurnover, readMovements, turnoverBetween } from './read-movements.ts'
import { findRowWindow } from './window.ts'

/** The turnover of every ledger of an account. */
export interface AccountTurnover {
  readonly voen: Voen
  readonly ledgers: readonly LedgerTurnover[]
}

interface DateRange {
  readonly from: PlainDate
  readonly to: PlainDate
}

/**
 * The turnover of every ledger. Rows carry what their ledger has come to, so a ledger costs two index seeks, as its balances
 * do, whatever the account's size.
 * @returns null when no such taxpayer is registered
 */
export function readTurnover(
  reader: ReadAccess,
  voen: Voen,
  range: DateRange,
): Promise<readonly LedgerTurnover[] | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, range, record.account.entries)
    return LEDGERS.map(await readMovements(tx, record, { ledgers: LEDGERS, window }))
  })
}

/** Yields the turnover of all accounts, in VÖEN order, each as of one moment. Accounts are read together. */
export async function* walkTurnovers(exporter: ReadAccess, { from, to }: DateRange): AsyncGenerator<AccountTurnover[]> {
  const read = (voens: readonly Voen[]) =>
    exporter.snapshot(EVERY_ACCOUNT, async tx => {
      const places = await Promise.all([findLastSeqsBefore(tx, voens, from), findLastSeqsTo(tx, voens, to)])
      const [opening, closing] = await Promise.all(places.map(places => findBalancesOfEach(tx, places)))
      return voens.map(voen => ({ voen, ledgers: LEDGERS.map(turnoverBetween(opening!(voen), closing!(voen))) }))
    })
  yield* readingAhead(walkVoens(exporter), read)
}
