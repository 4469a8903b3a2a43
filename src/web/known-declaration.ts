import type { ReadAccess } from '../store/access.ts'
import { findDeclaration } from '../store/declarations.ts'
import type { FilterQuery } from './filter.ts'

/**
 * Whether the account has the declaration a person filters by.
 * @param found rows were found under the filter: then it has, without asking
 */
export async function isDeclarationKnown(
  reader: ReadAccess,
  voen: string,
  { filter: { declaration } }: FilterQuery,
  found: boolean,
): Promise<boolean> {
  if (declaration === null) return false
  if (found) return true
  return (await reader.atOneMoment(voen, moment => findDeclaration(moment, voen, declaration))) !== undefined
}
