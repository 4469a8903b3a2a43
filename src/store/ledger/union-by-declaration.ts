/** Queries several declarations with one range for each. */
import type { Kysely } from 'kysely'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'
import { type EntryQuery, listOrUnion, unionAll } from '../engine/union-all.ts'

/** A query is compiled for each of these numbers of declarations. */
const BATCH_SIZES = [1, 8, 50]

/** Fills unused places of a query; no declaration has this number. */
const NO_DECLARATION = '' as DeclarationNumber

type Key = { declaration: DeclarationNumber }
type Numbered = Readonly<Record<`declaration${number}`, DeclarationNumber>>

/**
 * Prepares a query for any number of declarations. Each one is a range of one key. No key has the rows of several
 * declarations in order, and a planner would scan the whole ledger for them.
 * @param build builds the part of one declaration
 */
export function unionByDeclaration<Values extends object, Row>(
  build: (db: Kysely<Schema>, slots: Values, declaration: DeclarationNumber) => EntryQuery<Row>,
): (db: Reader, declarations: readonly DeclarationNumber[], values: Values) => Promise<Row[]> {
  const queries = BATCH_SIZES.map(count => ({
    count,
    ask: prepare<Values & Numbered, Row>((store, slots) => {
      const numbers = Array.from({ length: count }, (_, index) => (slots as Numbered)[`declaration${index}`]!)
      const parts = numbers.map(number => build(store, slots as Values, number))
      return unionAll(store, parts, 'of_declaration')
    }),
  }))
  const union = async (db: Reader, keys: readonly Key[], values: Values) => {
    const rows: Row[] = []
    for (let from = 0; from < keys.length; ) {
      const { count, ask } = queries.find(query => query.count >= keys.length - from) ?? queries.at(-1)!
      const numbers = Array.from({ length: count }, (_, index) => keys[from + index]?.declaration ?? NO_DECLARATION)
      const named = Object.fromEntries(numbers.map((number, index) => [`declaration${index}`, number]))
      rows.push(...(await ask(db, { ...values, ...named })))
      from += count
    }
    return rows
  }
  const ask = listOrUnion<Key, Values, Row>(
    { declaration: 'text' },
    (db, slots) => build(db, slots, slots.declaration),
    union,
  )
  return (db, declarations, values) => {
    const keys = declarations.map(declaration => ({ declaration }))
    return ask(db, keys, values)
  }
}
