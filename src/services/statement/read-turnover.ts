import type { LedgerTotals } from '../../domain/account.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { type Movements, movementsOf } from '../../domain/movements.ts'
import { OPERATION_TYPES, type OperationType } from '../../domain/operation-type.ts'
import type { Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount, findTurnovers } from '../../store/ledger/accounts.ts'
import { balancesAt, findRowWindow, readTurnovers } from './window.ts'

/** A ledger's balances before and after a range of dates, and what happened between. */
export interface LedgerTurnover {
  readonly ledger: Ledger
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  readonly movements: Movements
}

/**
 * The turnover of every ledger. Rows have their type's sum so far, so each type that a ledger has costs two index seeks,
 * whatever the account's size.
 * @returns null when no such taxpayer is registered
 */
export function readTurnover(
  reader: ReadAccess,
  voen: Voen,
  range: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<readonly LedgerTurnover[] | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, range, record.account.entries)
    const opening = await balancesAt(tx, record, { ledgers: LEDGERS, type: null, seq: window.after })
    const closing = await balancesAt(tx, record, { ledgers: LEDGERS, type: null, seq: window.upTo })
    const ever = (await findTurnovers(tx, [voen])).get(voen)!
    const sums = new Map<OperationType, (ledger: Ledger) => Turnover>()
    for (const type of OPERATION_TYPES) {
      const ledgers = LEDGERS.filter(ledger => ever.of(ledger, type).count > 0)
      if (ledgers.length === 0) continue
      const filter = { type, declarations: [] }
      sums.set(type, await readTurnovers(tx, record, { ledgers, filter, window }))
    }
    return LEDGERS.map(ledger => {
      const totals = { opening: opening(ledger).totals, closing: closing(ledger).totals }
      return {
        ledger,
        ...totals,
        movements: movementsOf(ledger, totals, type => sums.get(type)?.(ledger).amount ?? 0n),
      }
    })
  })
}
