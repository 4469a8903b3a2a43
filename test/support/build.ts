import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Tests that run the program as people do need it built: once, and only when a source is newer than the last build. */
export default function build(): void {
  if (newest('src', 'views', 'migrations') <= changed('dist/.tsbuildinfo')) return
  // A type error elsewhere is for `tsc` itself to report; the program is written out all the same.
  try {
    execFileSync(`${ROOT}/node_modules/.bin/tsc`, { cwd: ROOT, stdio: 'ignore' })
  } catch {}
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
