/** The rules of the house, as sentences that a checker holds the sources to (STYLE.md). */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Source {
  /** From the root of the checkout, such as `src/domain/money.ts`. */
  readonly path: string
  readonly text: string
}

export interface Rule {
  readonly sentence: string
  /** What of a source breaks the rule. */
  readonly offends: (source: Source) => readonly string[]
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every source of the product, from the given folders. */
export function readSources(...folders: readonly string[]): Source[] {
  return folders.flatMap(folder =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
      .map(name => `${folder}/${name}`)
      .filter(path => /\.(tsx?|css|svg)$/.test(path))
      .map(path => ({ path, text: readFileSync(`${ROOT}/${path}`, 'utf8') })),
  )
}

/** `path: what` for everything that breaks the rule. */
export function offences({ offends }: Rule, sources: readonly Source[]): string[] {
  return sources.flatMap(source => offends(source).map(what => `${source.path}: ${what}`))
}

interface Import {
  /** A file of the checkout, or the name of a package. */
  readonly target: string
  readonly ours: boolean
  readonly typesOnly: boolean
}

const IMPORT = /\b(import|export)\s+(type\s)?[^'"();=]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g

/** What a source imports, statically, dynamically or by exporting it again. */
export function importsOf({ path, text }: Source): Import[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, , type, from, bare]) => {
    const specifier = (from ?? bare)!
    const ours = specifier.startsWith('.')
    const target = ours ? new URL(specifier, `file:///${path}`).pathname.slice(1) : packageName(specifier)
    return { target, ours, typesOnly: type !== undefined }
  })
}

/** `kysely/migration` is of the package kysely, but `hono/jsx` and `hono/html` are different rooms of one house. */
function packageName(specifier: string): string {
  if (specifier.startsWith('hono/') || specifier.startsWith('#')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The room a file is in: a folder of `src`, a file right below it, or a folder beside it. */
export function roomOf(path: string): string {
  const [house, room = ''] = path.split('/')
  return house === 'src' ? room.replace(/\.tsx?$/, '') : house!
}

/** The code of a source, without its comments. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

/** Everything in the code of these sources that a pattern finds. */
export function banned(
  sentence: string,
  pattern: RegExp,
  where: (path: string) => boolean,
  read = withoutComments,
): Rule {
  return {
    sentence,
    offends: ({ path, text }) => (where(path) ? [...read(text).matchAll(pattern)].map(([found]) => found) : []),
  }
}
