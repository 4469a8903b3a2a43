import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type TextBrowser = 'lynx' | 'w3m'

/** Wide enough that no table row wraps: where lines wrap is no property of the page. */
const COLUMNS = 400

const DUMP = {
  lynx: ['-dump', '-nolist', '-nonumbers', `-width=${COLUMNS}`, '-assume_charset=utf-8', '-display_charset=utf-8'],
  w3m: ['-dump', '-cols', String(COLUMNS), '-I', 'UTF-8', '-O', 'UTF-8', '-T', 'text/html', '-no-cookie'],
} as const

export function isThere(browser: TextBrowser): Promise<boolean> {
  return run(browser, ['-version']).then(
    () => true,
    () => false,
  )
}

export async function textOf(browser: TextBrowser, url: string): Promise<string> {
  const env = { ...process.env, LANG: 'C.UTF-8', TERM: 'dumb' }
  return (await run(browser, [...DUMP[browser], url], { env, maxBuffer: 1 << 24 })).stdout
}
