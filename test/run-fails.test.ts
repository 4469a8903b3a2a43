import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SERVER = new URL('../dist/test/support/stores/postgres-server.js', import.meta.url).href

test('a run of tests that has failed ends as one, with the PostgreSQL of npm beside it too', async () => {
  const script = `process.exitCode = 3; await import('${SERVER}')`
  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  await expect(ended).rejects.toMatchObject({ code: 3 })
})
