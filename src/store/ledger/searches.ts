/**
 * Finds declarations, references and rows of an account by what a person remembers of them. Each query is a range of one
 * key, and reads a bounded part of it: `searches` calls it again for the next part.
 */
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Declaration, DeclarationNumber } from '../../domain/declaration.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Qepik } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { DeclarationTable, Schema } from '../engine/schema.ts'
import { DECLARATION_COLUMNS, findDeclaration, toDeclaration } from './declarations.ts'
import { ENTRY_COLUMNS, type EntryRow, toLedgerEntry } from './ledger-entries.ts'

/** Sorts after every character of a declaration number. */
const AFTER_NUMBERS = '~'

interface OfPart {
  readonly voen: Voen
  /** Only characters of declaration numbers: none has a meaning in `like`. */
  readonly part: string
  readonly limit: number
}

const selectByBeginning = prepare<{ voen: Voen; from: string; to: string; limit: number }, DeclarationTable>(
  (db, { voen, from, to, limit }) =>
    db
      .selectFrom('declaration')
      .select(DECLARATION_COLUMNS)
      .where('voen', '=', voen)
      .where('declaration', '>=', from as never)
      .where('declaration', '<', to as never)
      .orderBy('declaration')
      .limit(limit),
)

/** @returns declarations whose number begins with a part, by number */
export async function findByBeginning(tx: Reader, { voen, part, limit }: OfPart): Promise<Declaration[]> {
  const found = await selectByBeginning(tx, { voen, from: part, to: part + AFTER_NUMBERS, limit })
  return found.map(toDeclaration)
}

/** So many last characters of each number are in an index. */
export const INDEXED_ENDING = 4

/** A column of PostgreSQL, and in an SQLite file the expression of an index. */
const endingOf = (db: Kysely<Schema>) =>
  db.getExecutor().adapter instanceof PostgresAdapter
    ? sql<string>`ending`
    : sql<string>`substr(declaration, length(declaration) - 3)`

const selectByEnding = prepare<{ voen: Voen; last: string; like: string; limit: number }, DeclarationTable>(
  (db, { voen, last, like, limit }) =>
    db
      .selectFrom('declaration')
      .select(DECLARATION_COLUMNS)
      .where('voen', '=', voen)
      .where(endingOf(db), '=', last)
      .where('declaration', 'like', like as never)
      .orderBy('document', 'desc')
      .limit(limit),
)

/** @returns declarations whose number ends with a part of INDEXED_ENDING characters or more, newest first */
export async function findByEnding(tx: Reader, { voen, part, limit }: OfPart): Promise<Declaration[]> {
  const found = await selectByEnding(tx, { voen, last: part.slice(-INDEXED_ENDING), like: `%${part}`, limit })
  return found.map(toDeclaration)
}

/** Documents of an account; both bounds are exclusive. */
interface OfDocuments extends OfPart {
  /** Only declarations that this broker filed; null for all. */
  readonly declarant: Voen | null
  readonly after: number
  readonly before: number
}

type DocumentSlots = { voen: Voen; declarant: Voen; after: number; before: number; like: string; limit: number }

const selectByAnyPart = (filed: boolean) =>
  prepare<DocumentSlots, { declaration: DeclarationNumber }>((db, { voen, declarant, after, before, like, limit }) =>
    db
      .selectFrom('declaration')
      // Nothing more than the index has: most are not what is looked for.
      .select('declaration')
      .where('voen', '=', voen)
      .$if(filed, declarations => declarations.where('declarant', '=', declarant))
      .where('document', '>', after)
      .where('document', '<', before)
      .where('declaration', 'like', like as never)
      .orderBy('document', 'desc')
      .limit(limit),
  )

const byAnyPart = { ofAnyone: selectByAnyPart(false), filed: selectByAnyPart(true) }

/** @returns declarations whose number contains a part, newest first; reads every document between the bounds */
export async function findByAnyPart(tx: Reader, { part, declarant, ...range }: OfDocuments): Promise<Declaration[]> {
  const select = byAnyPart[declarant === null ? 'ofAnyone' : 'filed']
  const numbers = await select(tx, { ...range, declarant: declarant!, like: `%${part}%` })
  const found = await Promise.all(numbers.map(({ declaration }) => findDeclaration(tx, range.voen, declaration)))
  return found.filter(declaration => declaration !== undefined)
}

