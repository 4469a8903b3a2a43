import type { Kysely, SelectQueryBuilder } from 'kysely'
import { adapterOf, type Reader } from './access.ts'
import { type KeyTypes, prepareForEach } from './prepared.ts'
import type { Schema } from './schema.ts'

export type EntryQuery<Row> = SelectQueryBuilder<Schema, 'ledger_entry', Row>

/** Joins queries into one, so that any number of them is one round trip. */
export function unionAll<Row>(store: Kysely<Schema>, parts: readonly EntryQuery<Row>[], name: string) {
  if (parts.length === 1) return parts[0]!
  // A part of a union may have an order and a limit only as a subquery.
  const [first, ...others] = parts.map(part => store.selectFrom(part.as(name)).selectAll())
  return others.reduce((all, one) => all.unionAll(one), first!)
}

/**
 * Prepares a query of several keys. A store that takes lists gets them as one list: a server plans each part of a union by
 * itself, which costs more than its rows.
 * @param build as for `prepareForEach`
 * @param union asks the other stores, and every store for a single key
 */
export function listOrUnion<Key extends Record<string, string | number>, Values extends object, Row>(
  types: KeyTypes<Key>,
  build: (db: Kysely<Schema>, slots: Key & Values) => EntryQuery<Row>,
  union: (db: Reader, keys: readonly Key[], values: Values) => Promise<Row[]>,
): (db: Reader, keys: readonly Key[], values: Values) => Promise<Row[]> {
  const ofEach = prepareForEach<Key, Values, Row>(types, (db, slots) => build(db, slots as Key & Values))
  return (db, keys, values) => (keys.length > 1 && adapterOf(db).arrays ? ofEach : union)(db, keys, values)
}
