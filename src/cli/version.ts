import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

/** The nearest package.json above this file has both, from the sources as from `dist`. */
export const { name: NAME, version: VERSION } = JSON.parse(readFileSync(findPackageJSON(import.meta.url)!, 'utf8')) as {
  readonly name: string
  readonly version: string
}
