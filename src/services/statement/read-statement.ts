import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { recordOf } from '../../domain/record.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type Cards, readCards } from './cards.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { findRowWindow, readTurnovers } from './window.ts'

/** The four cards and the ten ledgers. */
export interface Statement extends Cards {
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  /** Count and sum of matching rows by ledger. */
  readonly turnovers: Readonly<Record<Ledger, Turnover>>
  /** Declarations of the filter that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
}

/** @returns null when no such taxpayer is registered */
export function readStatement(reader: ReadAccess, voen: Voen, filter: StatementFilter): Promise<Statement | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const turnoverOf = await readTurnovers(tx, record, { ledgers: LEDGERS, filter, window })
    const found = LEDGERS.some(ledger => turnoverOf(ledger).count > 0)
    return {
      ...(await readCards(tx, record, filter.from, filter.to)),
      name: record.name,
      bookings: record.bookings,
      turnovers: recordOf(LEDGERS, turnoverOf),
      unknown: await findUnknownDeclarations(tx, voen, filter, found),
    }
  })
}
