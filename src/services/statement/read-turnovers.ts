import type { Ledger } from '../../domain/fund.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { between, NO_TURNOVER, type Turnover } from '../../domain/turnover.ts'
import type { Reader } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { sumOfDeclarations } from '../../store/ledger/balances-at.ts'
import { balancesAt } from './balances-at.ts'
import type { RowWindow } from './row-window.ts'

/** Count and sum of ledgers' rows that pass the filter: the difference of two rows, unless declarations are named. */
export async function readTurnovers(
  reader: Reader,
  record: AccountRecord,
  ledgers: readonly Ledger[],
  { type, declarations }: Pick<StatementFilter, 'type' | 'declarations'>,
  { after, upTo }: RowWindow,
): Promise<(ledger: Ledger) => Turnover> {
  const { voen } = record.account
  if (after === upTo) return () => NO_TURNOVER
  if (declarations.length > 0) return sumOfDeclarations(reader, ledgers, { voen, type, declarations, after, upTo })
  const start = await balancesAt(reader, record, ledgers, type, after)
  const end = await balancesAt(reader, record, ledgers, type, upTo)
  return ledger => between(start(ledger).turnover, end(ledger).turnover)
}
