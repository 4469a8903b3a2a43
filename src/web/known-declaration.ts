import type { Reader } from '../store/database.ts'
import { findDeclaration } from '../store/declarations.ts'
import type { FilterQuery } from './filter.ts'

/**
 * Whether the account has the declaration a person filters by.
 * @param found rows were found under the filter: then it has, without asking
 */
export async function isDeclarationKnown(
  reader: Reader,
  voen: string,
  { filter: { declaration } }: FilterQuery,
  found: boolean,
): Promise<boolean> {
  return declaration !== null && (found || (await findDeclaration(reader, voen, declaration)) !== undefined)
}
