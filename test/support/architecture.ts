/** Rules about the sources, each with the function that finds its offences. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Source {
  /** Relative to the checkout, such as `src/domain/money.ts`. */
  readonly path: string
  readonly text: string
}

export interface Rule {
  readonly sentence: string
  /** The parts of a source that break the rule. */
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

/** `path: offence` for everything that breaks the rule. */
export function offences({ offends }: Rule, sources: readonly Source[]): string[] {
  return sources.flatMap(source => offends(source).map(offence => `${source.path}: ${offence}`))
}

interface Import {
  /** A file of the checkout, or the name of a package. */
  readonly target: string
  readonly isFile: boolean
  readonly typesOnly: boolean
}

const IMPORT =
  /\b(import|export)\s+(type\s)?[^'"();=]*?\bfrom\s*['"]([^'"\s]+)['"]|\bimport\s*\(?\s*['"]([^'"\s]+)['"]/g

/** Static imports, dynamic imports and re-exports of a source. */
export function importsOf({ path, text }: Source): Import[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, , type, from, bare]) => {
    const specifier = (from ?? bare)!
    const isFile = specifier.startsWith('.')
    const target = isFile ? new URL(specifier, `file:///${path}`).pathname.slice(1) : packageName(specifier)
    return { target, isFile, typesOnly: type !== undefined }
  })
}

/** `kysely/migration` belongs to the package kysely, but the parts of hono are rationed one by one. */
function packageName(specifier: string): string {
  if (specifier.startsWith('hono/') || specifier.startsWith('#')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** A folder of `src`, a file right below it, or a folder beside it. */
export function layerOf(path: string): string {
  const [top, layer = ''] = path.split('/')
  return top === 'src' ? layer.replace(/\.tsx?$/, '') : top!
}

export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

/** A rule against everything that a pattern finds in the code of the sources at these paths. */
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

/** Files that import each other in a circle, types included: none of them can be understood or moved alone. */
export function importCycles(sources: readonly Source[]): string[][] {
  const imports = new Map(sources.map(source => [source.path, importsOf(source).map(({ target }) => target)]))
  const reach = new Map([...imports.keys()].map(path => [path, reachableFrom(path, imports)]))
  const inCycle = [...imports.keys()].filter(path => reach.get(path)!.has(path)).sort()
  const cycles = inCycle.map(path =>
    inCycle.filter(other => reach.get(path)!.has(other) && reach.get(other)!.has(path)),
  )
  return [...new Map(cycles.map(cycle => [cycle[0], cycle])).values()]
}

function reachableFrom(start: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>()
  const next = [...(imports.get(start) ?? [])]
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    next.push(...(imports.get(path) ?? []))
  }
  return seen
}
