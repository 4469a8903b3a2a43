/**
 * Queries that are built and compiled once for each store: building one with Kysely costs more than SQLite needs to
 * answer it. A slot stands for each value that is known only when the query runs:
 *
 *   const selectOwner = prepare<{ number: string }, { voen: Voen }>((db, { number }) =>
 *     db.selectFrom('declaration_directory').select('voen').where('declaration', '=', number),
 *   )
 *   const rows = await selectOwner(tx, { number: '00010/030326/000001' })
 *
 * Kysely sees the slot `number` as a parameter. On the first call the query is compiled, and its list of parameters holds
 * the slot; on every call the list is copied with the slot's value in its place.
 */
import { createHash } from 'node:crypto'
import { type CompiledQuery, type InsertQueryBuilder, type InsertResult, type Kysely, sql } from 'kysely'
import { adapterOf, handleOf, type Reader, type WriteTransaction } from './access.ts'
import type { Schema } from './schema.ts'

class Slot<Name = unknown> {
  readonly name: Name
  constructor(name: Name) {
    this.name = name
  }
}

type Compilable<Row> = { compile(): CompiledQuery<Row> }
type Build<Row> = (db: Kysely<Schema>) => Compilable<Row> | Promise<Compilable<Row>>
type Execute<Values, Row> = (db: Reader | WriteTransaction, values: Values) => Promise<Row[]>

/**
 * @param build makes the query, with a Slot for each later value
 * @param fill returns the parameters in the order of the compiled query
 */
function compileOnce<Values, Row>(
  build: Build<Row>,
  fill: (parameters: readonly unknown[], values: Values) => unknown[],
): Execute<Values, Row> {
  const compiled = new WeakMap<object, NamedQuery<Row>>()
  return async (db, values) => {
    const store = handleOf(db)
    const { adapter } = store.getExecutor()
    let query = compiled.get(adapter)
    if (!query) {
      const built = (await build(store)).compile()
      query = { ...built, name: nameOf(built.sql) }
      compiled.set(adapter, query)
    }
    const parameters = fill(query.parameters, values)
    return (await store.executeQuery<Row>({ ...query, parameters })).rows
  }
}

/** A query that was compiled once, with a name under which a server can keep it. */
export interface NamedQuery<Row = unknown> extends CompiledQuery<Row> {
  readonly name: string
}

