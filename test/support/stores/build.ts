import { execFileSync } from 'node:child_process'
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Our own marker, because `tsc` writes its build info also when it only checks types. */
const BUILT = 'dist/.built'

/** Builds the program for the tests that spawn it, only if a source is newer than the last build. */
export default function build(): void {
  const now = new Date()
  if (newest('src', 'views', 'migrations') <= changed(BUILT)) return
  // `npm test` reports type errors with `tsc` itself; the program is emitted anyway.
  try {
    execFileSync(`${ROOT}/node_modules/.bin/tsc`, { cwd: ROOT, stdio: 'ignore' })
  } catch {}
  writeFileSync(`${ROOT}/${BUILT}`, '')
  // Sources changed during the build must count as newer.
  utimesSync(`${ROOT}/${BUILT}`, now, now)
}

function newest(...folders: readonly string[]): number {
  const names = folders.flatMap(folder =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
  )
  return Math.max(...names.map(changed))
}

function changed(path: string): number {
  return statSync(`${ROOT}/${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
