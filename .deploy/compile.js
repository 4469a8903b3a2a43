/**
 * Compiles the program into dist. npm runs this at the end of `npm ci`, and for `npm run build`.
 *
 * With the development packages, their tsc also checks types. Without them (`npm ci --omit=dev`) a compiler is installed
 * into a temporary folder, of the version and with the checksums of package-lock.json, and only emits. Nothing is
 * compiled there if dist comes from these sources, as after a copy, or if there are no sources, as in a release.
 *
 * Options: --if-stale does nothing if dist comes from these sources; --check only says if it does not.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDERS = ['src', 'views', 'migrations']
const PROGRAM = 'dist/src/cli/main.js'
/** Holds the digest of the sources. Times would not do: a copy or an archive brings old ones. */
const MARKER = 'dist/.built'
const TSC = 'node_modules/typescript/bin/tsc'

const inRoot = path => join(ROOT, path)
const hasDevelopmentPackages = existsSync(inRoot(TSC))

function findSources() {
  return FOLDERS.filter(folder => existsSync(inRoot(folder))).flatMap(folder => {
    const names = readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    return names.filter(name => /\.tsx?$/.test(name)).map(name => `${folder}/${name}`)
  })
}

function digestOf(sources) {
  const digest = createHash('sha256')
  for (const path of ['tsconfig.json', ...sources.sort()]) digest.update(`${path}\0`).update(readFileSync(inRoot(path)))
  return digest.digest('hex')
}

function isCurrent() {
  if (!existsSync(inRoot(PROGRAM))) return false
  const sources = findSources()
  if (sources.length === 0) return true
  return existsSync(inRoot(MARKER)) && readFileSync(inRoot(MARKER), 'utf8') === digestOf(sources)
}

function compile() {
  // Taken first: sources may change meanwhile.
  const digest = digestOf(findSources())
  if (hasDevelopmentPackages) run(process.execPath, [TSC], ROOT)
  else emitWithTemporaryCompiler()
  writeFileSync(inRoot(MARKER), digest)
}

function emitWithTemporaryCompiler() {
  const folder = mkdtempSync(join(tmpdir(), 'vereqe-compiler-'))
  try {
    const { packages: locked, lockfileVersion } = readJson(inRoot('package-lock.json'))
    const compiler = Object.entries(locked).filter(([path]) => /^node_modules\/@?typescript(\/|$)/.test(path))
    const packages = Object.fromEntries(compiler.map(([path, { dev: _, ...entry }]) => [path, entry]))
    const root = { private: true, dependencies: { typescript: packages['node_modules/typescript'].version } }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(root))
    const lock = { lockfileVersion, packages: { '': root, ...packages } }
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
    run('npm', ['ci', '--silent', '--prefix', folder], folder)
    run(process.execPath, [join(folder, TSC), '--project', '.deploy'], ROOT)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const readJson = path => JSON.parse(readFileSync(path, 'utf8'))

function run(program, words, cwd) {
  execFileSync(program, words, { cwd, stdio: 'inherit' })
}

const [option] = process.argv.slice(2)
if (option === '--check') {
  if (!isCurrent()) process.stderr.write('vereqe: the program was not compiled from this source; run "npm run build"\n')
  if (!existsSync(inRoot(PROGRAM))) process.exitCode = 2
} else if (!isCurrent() || (hasDevelopmentPackages && option !== '--if-stale')) {
  try {
    compile()
  } catch (error) {
    process.stderr.write(`vereqe: the program could not be compiled: ${error.message.split('\n')[0]}\n`)
    process.exitCode = 1
  }
}
