import type { Charge } from '../../domain/charge.ts'
import {
  type Declaration,
  type DeclarationSelection,
  declarationSelector,
  EVERY_DECLARATION,
  type SelectedSums,
} from '../../domain/declaration.ts'
import { total } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type ChargeSums, findChargesOfDocuments, sumChargesOfDocuments } from '../../store/ledger/charges.ts'
import { type DocumentRange, findDeclarationsInRange } from '../../store/ledger/declarations.ts'
import { type Cursor, NEWEST, OLDEST, type Page, pageAround } from '../page.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { type FundCharges, fundByFund } from './read-declaration.ts'
import { PAGE_SIZE } from './read-ledger.ts'

/** A declaration with the sums of its charges, valued now: assessed − reduced − paid = open. */
export interface DeclarationSums extends ChargeSums {
  readonly declaration: Declaration
  readonly outstanding: bigint
}

/** Of all declarations that a filter shows, also those on other pages. */
export interface DeclarationTotals {
  readonly count: number
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
  readonly outstanding: bigint
}

export interface DeclarationsPage {
  readonly name: string
  /** Newest first, unless asked for in ascending order. */
  readonly declarations: readonly DeclarationSums[]
  /** Null without a filter, and where more declarations than the bound would have to be read. */
  readonly totals: DeclarationTotals | null
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

export interface DeclarationsFilter {
  /** Only declarations filed by this broker; null for all. */
  readonly declarant: Voen | null
  readonly selection?: DeclarationSelection
  /** Whether to add up what the filter shows. */
  readonly withTotals?: boolean
  readonly bounds?: ReadingBounds
  readonly size?: number
  /** Oldest first. */
  readonly ascending?: boolean
  /** Position of the page: documents before this one, or right after that one. */
  readonly before?: number | null
  readonly after?: number | null
}

/** SQLite reads so many with their charges in a few milliseconds, in which it answers nobody else. */
const READ_AT_ONCE = 500

export interface ReadingBounds {
  /** So many declarations are read for a page. Where it ends for that, the next one goes on. */
  readonly forPage: number
  readonly forTotals: number
}

export const READING_BOUNDS: ReadingBounds = { forPage: 100_000, forTotals: 20_000 }

/** @returns null when no such taxpayer is registered */
export function listDeclarations(
  reader: ReadAccess,
  voen: Voen,
  {
    declarant,
    selection = EVERY_DECLARATION,
    withTotals = false,
    bounds = READING_BOUNDS,
    ...rest
  }: DeclarationsFilter,
): Promise<DeclarationsPage | null> {
  const { size = PAGE_SIZE, ascending = false, before = null, after = null } = rest
  const cursor = after !== null ? { after } : before !== null ? { before } : null
  const isSelected = declarationSelector(selection)
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const asked: AskedPage = { voen, declarant, size, ascending, cursor }
    const { rows, newer, older } = isSelected
      ? await pageOfSelected(tx, asked, isSelected, bounds.forPage)
      : await pageOfAll(tx, asked)
    const totals = withTotals
      ? await sumUp(tx, { voen, declarant }, isSelected ?? (() => true), bounds.forTotals)
      : null
    return { name: record.name, declarations: rows, totals, newer, older }
  })
}

interface AskedPage {
  readonly voen: Voen
  readonly declarant: Voen | null
  readonly size: number
  readonly ascending: boolean
  readonly cursor: Cursor | null
}

async function pageOfAll(tx: Reader, { voen, declarant, ...asked }: AskedPage): Promise<Page<DeclarationSums>> {
  const page = await pageAround<Declaration>({
    ...asked,
    keyOf: declaration => declaration.document,
    find: ({ after = 0, before = Number.MAX_SAFE_INTEGER }, order, limit) =>
      findDeclarationsInRange(tx, { voen, declarant, after, before }, order, limit),
  })
  return { ...page, rows: await withSums(tx, voen, page.rows) }
}

type IsSelected = NonNullable<ReturnType<typeof declarationSelector>>

/** Neither the state nor the day of the approval has an index: both follow from the charges. */
async function pageOfSelected(
  tx: Reader,
  { voen, declarant, size, ascending, cursor: asked }: AskedPage,
  isSelected: IsSelected,
  most: number,
): Promise<Page<DeclarationSums>> {
  const cursor = asked ?? (ascending ? OLDEST : NEWEST)
  const order = 'after' in cursor ? 'asc' : 'desc'
  const range = { voen, declarant, after: 0, before: Number.MAX_SAFE_INTEGER, ...cursor }
  const { found, stoppedAt } = await readSelected(tx, { range, order, enough: size + 1, most, isSelected })
  const rows = found.slice(0, size)
  const next = found.length > size ? rows.at(-1)!.declaration.document : stoppedAt
  if (order === 'desc') rows.reverse()
  return {
    rows: ascending ? rows : rows.toReversed(),
    ...('after' in cursor
      ? { newer: next === null ? null : { after: next }, older: cursor.after > 0 ? { before: cursor.after + 1 } : null }
      : {
          newer: cursor.before < Number.MAX_SAFE_INTEGER ? { after: cursor.before - 1 } : null,
          older: next === null ? null : { before: next },
        }),
  }
}

