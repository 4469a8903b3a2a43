import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Schema } from './schema.ts'

export type EntryQuery<Row> = SelectQueryBuilder<Schema, 'ledger_entry', Row>

/** Joins queries into one, so that any number of them is one round trip. */
export function unionAll<Row>(store: Kysely<Schema>, parts: readonly EntryQuery<Row>[], name: string) {
  if (parts.length === 1) return parts[0]!
  // A part of a union may have an order and a limit only as a subquery.
  const [first, ...others] = parts.map(part => store.selectFrom(part.as(name)).selectAll())
  return others.reduce((all, one) => all.unionAll(one), first!)
}
