import type { Declaration } from '../domain/declaration.ts'
import type { Fund } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { Reader } from '../store/database.ts'

/** A declaration's charges of one fund: assessed − reduced − paid = open. */
export interface FundCharges {
  readonly fund: Fund
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
  readonly open: bigint
}

export interface DeclarationStatement {
  readonly name: string
  readonly declaration: Declaration
  /** Only the funds that were ever charged, in fund order. */
  readonly funds: readonly FundCharges[]
  /** The declaration's rows on all ledgers in booking order, at most DECLARATION_PAGE_SIZE. */
  readonly entries: readonly LedgerEntry[]
  /** The `seq` after which the next rows follow; null when these are the last. */
  readonly next: number | null
}

export const DECLARATION_PAGE_SIZE = 100

/**
 * @param after the `seq` after which to go on
 * @returns null when the account has no such declaration
 */
export async function readDeclaration(
  _reader: Reader,
  _voen: string,
  _number: string,
  _after: number | null,
): Promise<DeclarationStatement | null> {
  return null
}