/** @returns null where too many would have to be read */
async function sumUp(
  tx: Reader,
  of: { readonly voen: Voen; readonly declarant: Voen | null },
  isSelected: IsSelected,
  most: number,
): Promise<DeclarationTotals | null> {
  const range = { ...of, after: 0, before: Number.MAX_SAFE_INTEGER }
  const all = { range, order: 'asc', enough: Number.POSITIVE_INFINITY, most, isSelected } as const
  const { found, stoppedAt } = await readSelected(tx, all)
  if (stoppedAt !== null) return null
  const sum = (part: 'assessed' | 'reduced' | 'paid' | 'outstanding') => total(found.map(sums => sums[part]))
  return {
    count: found.length,
    assessed: sum('assessed'),
    reduced: sum('reduced'),
    paid: sum('paid'),
    outstanding: sum('outstanding'),
  }
}

interface Reading {
  readonly range: DocumentRange
  readonly order: 'asc' | 'desc'
  /** Ends with so many found, or with so many read. */
  readonly enough: number
  readonly most: number
  readonly isSelected: IsSelected
}

/**
 * Reads declarations in pieces, with turns for other requests between them.
 * @returns those selected, and the document at which the reading stopped although there may be more; null at the end
 */
async function readSelected(
  tx: Reader,
  { range, order, enough, most, isSelected }: Reading,
): Promise<{ found: DeclarationSums[]; stoppedAt: number | null }> {
  const { voen } = range
  const found: DeclarationSums[] = []
  let rest = range
  for (let read = 0; read < most; read += READ_AT_ONCE) {
    if (read > 0) await LOOP_TURNS.take(voen)
    const declarations = await findDeclarationsInRange(tx, rest, order, READ_AT_ONCE)
    for (const sums of await withSums(tx, voen, declarations)) if (isSelected(sums.declaration, sums)) found.push(sums)
    if (found.length >= enough || declarations.length < READ_AT_ONCE) return { found, stoppedAt: null }
    const last = declarations.at(-1)!.document
    rest = order === 'asc' ? { ...rest, after: last } : { ...rest, before: last }
  }
  return { found, stoppedAt: order === 'asc' ? rest.after : rest.before }
}

async function withSums(tx: Reader, voen: Voen, declarations: readonly Declaration[]): Promise<DeclarationSums[]> {
  const sumsOf = await sumChargesOfDocuments(
    tx,
    voen,
    declarations.map(({ document }) => document),
  )
  return declarations.map(declaration => {
    const sums = sumsOf(declaration.document)
    return { declaration, ...sums, outstanding: sums.assessed - sums.reduced - sums.paid }
  })
}

const WALKED_AT_ONCE = 200

interface WalkedDeclaration {
  readonly declaration: Declaration
  readonly funds: readonly FundCharges[]
}

/**
 * Yields the declarations of an account, or those of one broker, that are selected, oldest first. The charges are those of
 * the moment at which the batch is read.
 */
export async function* walkDeclarations(
  exporter: ReadAccess,
  voen: Voen,
  declarant: Voen | null,
  selection: DeclarationSelection = EVERY_DECLARATION,
): AsyncGenerator<WalkedDeclaration[]> {
  const isSelected = declarationSelector(selection)
  for await (const batch of walkAll(exporter, voen, declarant)) {
    const selected = isSelected ? batch.filter(({ declaration, sums }) => isSelected(declaration, sums)) : batch
    if (selected.length > 0) yield selected.map(({ declaration, funds }) => ({ declaration, funds }))
  }
}

function walkAll(
  exporter: ReadAccess,
  voen: Voen,
  declarant: Voen | null,
): AsyncGenerator<(WalkedDeclaration & { readonly sums: SelectedSums })[]> {
  const all = { voen, declarant, after: 0, before: Number.MAX_SAFE_INTEGER }
  return walk(WALKED_AT_ONCE, (last, size) =>
    exporter.snapshot(voen, async tx => {
      const range = { ...all, after: last?.declaration.document ?? 0 }
      const declarations = await findDeclarationsInRange(tx, range, 'asc', size)
      const documents = declarations.map(({ document }) => document)
      const charges = await findChargesOfDocuments(tx, voen, documents)
      return declarations.map(declaration => {
        const ofDocument = charges.get(declaration.document) ?? []
        const funds = fundByFund(ofDocument)
        return { declaration, funds, sums: sumsOfFunds(ofDocument, funds) }
      })
    }),
  )
}

function sumsOfFunds(charges: readonly Charge[], funds: readonly FundCharges[]): SelectedSums {
  const days = charges.map(({ assessedOn }) => assessedOn).sort()
  return {
    assessedOn: days[0] ?? null,
    paid: total(funds.map(({ paid }) => paid)),
    outstanding: total(funds.map(({ outstanding }) => outstanding)),
    amended: funds.some(({ amended }) => amended),
  }
}
