/**
 * `npm test` runs a reduced matrix, `npm run test:all` the whole one (test/README.md says why the reduced one is safe).
 * Only this file reads the switch.
 */
export const RUNS_ALL = process.env.VEREQE_TESTS === 'all'

/** Longer than Vitest's five seconds: properties and browser walks share two cores. The whole matrix draws more examples. */
export const TEST_TIMEOUT_MS = RUNS_ALL ? 420_000 : 120_000

/** All of what differs in its data alone; in the reduced matrix one of every few. */
export function sampleOf<Item>(items: readonly Item[], oneOf: number): readonly Item[] {
  return RUNS_ALL ? items : items.filter((_, index) => index % oneOf === 0)
}
