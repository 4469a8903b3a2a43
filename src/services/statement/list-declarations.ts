import type { Declaration } from '../../domain/declaration.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type ChargeSums, findChargesOfDocuments, sumChargesOfDocuments } from '../../store/ledger/charges.ts'
import { type DocumentRange, findDeclarationsInRange } from '../../store/ledger/declarations.ts'
import { type FundCharges, fundByFund } from './read-declaration.ts'
import { type Cursor, PAGE_SIZE } from './read-ledger.ts'

/** A declaration with what its charges come to as they stand now: assessed − reduced − paid = open. */
export interface DeclarationSums extends ChargeSums {
  readonly declaration: Declaration
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
  readonly declarant: Voen | null
  /** Documents before this one, or the next after that one. */
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
    const all = { voen, declarant, after: 0, before: Number.MAX_SAFE_INTEGER }
    const page = await (after === null ? olderPage(tx, all, before) : newerPage(tx, all, after))
    const sumsOf = await sumChargesOfDocuments(
      tx,
      voen,
      page.declarations.map(({ document }) => document),
    )
    const declarations = page.declarations.map(declaration => {
      const sums = sumsOf(declaration.document)
      return { declaration, ...sums, open: sums.assessed - sums.reduced - sums.paid }
    })
    return { ...page, name: record.name, declarations }
  })
}

interface Page {
  readonly declarations: readonly Declaration[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

/** One more than the page is asked for: it tells whether another page follows. */
async function olderPage(tx: Reader, all: DocumentRange, before: number | null): Promise<Page> {
  const range = before === null ? all : { ...all, before }
  const found = await findDeclarationsInRange(tx, range, 'desc', PAGE_SIZE + 1)
  const declarations = found.slice(0, PAGE_SIZE)
  const [newer] = before === null ? [] : await findDeclarationsInRange(tx, { ...all, after: before - 1 }, 'asc', 1)
  return {
    declarations,
    newer: newer ? newerThan(declarations) : null,
    older: found.length > PAGE_SIZE ? olderThan(declarations) : null,
  }
}

async function newerPage(tx: Reader, all: DocumentRange, after: number): Promise<Page> {
  const found = await findDeclarationsInRange(tx, { ...all, after }, 'asc', PAGE_SIZE + 1)
  const declarations = found.slice(0, PAGE_SIZE).reverse()
  const [older] = await findDeclarationsInRange(tx, { ...all, before: after + 1 }, 'desc', 1)
  return {
    declarations,
    newer: found.length > PAGE_SIZE ? newerThan(declarations) : null,
    older: older ? olderThan(declarations) : null,
  }
}

function newerThan([newest]: readonly Declaration[]): Cursor | null {
  return newest ? { after: newest.document } : null
}

function olderThan(declarations: readonly Declaration[]): Cursor | null {
  const oldest = declarations.at(-1)
  return oldest ? { before: oldest.document } : null
}

const WALKED_AT_ONCE = 200

interface WalkedDeclaration {
  readonly declaration: Declaration
  readonly funds: readonly FundCharges[]
}

/**
 * All declarations of an account, or those that a broker filed, oldest first, in batches. Each declaration's charges are
 * as they stand when its batch is read.
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
