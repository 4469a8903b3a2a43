import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type TextBrowser = 'lynx' | 'w3m'

/** So wide that no row is folded: where lines break says nothing of the page. */
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

/** A page as the browser writes it out. */
export async function textOf(browser: TextBrowser, url: string): Promise<string> {
  const env = { ...process.env, LANG: 'C.UTF-8', TERM: 'dumb' }
  return (await run(browser, [...DUMP[browser], url], { env, maxBuffer: 1 << 24 })).stdout
}
