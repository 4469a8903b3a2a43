/**
 * `npm test` runs a reduced matrix, `npm run test:all` the whole one (test/README.md says why the reduced one is safe).
 * Only this file reads the switch.
 */
export const RUNS_ALL = process.env.VEREQE_TESTS === 'all'

/** The number of runs of a property: `all` in the whole matrix, `few` in the reduced one. */
export function runs({ all, few }: { all: number; few: number }): number {
  return RUNS_ALL ? all : few
}
