/**
 * Compiles the program into dist. npm runs this at the end of `npm ci`, and for `npm run build`.
 *
 * With the development packages, their tsc also checks types. Without them (`npm ci --omit=dev`) a compiler is installed
 * into a temporary folder, of the version and with the checksums of package-lock.json, and only emits. Nothing is
 * compiled there if dist is newer than all sources, as after a copy, or if there are no sources, as in a release.
 *
 * Options: --if-stale does nothing if dist is newer than all sources; --check only says whether it is.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PROGRAM = join(ROOT, 'dist/src/cli/main.js')
/** Our own marker: tsc does not touch what it would not change, and writes its build info also without compiling. */
const MARKER = join(ROOT, 'dist/.built')
const TSC = 'node_modules/typescript/bin/tsc'

const changed = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

function sources() {
  return ['src', 'views', 'migrations'].flatMap(folder => {
    const path = join(ROOT, folder)
    if (!changed(path)) return []
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    return names.filter(name => /\.tsx?$/.test(name)).map(name => join(path, name))
  })
}

function isCurrent() {
  if (!changed(PROGRAM)) return false
  const files = sources()
  return files.length === 0 || Math.max(...files.map(changed)) <= changed(MARKER)
}

function compile() {
  // Sources that change meanwhile must count as newer.
  const began = new Date()
  if (changed(join(ROOT, TSC))) run(process.execPath, [TSC], ROOT)
  else emitWithTemporaryCompiler()
  writeFileSync(MARKER, '')
  utimesSync(MARKER, began, began)
}

function emitWithTemporaryCompiler() {
  const folder = mkdtempSync(join(tmpdir(), 'vereqe-compiler-'))
  try {
    const { packages: locked, lockfileVersion } = readJson(join(ROOT, 'package-lock.json'))
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
const hasDevelopmentPackages = changed(join(ROOT, TSC)) > 0
if (option === '--check') {
  if (!isCurrent()) process.stderr.write('vereqe: the compiled program is older than its source; run "npm run build"\n')
  if (!changed(PROGRAM)) process.exitCode = 2
} else if (!isCurrent() || (hasDevelopmentPackages && option !== '--if-stale')) {
  try {
    compile()
  } catch (error) {
    process.stderr.write(`vereqe: the program could not be compiled: ${error.message.split('\n')[0]}\n`)
    process.exitCode = 1
  }
}
