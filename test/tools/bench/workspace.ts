/**
 * The temporary folder of one run, removed however the run ends. (A PostgreSQL server has a folder of its own, which
 * stays when the run is interrupted; the server does not.)
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killChildren } from './child.ts'

export const folder = mkdtempSync(join(tmpdir(), 'vereqe-bench-'))

process.on('exit', () => {
  killChildren()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

export function fileIn(name: string): string {
  return join(folder, name)
}

/** Prints progress on standard error; on a terminal it overwrites one line. */
export function tell(what: string): void {
  const elapsed_s = Math.floor(process.uptime())
  const line = `${Math.floor(elapsed_s / 60)}:${String(elapsed_s % 60).padStart(2, '0')} ${what}`
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`)
  else if (!what.endsWith('%')) process.stderr.write(`${line}\n`)
}
