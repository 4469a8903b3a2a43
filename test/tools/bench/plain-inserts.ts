/** Inserts the same rows without any rules, with prepared statements of better-sqlite3 only. */
import SQLite from 'better-sqlite3'

export interface TableRows {
  readonly table: string
  readonly rows: readonly unknown[][]
}

/** Every table that an import fills, with the order of its rows. Accounts first: the others refer to them. */
const TABLES: readonly (readonly [table: string, from: string])[] = [
  ['account', 'account order by voen'],
  ['event', 'event order by arrival'],
  ['event_id', 'event_id order by arrival'],
  ['booking', 'booking order by arrival'],
  ['declaration_directory', 'declaration_directory join declaration using (declaration) order by document'],
  ['declaration', 'declaration order by document'],
  ['charge', 'charge order by document, number'],
  ['ledger_entry', 'ledger_entry join event_id on event_id.id = event_id order by event_id.arrival, seq'],
  ['assessed', 'assessed order by period'],
  ['ledger_total', 'ledger_total order by voen, ledger'],
  ['turnover', 'turnover order by voen, ledger, type'],
]

export function readRows(path: string): TableRows[] {
  const store = new SQLite(path, { readonly: true })
  try {
    return TABLES.map(([table, from]) => ({
      table,
      rows: store.prepare(`select ${table}.* from ${from}`).raw().all() as unknown[][],
    }))
  } finally {
    store.close()
  }
}

/**
 * The store has the schema with indexes and triggers, and the pragmas of src/store/engine/sqlite.ts.
 * @returns milliseconds
 */
export function insertRows(path: string, tables: readonly TableRows[], rowsACommit: number): number {
  const store = new SQLite(path)
  store.pragma('journal_mode = WAL')
  store.pragma('synchronous = FULL')
  store.pragma('foreign_keys = ON')
  store.pragma('recursive_triggers = ON')
  store.pragma('cache_size = -65536')
  store.pragma('temp_store = MEMORY')
  const started_ms = performance.now()
  let uncommitted = 0
  store.exec('begin')
  for (const { table, rows } of tables) {
    const insert = store.prepare(`insert into ${table} values (${rows[0]!.map(() => '?').join()})`)
    for (const row of rows) {
      insert.run(row)
      uncommitted += 1
      if (uncommitted < rowsACommit) continue
      store.exec('commit; begin')
      uncommitted = 0
    }
  }
  store.exec('commit')
  const time_ms = performance.now() - started_ms
  store.close()
  return time_ms
}
