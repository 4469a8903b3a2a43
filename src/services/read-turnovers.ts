import type { Ledger } from '../domain/fund.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import { between, type Turnover } from '../domain/turnover.ts'
import type { Reader } from '../store/access.ts'
import { findStandings, sumOfDeclaration } from '../store/standings.ts'
import type { SeqWindow } from './seq-window.ts'

/** Count and sum of ledgers' rows that pass the filter: the difference of two rows, unless a declaration is named. */
export async function readTurnovers(
  reader: Reader,
  voen: string,
  ledgers: readonly Ledger[],
  { type, declaration }: Pick<StatementFilter, 'type' | 'declaration'>,
  { after, upTo }: SeqWindow,
): Promise<(ledger: Ledger) => Turnover> {
  if (declaration) return sumOfDeclaration(reader, ledgers, { voen, type, declaration, after, upTo })
  const start = await findStandings(reader, voen, ledgers, type, after)
  const end = await findStandings(reader, voen, ledgers, type, upTo)
  return ledger => between(start(ledger).turnover, end(ledger).turnover)
}
