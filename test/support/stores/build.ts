import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const COMPILE = fileURLToPath(new URL('../../../.deploy/compile.js', import.meta.url))

/** Builds the program for the tests that spawn it, only if a source has changed since the last build. */
export default function build(): void {
  // `npm test` reports type errors itself; the program is emitted anyway.
  try {
    execFileSync(process.execPath, [COMPILE, '--if-stale'], { stdio: 'ignore' })
  } catch {}
}
