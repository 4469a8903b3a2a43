import type { Ledger } from '../domain/fund.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import { between, type Turnover } from '../domain/turnover.ts'
import type { Reader } from '../store/access.ts'
import { findTurnoverAt, sumEntries } from '../store/entry-ranges.ts'
import type { SeqWindow } from './seq-window.ts'

/** Count and sum of a ledger's rows that pass the filter: the difference of two rows, unless a declaration is named. */
export async function readTurnover(
  reader: Reader,
  voen: string,
  ledger: Ledger,
  { type, declaration }: Pick<StatementFilter, 'type' | 'declaration'>,
  { after, upTo }: SeqWindow,
): Promise<Turnover> {
  if (declaration) return sumEntries(reader, { voen, ledger, type, declaration, after, upTo })
  const rows = { voen, ledger, type }
  return between(await findTurnoverAt(reader, rows, after), await findTurnoverAt(reader, rows, upTo))
}
