import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Whatever touches a store is tested on both kinds; the rest, and what is one kind's own way, once. */
const ON_ANY_STORE = ['store', 'services', 'scenarios', 'properties', 'cli', 'export', 'web', 'sandbox']

const common = {
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Two shared cores: a property or a browser walk may need longer than the default five seconds.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  setupFiles: ['test/support/oracle/properties.ts'],
}

export default defineConfig({
  test: {
    // By default one core is left idle, and a machine of two runs one file at a time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...common,
          name: 'sqlite',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/store/postgres/**'],
          globalSetup: ['test/support/stores/build.ts', 'test/support/browser/chromium.ts'],
          provide: { storeKind: 'sqlite' },
        },
      },
      {
        test: {
          ...common,
          name: 'postgres',
          include: ON_ANY_STORE.map(folder => `test/${folder}/**/*.test.{ts,tsx}`),
          exclude: ['test/store/sqlite/**'],
          globalSetup: ['test/support/stores/build.ts', 'test/support/stores/postgres-server.ts'],
          provide: { storeKind: 'postgres' },
        },
      },
    ],
  },
})
