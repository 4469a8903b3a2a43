import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { withoutPassword } from '../../src/cli/store-url.ts'
import { Vereqe } from '../support/stores/vereqe.ts'

test.each([
  ['postgres://u:SECRET@h:5432/db', 'postgres://u:…@h:5432/db'],
  ['mysql://u:SECRET@localhost', 'mysql://u:…@localhost'],
  ['postgres://u:SEC@RET@h/db', 'postgres://u:…@h/db'],
  ['postgres://u:SEC/RET?x#y@h/db', 'postgres://u:…@h/db'],
  ['postgres:u:SECRET@h/db', 'postgres:u:…@h/db'],
  ['postgres:/u:SECRET@h/db', 'postgres:/u:…@h/db'],
  ['u:SECRET@h', 'u:…@h'],
  ['postgres://:SECRET@h', 'postgres://:…@h'],
  ['postgres://u:SECRET', 'postgres://u:…'],
  ['sqlite://u:SECRET@h/x', 'sqlite://u:…@h/x'],
  ['sqlite:///u:SECRET@h/x', 'sqlite:///u:…@h/x'],
  ['sqlite:u:SEC/RET@h/x', 'sqlite:u:…@h/x'],
  ['sqlite:postgres://u:SECRET@h/x', 'sqlite:postgres:…@h/x'],
  ['sqlite:/x?password=SECRET', 'sqlite:/x?password=…'],
  ['postgres://h/db?user=u&password=SECRET&x=1', 'postgres://h/db?user=u&password=…&x=1'],
  ['postgres://h/db?sslpassword=SECRET', 'postgres://h/db?sslpassword=…'],
])('of %s no password is shown', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown)
})

test.each([
  'sqlite:/var/lib/u:x@h/vereqe.db',
  'sqlite:///var/lib/u@h/vereqe.db',
  'sqlite:data/u:x/vereqe.db',
  'postgres://u@h:5432/db',
  'postgres://h/db',
  'postgres://[::1]:5432/db',
])('%s has no password and is shown whole', url => {
  expect(withoutPassword(url)).toBe(url)
})

const URLS = [
  'mysql://u:SECRET@127.0.0.1:1/db',
  'postgres://u:SECRET@127.0.0.1:1/db',
  'postgres://u:SECRET@[/db',
  'postgres://u:SEC%ZZSECRET@127.0.0.1:1/db',
  'postgres://127.0.0.1:1/db?password=SECRET',
  'postgres:u:SECRET@127.0.0.1:1/db',
  'sqlite://u:SECRET@h/x',
  'sqlite:///u:SECRET@h/x',
  'sqlite:/u:SECRET@h/x',
  'sqlite:u:SECRET@h/x',
  'sqlite:postgres://u:SECRET@h/x',
  'sqlite:sqlite://u:SECRET@h/x',
]

const USES: readonly ((url: string) => [words: string[], env?: Record<string, string>])[] = [
  url => [['copy', url, 'sqlite:target.db']],
  url => [['copy', 'sqlite:source.db', url]],
  url => [['verify'], { DATABASE_URL: url }],
  url => [['migrate'], { DATABASE_URL: url }],
  url => [['backup', 'backup.db'], { DATABASE_URL: url }],
  url => [['restore', 'backup.db'], { DATABASE_URL: url }],
  url => [[url]],
  url => [['verify', url]],
  url => [['held', '--gauge', url]],
]

test('no refusal shows a password, wherever the URL stands and however it is malformed', async () => {
  await using vereqe = await Vereqe.open()
  const refusals = URLS.flatMap(url =>
    USES.map(async use => {
      const [words, env = {}] = use(url)
      const { code, stdout, stderr } = await vereqe.run(words, '', env)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).not.toContain('SECRET')
    }),
  )
  await Promise.all(refusals)
})

const NO_FILES = [
  'sqlite://u:SECRET@h/x',
  'sqlite://u@h/x',
  'sqlite:///u:SECRET@h/x',
  'sqlite:u:SECRET@h/x',
  'sqlite:postgres://u:SECRET@h/x',
  'sqlite:postgres://h/x',
  'sqlite:postgres:x',
  'sqlite:mysql://u:SECRET@h/x',
]

test.each(NO_FILES)('%s names no file: no command makes one there, and the refusal says what to write', async url => {
  await using vereqe = await Vereqe.open()
  const path = resolve(url.replace(/^sqlite:/, ''))
  for (const command of ['serve', 'migrate', 'verify', 'backup']) {
    const { code, stderr } = await vereqe.run([command, ...(command === 'backup' ? ['x.db'] : [])], '', {
      DATABASE_URL: url,
    })
    expect([command, code]).toEqual([command, 2])
    expect(stderr).toContain('write sqlite:PATH for a file')
  }
  const copied = await vereqe.run(['copy', vereqe.storeUrl, url])
  expect(copied.code).toBe(2)
  const examined = await vereqe.run(['doctor'], '', { DATABASE_URL: url })
  expect(examined.code).toBe(1)
  expect(examined.stdout).toMatch(/^fault +settings +DATABASE_URL begins with sqlite: and names a user/m)
  for (const { stdout, stderr } of [copied, examined]) expect(stdout + stderr).not.toContain('SECRET')
  expect(existsSync(path)).toBe(false)
})
