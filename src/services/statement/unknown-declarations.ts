import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { findKnownNumbers } from '../../store/ledger/declarations.ts'

/**
 * Finds declarations of a filter that the account does not have, in the order of the filter. It reads the same snapshot as
 * the rows, so both agree.
 * @param isFound whether rows match the filter: a single declaration is then known without a query. Of several it does not
 * wait for that answer.
 */
export async function findUnknownDeclarations(
  tx: Reader,
  voen: Voen,
  { declarations }: StatementFilter,
  isFound: () => Promise<boolean>,
): Promise<readonly DeclarationNumber[]> {
  if (declarations.length === 0 || (declarations.length === 1 && (await isFound()))) return []
  const known = await findKnownNumbers(tx, voen, declarations)
  return declarations.filter(number => !known.has(number))
}
