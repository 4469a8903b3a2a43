import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { findKnownNumbers } from '../../store/ledger/declarations.ts'

/**
 * Of the declarations of a filter those that the account does not have, in the order of the filter. Asked at the moment
 * at which its rows are read: of a declaration that comes a moment later there is nothing yet in either.
 * @param found rows were found under the filter: a single declaration is then known without asking
 */
export async function findUnknownDeclarations(
  tx: Reader,
  voen: Voen,
  { declarations }: StatementFilter,
  found: boolean,
): Promise<readonly DeclarationNumber[]> {
  if (declarations.length === 0 || (declarations.length === 1 && found)) return []
  const known = await findKnownNumbers(tx, voen, declarations)
  return declarations.filter(number => !known.has(number))
}
