import type { Declaration } from '../domain/declaration.ts'
import type { ReadAccess } from '../store/access.ts'
import type { FundCharges } from './read-declaration.ts'
import type { Cursor } from './read-ledger.ts'

/** A declaration with what its charges come to as they stand now: assessed − reduced − paid = open. */
export interface DeclarationSums {
  readonly declaration: Declaration
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
  readonly open: bigint
}

export interface DeclarationsPage {
  readonly name: string
  /** Newest first, at most PAGE_SIZE. */
  readonly declarations: readonly DeclarationSums[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

export interface DeclarationsFilter {
  /** The broker that filed them; null: any, or nobody. */
  readonly declarant: string | null
  /** Documents before this one, or the next after that one. */
  readonly before?: number | null
  readonly after?: number | null
}

/** @returns null when no such taxpayer is registered */
export function listDeclarations(
  _reader: ReadAccess,
  _voen: string,
  _filter: DeclarationsFilter,
): Promise<DeclarationsPage | null> {
  throw new Error('to be built')
}

/** All declarations of an account, or those that a broker filed, oldest first, in batches. */
export function walkDeclarations(
  _exporter: ReadAccess,
  _voen: string,
  _declarant: string | null,
): AsyncGenerator<{ declaration: Declaration; funds: readonly FundCharges[] }[]> {
  throw new Error('to be built')
}