/** Behind a pooler, processes meet in one connection: the same name must be the same query in all of them. */
function nameOf(text: string): string {
  return `vereqe_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
}

type Slots<Values> = { readonly [Name in keyof Values]-?: Values[Name] }

function slotsOf<Values>(): Slots<Values> {
  return new Proxy({}, { get: (_, name) => new Slot(name) }) as Slots<Values>
}

/** Prepares a query. `build` reads each value from the slots by its name. */
export function prepare<Values extends object, Row = never>(
  build: (db: Kysely<Schema>, slots: Slots<Values>) => Compilable<Row>,
): Execute<Values, Row> {
  return compileOnce(
    db => build(db, slotsOf()),
    (parameters, values) =>
      parameters.map(parameter => (parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter)),
  )
}

/** The types of a key's parts, as a server names them. */
export type KeyTypes<Key> = Readonly<Record<keyof Key & string, 'text' | 'bigint' | 'date'>>

/**
 * Prepares a query that is asked for each of many keys, with a limit for each. A store that takes lists answers many keys
 * in one statement: to a server, a statement costs more than its rows.
 * @param types of the parts of a key
 * @param build reads the parts of the key, and values that all keys share, from the slots
 * @returns the rows of all keys; the caller sorts them
 */
export function prepareForEach<Key extends Record<string, string | number>, Values extends object, Row>(
  types: KeyTypes<Key>,
  build: (db: Kysely<Schema>, slots: Slots<Key & Values>) => Compilable<Row>,
): (db: Reader | WriteTransaction, keys: readonly Key[], values: Values) => Promise<Row[]> {
  const parts = Object.keys(types) as (keyof Key & string)[]
  const findOne = prepare(build)
  const findMany = compileOnce<{ keys: readonly Key[]; values: Values }, Row>(
    db => {
      const slots = new Proxy(slotsOf<Key & Values>(), {
        get: (others, name: string) => (name in types ? sql.ref(`key.${name}`) : others[name as keyof typeof others]),
      })
      const lists = sql.join(parts.map(part => sql`${new Slot(part)}::${sql.raw(types[part])}[]`))
      const query = sql<Row>`
        select found.* from unnest(${lists}) as key (${sql.join(parts.map(part => sql.ref(part)))})
        cross join lateral ${build(db, slots)} as found`
      return { compile: () => query.compile(db) }
    },
    (parameters, { keys, values }) =>
      parameters.map(parameter => {
        if (!(parameter instanceof Slot)) return parameter
        const name = parameter.name as string
        return name in types ? keys.map(key => key[name]) : values[name as keyof Values]
      }),
  )
  return async (db, keys, values) => {
    if (adapterOf(db).arrays) return findMany(db, { keys, values })
    const rows: Row[] = []
    for (const key of keys) rows.push(...(await findOne(db, { ...key, ...values })))
    return rows
  }
}

/** One statement inserts at most so many rows. */
export const MAX_INSERTED = 512

const INSERT_SIZES = [MAX_INSERTED, 64, 8, 1]

interface InsertOptions<Row> {
  /**
   * The conflict key: an existing row is changed as named below, or left as it is when nothing is named. With `any`, rows
   * that are in conflict under whichever key are left as they are.
   */
  readonly key?: readonly (keyof Row & string)[] | 'any'
  /** Columns that take the new value. */
  readonly replace?: readonly (keyof Row & string)[]
  /** Columns to which the new value is added. */
  readonly add?: readonly (keyof Row & string)[]
}

/**
 * Prepares an insert of any number of rows. A store that takes lists gets each column as one: a server would parse and
 * plan thousands of parameters anew for each statement. The others get batches of fixed sizes, each size compiled once.
 */
export function prepareInsert<Table extends keyof Schema & string>(
  table: Table,
  columns: readonly (keyof Schema[Table] & string)[],
  options: InsertOptions<Schema[Table]> = {},
): (trx: WriteTransaction, rows: readonly Schema[Table][]) => Promise<void> {
  type Row = Schema[Table]
  const insertLists = compileOnce<readonly Row[], never>(
    async db => {
      const types = await adapterOf(db as WriteTransaction).arrays!.typesOf(db, table)
      const lists = sql.join(columns.map(column => sql`${new Slot(column)}::${sql.raw(types.get(column)!)}[]`))
      const insert = db
        .insertInto(table)
        .columns(columns as never)
        .expression(sql`select * from unnest(${lists})`)
      return onConflict(table, insert, options)
    },
    (_, rows) => columns.map(column => rows.map(row => row[column])),
  )
  const inserts = INSERT_SIZES.map(count => ({
    count,
    insert: compileOnce<readonly Row[], never>(
      db => {
        const row = Object.fromEntries(columns.map(column => [column, new Slot(column)]))
        return onConflict(table, db.insertInto(table).values(Array<never>(count).fill(row as never)), options)
      },
      // The parameters of an insert are its values, row by row.
      (_, rows) => rows.flatMap(row => columns.map(column => row[column])),
    ),
  }))

  return async (trx, rows) => {
    let from = 0
    if (rows.length > 1 && adapterOf(trx).arrays) {
      for (; from < rows.length; from += MAX_INSERTED) await insertLists(trx, rows.slice(from, from + MAX_INSERTED))
      return
    }
    for (const { count, insert } of inserts) {
      for (; rows.length - from >= count; from += count) await insert(trx, rows.slice(from, from + count))
    }
  }
}

/** Says what becomes of rows that are there already. */
function onConflict<Table extends keyof Schema & string>(
  table: Table,
  insert: InsertQueryBuilder<Schema, Table, InsertResult>,
  { key, replace = [], add = [] }: InsertOptions<Schema[Table]>,
): Compilable<never> {
  if (!key) return insert as never
  if (key === 'any') return insert.onConflict(conflict => conflict.doNothing()) as never
  if (replace.length + add.length === 0) {
    return insert.onConflict(conflict => conflict.columns(key as never).doNothing()) as never
  }
  return insert.onConflict(conflict =>
    conflict
      .columns(key as never)
      .doUpdateSet(
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

const LOOKUP_SIZES = [1, 8, 64]

/**
 * Prepares a look-up by any number of keys: batches of fixed sizes, each size compiled once. The last key fills up the
 * last batch.
 * @param build gets the keys, and slots for the other values
 */
export function prepareLookup<Row, Key extends string | number = string, Values extends object = object>(
  build: (db: Kysely<Schema>, keys: readonly Key[], slots: Slots<Values>) => { compile(): CompiledQuery<Row> },
): (db: Reader | WriteTransaction, keys: readonly Key[], values?: Values) => Promise<Row[]> {
  const lookups = LOOKUP_SIZES.map(count => {
    const slots = Array.from({ length: count }, (_, index) => new Slot(index) as never as Key)
    const find = compileOnce<{ keys: readonly Key[]; values: Values | undefined }, Row>(
      db => build(db, slots, slotsOf<Values>()),
      (parameters, { keys, values }) =>
        parameters.map(parameter => {
          if (!(parameter instanceof Slot)) return parameter
          const { name } = parameter
          return typeof name === 'number' ? keys[Math.min(name, keys.length - 1)] : values![name as keyof Values]
        }),
    )
    return { count, find }
  })
  return async (db, keys, values) => {
    const rows: Row[] = []
    for (let from = 0; from < keys.length; ) {
      const { count, find } = lookups.find(lookup => lookup.count >= keys.length - from) ?? lookups.at(-1)!
      rows.push(...(await find(db, { keys: keys.slice(from, from + count), values })))
      from += count
    }
    return rows
  }
}
