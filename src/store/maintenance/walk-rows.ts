import { sql } from 'kysely'
import { handleOf, type Reader } from '../engine/access.ts'
import { walk } from '../engine/walk.ts'

const BATCH_SIZE = 500

/** Yields all rows of a table as the store has them, in the order of its key, in batches. */
export function walkRows<Row extends Record<string, unknown>>(
  tx: Reader,
  table: string,
  key: readonly string[],
): AsyncGenerator<Row[]> {
  const keys = sql.join(key.map(column => sql.ref(column)))
  return walk<Row>(BATCH_SIZE, async (last, limit) => {
    const after = last ? sql`where (${keys}) > (${sql.join(key.map(column => last[column]))})` : sql``
    const rows = sql<Row>`select * from ${sql.table(table)} ${after} order by ${keys} limit ${limit}`
    return (await rows.execute(handleOf(tx))).rows
  })
}
