import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SERVER = new URL('../dist/test/support/stores/postgres-server.js', import.meta.url).href

test('a failed run exits with its code although the PostgreSQL package is loaded', async () => {
  const script = `process.exitCode = 3; await import('${SERVER}')`
  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  await expect(ended).rejects.toMatchObject({ code: 3 })
})