interface OfRows {
  readonly voen: Voen
  /** In lower case, letters without diacritics and digits only; empty for every reference. */
  readonly part: string
  readonly after: number
  readonly before: number
  readonly limit: number
}

type RowSlots = { voen: Voen; like: string; after: number; before: number; limit: number }

const selectReferences = prepare<RowSlots, EntryRow>((db, { voen, like, after, before, limit }) =>
  db
    .selectFrom('ledger_entry')
    .select(ENTRY_COLUMNS)
    .where('voen', '=', voen)
    .where('seq', '>', after)
    .where('seq', '<', before)
    .where('reference', 'is not', null)
    .where('payment_date', 'is not', null)
    .where(sql<boolean>`lower(reference) like ${like}`)
    .orderBy('seq', 'desc')
    .limit(limit),
)

/** @returns the rows between two rows that have both a reference with this part and a date of payment, newest first */
export async function findPaymentReferences(tx: Reader, { part, ...range }: OfRows): Promise<LedgerEntry[]> {
  return (await selectReferences(tx, { ...range, like: `%${part}%` })).map(toLedgerEntry)
}

/** A reference of a document that is no declaration, and its first row. */
export interface ChargeReference {
  readonly reference: string
  readonly row: number
}

const selectChargeReferences = prepare<{ voen: Voen; after: string; limit: number }, ChargeReference>(
  (db, { voen, after, limit }) =>
    db
      .selectFrom('charge')
      .select(({ fn }) => ['reference', fn.min('row').as('row')])
      .where('voen', '=', voen)
      .where('reference', 'is not', null)
      .where('reference', '>', after)
      .groupBy('reference')
      .orderBy('reference')
      .limit(limit)
      .$castTo<ChargeReference>(),
)

/** @returns references of charges after one, in their order */
export function findChargeReferences(
  tx: Reader,
  range: { voen: Voen; after: string; limit: number },
): Promise<ChargeReference[]> {
  return selectChargeReferences(tx, range)
}

interface OfAmounts {
  readonly voen: Voen
  readonly from: Qepik
  /** The row before which the list begins, by amount and then by number. */
  readonly before: { readonly amount: number; readonly seq: number }
  readonly limit: number
}

const selectByAmount = prepare<{ voen: Voen; from: number; amount: number; seq: number; limit: number }, EntryRow>(
  (db, { voen, from, amount, seq, limit }) =>
    db
      .selectFrom('ledger_entry')
      .select(ENTRY_COLUMNS)
      .where('voen', '=', voen)
      .where('amount', '>=', from)
      .where(eb => eb(eb.refTuple('amount', 'seq'), '<', eb.tuple(amount, seq)))
      // As in the index, which leaves out the advance's side of drawdowns.
      .where(sql<boolean>`(ledger <> 'advance' or type <> 'advance-drawdown')`)
      .orderBy('amount', 'desc')
      .orderBy('seq', 'desc')
      .limit(limit),
)

/** @returns rows of at least an amount, the largest and then the newest first; of a drawdown, the fund's side only */
export async function findByAmount(tx: Reader, { before, ...range }: OfAmounts): Promise<LedgerEntry[]> {
  return (await selectByAmount(tx, { ...range, ...before })).map(toLedgerEntry)
}

const selectDeclarantAfter = prepare<{ voen: Voen; after: string }, { declarant: Voen }>((db, { voen, after }) =>
  db
    .selectFrom('declaration')
    .select('declarant')
    .where('voen', '=', voen)
    .where('declarant', '>', after as Voen)
    .orderBy('declarant')
    .limit(1)
    .$castTo<{ declarant: Voen }>(),
)

/** @returns the brokers that filed declarations of an account, at most `limit`: one seek for each */
export async function findDeclarants(tx: Reader, voen: Voen, limit: number): Promise<Voen[]> {
  const found: Voen[] = []
  for (let after = ''; found.length < limit; after = found.at(-1)!) {
    const [row] = await selectDeclarantAfter(tx, { voen, after })
    if (!row) break
    found.push(row.declarant)
  }
  return found
}
