import type { CompiledQuery, Kysely } from 'kysely'
import type { Reader, WriteTransaction } from './database.ts'
import type { Schema } from './schema.ts'

/** Stands for a value that is known only when the query runs. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Slots<Values> = { readonly [Name in keyof Values]-?: Values[Name] }

/**
 * A query that is built and compiled once for each store and then only given its values: Kysely's reading of the
 * builder costs more than SQLite's answer.
 * @param build makes the query, taking each value from the slots by its name
 */
export function prepare<Values extends object, Row = never>(
  build: (db: Kysely<Schema>, slots: Slots<Values>) => { compile(): CompiledQuery<Row> },
): (db: Reader | WriteTransaction, values: Values) => Promise<Row[]> {
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Slots<Values>
  return async (db, values) => {
    const store = db as unknown as Kysely<Schema>
    const { adapter } = store.getExecutor()
    let query = compiled.get(adapter)
    if (!query) {
      query = build(store, slots).compile()
      compiled.set(adapter, query)
    }
    const parameters = query.parameters.map(parameter =>
      parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
    )
    return (await store.executeQuery<Row>({ ...query, parameters })).rows
  }
}

const INSERT_SIZES = [64, 8, 1]

interface InsertOptions<Row> {
  /** The key on which a row that exists is changed instead. */
  readonly key?: readonly (keyof Row & string)[]
  /** The columns that then take the new value. */
  readonly replace?: readonly (keyof Row & string)[]
  /** The columns to which the new value is then added. */
  readonly add?: readonly (keyof Row & string)[]
}

/** An insert of any number of rows of one table, a few at a time, each size compiled once. */
export function prepareInsert<Table extends keyof Schema & string>(
  table: Table,
  columns: readonly (keyof Schema[Table] & string)[],
  { key, replace = [], add = [] }: InsertOptions<Schema[Table]> = {},
): (trx: WriteTransaction, rows: readonly Schema[Table][]) => Promise<void> {
  const bySize = new Map(INSERT_SIZES.map(size => [size, prepare<Record<string, unknown>>(build(size))]))

  function build(size: number) {
    return (db: Kysely<Schema>, slots: Record<string, unknown>) => {
      const rows = Array.from({ length: size }, (_, row) =>
        Object.fromEntries(columns.map(column => [column, slots[`${row}.${column}`]])),
      )
      const insert = db.insertInto(table).values(rows as never)
      if (!key) return insert as never
      return insert.onConflict(conflict =>
        conflict.columns(key as never).doUpdateSet(
          eb =>
            Object.fromEntries([
              ...replace.map(column => [column, eb.ref(`excluded.${column}` as never)]),
              ...add.map(column => [
                column,
                eb(`${table}.${column}` as never, '+', eb.ref(`excluded.${column}` as never)),
              ]),
            ]) as never,
        ),
      ) as never
    }
  }

  return async (trx, rows) => {
    let from = 0
    for (const size of INSERT_SIZES) {
      for (; rows.length - from >= size; from += size) {
        const values: Record<string, unknown> = {}
        for (let row = 0; row < size; row += 1) {
          for (const column of columns) values[`${row}.${column}`] = rows[from + row]![column]
        }
        await bySize.get(size)!(trx, values)
      }
    }
  }
}

/** How many keys a prepared look-up of many takes at a time. */
const KEYS = 64

/** A look-up of rows by any number of keys: one prepared query, given the last key again where keys run out. */
export function prepareLookup<Row>(
  build: (db: Kysely<Schema>, keys: readonly string[]) => { compile(): CompiledQuery<Row> },
): (db: Reader | WriteTransaction, keys: readonly string[]) => Promise<Row[]> {
  const names = Array.from({ length: KEYS }, (_, index) => String(index))
  const find = prepare<Record<string, string>, Row>((db, slots) =>
    build(
      db,
      names.map(name => slots[name]!),
    ),
  )
  return async (db, keys) => {
    const rows: Row[] = []
    for (let from = 0; from < keys.length; from += KEYS) {
      const some = names.map((name, index) => [name, keys[Math.min(from + index, keys.length - 1)]!])
      rows.push(...(await find(db, Object.fromEntries(some))))
    }
    return rows
  }
}
