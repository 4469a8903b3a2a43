import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Schema } from './schema.ts'

export type Query<Row> = SelectQueryBuilder<Schema, 'ledger_entry', Row>

/** Questions of one kind asked together: their rows, in whatever order. */
export function unionOf<Row>(store: Kysely<Schema>, name: string, parts: readonly Query<Row>[]): Query<Row> {
  if (parts.length === 1) return parts[0]!
  // A part of a union may have an order and a limit only as a table of its own.
  const [first, ...others] = parts.map(part => store.selectFrom(part.as(name)).selectAll() as unknown as Query<Row>)
  return others.reduce((all, one) => all.unionAll(one as never), first!)
}
