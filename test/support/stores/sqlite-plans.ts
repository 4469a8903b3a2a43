import SQLite from 'better-sqlite3'

export interface Captured<Result> {
  readonly result: Result
  /** The query plan of each statement, in order. */
  readonly plans: readonly (readonly string[])[]
}

type Prepare = (this: SQLite.Database, sql: string) => SQLite.Statement

/**
 * Runs an action and explains each statement on the same connection. The store prepares a statement once a connection, so
 * pass connections that have not run anything yet.
 */
export async function capturePlans<Result>(run: () => Promise<Result>): Promise<Captured<Result>> {
  const plans: string[][] = []
  const prototype = SQLite.prototype as { prepare: Prepare }
  const { prepare } = prototype
  prototype.prepare = function (sql) {
    if (/^\s*(select|insert|update|delete|with)\b/i.test(sql)) plans.push(explain(this, prepare, sql))
    return prepare.call(this, sql)
  }
  try {
    return { result: await run(), plans }
  } finally {
    prototype.prepare = prepare
  }
}

function explain(connection: SQLite.Database, prepare: Prepare, sql: string): string[] {
  const parameters = Array(sql.split('?').length - 1).fill(null)
  const steps = prepare.call(connection, `explain query plan ${sql}`).all(...parameters)
  return (steps as { detail: string }[]).map(step => step.detail)
}
