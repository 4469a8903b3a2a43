import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // By default one core is left idle, and a machine of two runs one file at a time.
    maxWorkers: '100%',
    globalSetup: ['test/support/build.ts', 'test/support/chromium.ts'],
    // Two shared cores: a property or a browser walk may need longer than the default five seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
