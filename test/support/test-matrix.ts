/**
 * `npm test` runs a reduced matrix, `npm run test:all` the whole one (test/README.md says why the reduced one is safe).
 * Only this file reads the switch.
 */
export const RUNS_ALL = process.env.VEREQE_TESTS === 'all'
