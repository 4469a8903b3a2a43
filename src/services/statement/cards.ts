import type { Totals } from '../../domain/account.ts'
import type { AssessedSums } from '../../domain/assessed-months.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { FUNDS, type Fund } from '../../domain/fund.ts'
import { recordOf } from '../../domain/record.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { sumAssessed } from '../../store/ledger/assessed.ts'

export interface Cards {
  readonly voen: Voen
  /** The current totals of each ledger. */
  readonly totals: Totals
  /** Σ (amount − reduced) of charges on declarations assessed in the period, valued now. */
  readonly assessed: Readonly<Record<Fund, bigint>>
  /** Σ settled of the same charges. */
  readonly paid: Readonly<Record<Fund, bigint>>
}

/** @param from null for open; `to` likewise */
export async function readCards(
  reader: Reader,
  record: AccountRecord,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<Cards> {
  return cardsOf(record, await sumAssessed(reader, record.account.voen, from, to))
}

/** @param assessed the sums of the period by fund */
export function cardsOf(
  { account: { voen, totals } }: AccountRecord,
  assessed: ReadonlyMap<Fund, AssessedSums>,
): Cards {
  return {
    voen,
    totals,
    assessed: recordOf(FUNDS, fund => assessed.get(fund)?.assessed ?? 0n),
    paid: recordOf(FUNDS, fund => assessed.get(fund)?.paid ?? 0n),
  }
}
