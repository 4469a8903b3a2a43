import type { Ledger } from '../../domain/fund.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { Reader } from '../../store/engine/access.ts'
import { type AccountRecord, findTurnovers } from '../../store/ledger/accounts.ts'
import { type BalanceAndTurnover, findBalancesAt } from '../../store/ledger/balances-at.ts'

/** Where ledgers stood after a row of the account: after the last one it is kept, and need not be looked for. */
export async function balancesAt(
  reader: Reader,
  { account }: AccountRecord,
  ledgers: readonly Ledger[],
  type: OperationType | null,
  seq: number,
): Promise<(ledger: Ledger) => BalanceAndTurnover> {
  if (seq !== account.entries) return findBalancesAt(reader, account.voen, ledgers, type, seq)
  const turnovers = (await findTurnovers(reader, [account.voen])).get(account.voen)!
  return ledger => ({ totals: account.totals[ledger], turnover: turnovers.of(ledger, type ?? undefined) })
}
