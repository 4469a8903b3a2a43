import type { Declaration } from '../../domain/declaration.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type ChargeSums, findChargesOfDocuments, sumChargesOfDocuments } from '../../store/ledger/charges.ts'
import { findDeclarationsInRange } from '../../store/ledger/declarations.ts'
import { type Cursor, pageAround } from '../page.ts'
import { type FundCharges, fundByFund } from './read-declaration.ts'
import { PAGE_SIZE } from './read-ledger.ts'

/** A declaration with the sums of its charges, valued now: assessed − reduced − paid = open. */
export interface DeclarationSums extends ChargeSums {
  readonly declaration: Declaration
  readonly outstanding: bigint
}

export interface DeclarationsPage {
  readonly name: string
  /** Newest first, at most PAGE_SIZE. */
  readonly declarations: readonly DeclarationSums[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

export interface DeclarationsFilter {
  /** Only declarations filed by this broker; null for all. */
  readonly declarant: Voen | null
  /** Position of the page: documents before this one, or right after that one. */
  readonly before?: number | null
  readonly after?: number | null
}

/** @returns null when no such taxpayer is registered */
export function listDeclarations(
  reader: ReadAccess,
  voen: Voen,
  { declarant, before = null, after = null }: DeclarationsFilter,
): Promise<DeclarationsPage | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const page = await pageAround<Declaration>({
      size: PAGE_SIZE,
      cursor: after !== null ? { after } : before !== null ? { before } : null,
      keyOf: declaration => declaration.document,
      find: ({ after = 0, before = Number.MAX_SAFE_INTEGER }, order, limit) =>
        findDeclarationsInRange(tx, { voen, declarant, after, before }, order, limit),
    })
    const sumsOf = await sumChargesOfDocuments(
      tx,
      voen,
      page.rows.map(({ document }) => document),
    )
    const declarations = page.rows.map(declaration => {
      const sums = sumsOf(declaration.document)
      return { declaration, ...sums, outstanding: sums.assessed - sums.reduced - sums.paid }
    })
    return { name: record.name, declarations, newer: page.newer, older: page.older }
  })
}

const WALKED_AT_ONCE = 200

interface WalkedDeclaration {
  readonly declaration: Declaration
  readonly funds: readonly FundCharges[]
}

/**
 * Yields all declarations of an account, or those of one broker, oldest first. The charges are those of the moment at which
 * the batch is read.
 */
export function walkDeclarations(
  exporter: ReadAccess,
  voen: Voen,
  declarant: Voen | null,
): AsyncGenerator<WalkedDeclaration[]> {
  const all = { voen, declarant, after: 0, before: Number.MAX_SAFE_INTEGER }
  return walk<WalkedDeclaration>(WALKED_AT_ONCE, (last, size) =>
    exporter.snapshot(voen, async tx => {
      const range = { ...all, after: last?.declaration.document ?? 0 }
      const declarations = await findDeclarationsInRange(tx, range, 'asc', size)
      const documents = declarations.map(({ document }) => document)
      const charges = await findChargesOfDocuments(tx, voen, documents)
      return declarations.map(declaration => ({
        declaration,
        funds: fundByFund(charges.get(declaration.document) ?? []),
      }))
    }),
  )
}
