/**
 * Reads an SQLite file where nothing can be written. A file in WAL mode needs files beside it, unless SQLite is told that
 * nobody changes it. It is told in a file URI: better-sqlite3 is built without them, Node's own SQLite reads them.
 */
import { pathToFileURL } from 'node:url'
import type { EmbeddedConnection } from './sqlite-dialect.ts'

export async function openImmutable(path: string): Promise<EmbeddedConnection> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(`${pathToFileURL(path).href}?immutable=1`, { readOnly: true })
  return {
    get inTransaction() {
      return database.isTransaction
    },
    prepare: text => {
      const statement = database.prepare(text)
      return {
        reader: statement.columns().length > 0,
        all: parameters => statement.all(...(parameters as never[])),
        run: parameters => statement.run(...(parameters as never[])),
        iterate: parameters => statement.iterate(...(parameters as never[])),
      }
    },
    pragma: text => database.exec(`pragma ${text}`),
    close: () => database.close(),
  }
}
