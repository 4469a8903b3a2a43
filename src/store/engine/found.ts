import type { Expression, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * A value of a prepared query that the store finds while it answers the query. To ask for the value first would be one more
 * round trip.
 */
export class Found<Values extends object = object> {
  /** Tells the queries of all kinds apart. */
  readonly kind: string
  /** Makes a query for the value. */
  readonly build: (db: Kysely<Schema>, slots: Values) => Expression<unknown>
  readonly values: Values

  constructor(kind: string, build: (db: Kysely<Schema>, slots: Values) => Expression<unknown>, values: Values) {
    this.kind = kind
    this.build = build
    this.values = values
  }
}

/** @returns which values are to be found, and how: a query is compiled once for each answer */
export function kindsOfFound(values: object): string {
  let kinds = ''
  for (const [name, value] of Object.entries(values)) if (value instanceof Found) kinds += `${name} ${value.kind} `
  return kinds
}
