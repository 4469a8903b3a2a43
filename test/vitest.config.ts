import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { RUNS_ALL, TEST_TIMEOUT_MS } from './support/test-matrix.ts'

/** Tests that open a store. The whole matrix runs them on SQLite and on PostgreSQL. */
const USES_STORE = ['store', 'services', 'scenarios', 'properties', 'cli', 'export', 'web', 'sandbox'].map(
  folder => `test/${folder}/**/*.test.{ts,tsx}`,
)

/** Tests whose result depends on the SQL of the store. The other pages and commands are functions of their results. */
const DEPENDS_ON_SQL = [
  'test/{store,services,properties}/**/*.test.{ts,tsx}',
  'test/web/{live-update,one-snapshot}.test.{ts,tsx}',
]

/** Whoever names files or folders runs all of them, each with the samples of the reduced matrix. */
const LEAVES_NONE_OUT = RUNS_ALL || process.argv.some(argument => /^test\/(?!vitest\.config)/.test(argument))

/** What takes longest. test/README.md says for each file what else proves it, or when to run it. */
const IN_WHOLE_MATRIX_ONLY = LEAVES_NONE_OUT
  ? []
  : [
      'test/browser/pages-{az,en,ru}.test.ts',
      'test/browser/{clients,habits,header,headings,keyboard,live,long-texts,money-moves}.test.ts',
      'test/browser/{paper,papers,partial,questions,reading,sandbox,sign-in,waiting,walk,weight}.test.ts',
      'test/cli/{backup,backup-in-use,copy,demonstration-store,installation,intake-killed,intake-real}.test.ts',
      'test/cli/{interrupted-import,listening,metrics,serve-processes,verify}.test.ts',
      'test/properties/{dismissal,isolation}.test.ts',
      'test/sandbox/{guards,money-moves}.test.ts',
      'test/server/connections.test.ts',
      'test/services/{copy-store,long-events,tampered-decisions,tampered-store,verify-in-use}.test.ts',
      'test/store/sqlite/{concurrency,faults}.test.ts',
      'test/store/postgres/{concurrency,lost-connections,same-bytes,silent-server}.test.ts',
      'test/store/{upgrade-allocations,upgrade-many-traders}.test.ts',
      'test/web/{expensive-pages,long-documents,own-books-acts,own-books-files,own-books-kept,unseen}.test.ts',
    ]

const ON_SQLITE_ONLY = LEAVES_NONE_OUT
  ? []
  : [
      'test/properties/{extract,intake-mutations,preview}.test.ts',
      'test/services/{acts,assignments,deliver-beside,held,log-chains,sessions,verify,visits}.test.ts',
      'test/services/{bills,charts,clients,clock,declaration-history,declarations,documents}.test.ts',
      'test/services/{export-of-all,intake-figures,mandates,operations,payment-filters}.test.ts',
      'test/services/{payment-preview,rejections,senders,senders-of-events,tampered-sessions}.test.ts',
      'test/store/{releases,upgrade}.test.ts',
      'test/store/postgres/falsified-index.test.ts',
    ]

/** Files that run longest, longest first: a worker that gets one last keeps the others waiting. */
const LONGEST = [
  'test/store/upgrade-many-traders.test.ts',
  'test/browser/pages-',
  'test/browser/live.test.ts',
  'test/cli/intake-killed.test.ts',
  'test/store/postgres/lost-connections.test.ts',
  'test/web/unseen.test.ts',
  'test/store/sqlite/concurrency.test.ts',
  'test/services/copy-store.test.ts',
  'test/store/postgres/silent-server.test.ts',
  'test/properties/service.test.ts',
  'test/browser/',
  'test/cli/',
  'test/properties/',
  'test/store/postgres/',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => rank(one) - rank(other))
  }
}

function rank({ moduleId }: TestSpecification): number {
  const index = LONGEST.findIndex(part => moduleId.includes(part))
  return index < 0 ? LONGEST.length : index
}

/** Node itself loads the tests, and the program as it was compiled. To watch sources, Vite has to load them. */
const IN_NODE = {
  experimental: { viteModuleRunner: false, nodeLoader: false },
  execArgv: ['--import', new URL('support/compiled-program.js', import.meta.url).href, '--enable-source-maps'],
}
const WATCHES = !process.argv.includes('run')

const common = {
  root: fileURLToPath(new URL('..', import.meta.url)),
  testTimeout: TEST_TIMEOUT_MS,
  hookTimeout: TEST_TIMEOUT_MS,
  setupFiles: ['test/support/setup.ts'],
  // One worker runs many files in one module graph, which saves loading the application again for each of them.
  isolate: false,
  ...(WATCHES ? {} : IN_NODE),
}

export default defineConfig({
  test: {
    // Browsers, servers and child processes leave a worker waiting. With two more workers than that, each test takes
    // twice as long.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'sqlite',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/store/postgres/**', ...IN_WHOLE_MATRIX_ONLY],
          globalSetup: ['test/support/stores/build.ts', 'test/support/browser/chromium.ts'],
          provide: { storeKind: 'sqlite' },
        },
      },
      {
        test: {
          ...common,
          name: 'postgres',
          include: RUNS_ALL ? USES_STORE : DEPENDS_ON_SQL,
          exclude: ['test/store/sqlite/**', ...ON_SQLITE_ONLY, ...IN_WHOLE_MATRIX_ONLY],
          globalSetup: ['test/support/stores/build.ts', 'test/support/stores/postgres-server.ts'],
          provide: { storeKind: 'postgres' },
        },
      },
    ],
  },
})
