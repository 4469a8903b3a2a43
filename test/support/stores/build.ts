import { execFileSync } from 'node:child_process'
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** A mark of our own: `tsc` leaves its behind also when it only checks types. */
const BUILT = 'dist/.built'

/** Tests that run the program as people do need it built: once, and only when a source is newer than the last build. */
export default function build(): void {
  const now = new Date()
  if (newest('src', 'views', 'migrations') <= changed(BUILT)) return
  // A type error elsewhere is for `tsc` itself to report; the program is written out all the same.
  try {
    execFileSync(`${ROOT}/node_modules/.bin/tsc`, { cwd: ROOT, stdio: 'ignore' })
  } catch {}
  writeFileSync(`${ROOT}/${BUILT}`, '')
  // What was changed meanwhile is newer than what was built.
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
