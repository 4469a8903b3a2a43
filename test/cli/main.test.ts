import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { withoutPassword } from '../../src/cli/store-url.ts'
import { HttpBrowser } from '../support/people/http-browser.ts'
import { addressOf, counts, DEMONSTRATION, EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const COMMANDS = [
  'serve',
  'import',
  'export',
  'cards',
  'journal',
  'verify',
  'held',
  'retry-held',
  'dismiss-held',
  'rejected',
  'clear-rejected',
  'audit',
  'senders',
  'add-sender',
  'add-key',
  'remove-key',
  'remove-sender',
  'end-sessions',
  'doctor',
  'backup',
  'restore',
  'migrate',
  'copy',
  'demo',
]

describe('--help', () => {
  test('explains each command with an example, and needs no store', async () => {
    await using vereqe = await Vereqe.open()
    const help = await vereqe.output('--help')
    for (const command of COMMANDS) {
      expect(help).toMatch(
        new RegExp(`^ {2}${command}\\b.*\\n {6}[A-Z].*\\n {6}for example: npm run -s vereqe -- ${command}`, 'm'),
      )
    }
    if (vereqe.storeUrl.startsWith('sqlite:')) expect(existsSync(vereqe.storeUrl.slice('sqlite:'.length))).toBe(false)
  })

  test('explains only the named command', async () => {
    await using vereqe = await Vereqe.open()
    const help = await vereqe.output('cards', '--help')
    expect(help).toContain('cards [--voen V] --from D --to D')
    expect(help).not.toContain('journal')
  })
})

test('--version prints name and version of package.json, with settings that are faulty too', async () => {
  await using vereqe = await Vereqe.open()
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  for (const word of ['--version', 'version']) {
    const { code, stdout } = await vereqe.run([word], '', { PORT: 'none' })
    expect([code, stdout]).toEqual([0, `${name} ${version}\n`])
  }
})

test('npm run vereqe runs the program', async () => {
  await using vereqe = await Vereqe.open()
  const env = { ...process.env, DATABASE_URL: vereqe.storeUrl }
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'vereqe', '--', 'import', EXAMPLE], {
    cwd: ROOT,
    env,
  })
  expect(counts(stdout)).toMatchObject({ applied: 23 })
})

test('migrate creates an empty store, and changes nothing the second time', async () => {
  await using vereqe = await Vereqe.open()
  const upToDate = 'The store is up to date.\n'
  const made = `A new store was made: ${withoutPassword(vereqe.storeUrl)}.\n`
  expect(await vereqe.run(['migrate'])).toMatchObject({ code: 0, stdout: '', stderr: made + upToDate })
  expect(await vereqe.run(['migrate'])).toMatchObject({ code: 0, stdout: '', stderr: upToDate })
  expect((await vereqe.output('export')).split('\n')).toHaveLength(2)
})

describe('a mistyped setting', () => {
  test('is a warning before what the command says, with faulty settings too; a variable of another program is none', async () => {
    await using vereqe = await Vereqe.open()
    const warned = 'vereqe: SESION_HOURS is no setting of this program and is ignored; did you mean SESSION_HOURS?\n'
    const migrate = (env: Record<string, string>) => vereqe.run(['migrate'], '', env)
    expect((await migrate({ SESION_HOURS: '8' })).stderr).toMatch(/^vereqe: SESION_HOURS is no setting/)
    expect(await migrate({ SESION_HOURS: '8' })).toMatchObject({
      code: 0,
      stderr: `${warned}The store is up to date.\n`,
    })
    expect(await migrate({ SESION_HOURS: '8', PORT: 'none' })).toMatchObject({
      code: 2,
      stderr: `${warned}vereqe: PORT must be a number from 0 to 65535\n`,
    })
    expect((await migrate({ PATH: '/bin', HOME: '/root' })).stderr).toBe('The store is up to date.\n')
  })
})

test('demo loads the demonstration traders once', async () => {
  await using vereqe = await Vereqe.open()
  const loaded = await vereqe.run(['demo'])
  expect(loaded).toMatchObject({ code: 0, stdout: '', stderr: '2474 demonstration events loaded.\n' })
  expect(await vereqe.run(['demo'])).toMatchObject({ code: 0, stderr: '0 demonstration events loaded.\n' })
  const { stdout } = await vereqe.run(['import', DEMONSTRATION])
  expect(counts(stdout)).toMatchObject({ applied: 0, duplicate: 2465 })
})

describe('serve', () => {
  test('answers until it is stopped, and loads no demonstration data into a configured store', async () => {
    await using vereqe = await Vereqe.open()
    const running = vereqe.start(['serve'], { PORT: '0' })
    const url = await addressOf(running)
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok')
    const home = await (await fetch(url)).text()
    expect(home).not.toContain('/accounts/')
    running.child.kill('SIGTERM')
    expect(await running.ended).toMatchObject({ code: 0, signal: null, stdout: '' })
    expect((await vereqe.output('export')).split('\n')).toHaveLength(2)
  })

  test('creates a store with demonstration traders in a fresh checkout, and lists people and addresses to try', async () => {
    const checkout = mkdtempSync(join(tmpdir(), 'vereqe-checkout-'))
    for (const part of ['package.json', 'static', 'src/demo', 'dist/src', 'dist/migrations', 'dist/views']) {
      cpSync(join(ROOT, part), join(checkout, part), { recursive: true })
    }
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
    await using vereqe = await Vereqe.open(join(checkout, 'dist/src/cli/main.js'))
    const running = vereqe.start(['serve'], { PORT: '0', DATABASE_URL: '' })
    const url = await addressOf(running)
    // Three clicks: sign in, choose a person, choose a company.
    const browser = new HttpBrowser(url)
    const people = await browser.open((await browser.open('/')).link('ASAN Login'))
    expect(people.text).toContain('Bu, ASAN Login deyil')
    const cabinet = await browser.send(browser.address, { person: 'director' })
    const [statement] = cabinet.links(/Şəxsi hesab vərəqəsi:/)
    expect((await browser.open(statement!)).heading).toBe('Şəxsi hesab vərəqəsi')
    expect(browser.address).toMatch(/^\/accounts\/\d{10}$/)
    running.child.kill('SIGINT')
    const { code, stderr } = await running.ended
    expect(code).toBe(0)
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    for (const text of [
      `${version} is at ${url}`,
      'accountant of one company',
      `${url}/sandbox/hop`,
      `${url}/sandbox/officer`,
      'data/vereqe.db',
    ]) {
      expect(stderr).toContain(text)
    }
    expect(existsSync(join(checkout, 'data/vereqe.db'))).toBe(true)
    rmSync(checkout, { recursive: true })
  })
})
