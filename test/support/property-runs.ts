import { kind } from './stores/store-places.ts'
import { RUNS_ALL } from './test-matrix.ts'

/**
 * The number of runs of a property: `all` in the whole matrix, `few` in the reduced one. There PostgreSQL, which takes
 * several times as long for an example, gets half of them: SQLite runs the same property.
 */
export function runs({ all, few }: { all: number; few: number }): number {
  if (RUNS_ALL) return all
  return kind() === 'postgres' ? Math.ceil(few / 2) : few
}
