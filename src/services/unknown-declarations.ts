import type { DeclarationNumber } from '../domain/declaration.ts'
import type { ReadAccess } from '../store/access.ts'
import { findKnownNumbers } from '../store/declarations.ts'
import type { FilterQuery } from './filter.ts'

/**
 * Of the declarations that a person filters by those that the account does not have, in the order of the filter.
 * @param found rows were found under the filter: a single declaration is then known without asking
 */
export async function findUnknownDeclarations(
  reader: ReadAccess,
  voen: string,
  { filter: { declarations } }: FilterQuery,
  found: boolean,
): Promise<readonly DeclarationNumber[]> {
  if (declarations.length === 0 || (declarations.length === 1 && found)) return []
  const known = await reader.atOneMoment(voen, moment => findKnownNumbers(moment, voen, declarations))
  return declarations.filter(number => !known.has(number))
}
