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
  ['postgres://h/db?user=u&password=SECRET&x=1', 'postgres://h/db?user=u&password=…&x=1'],
  ['postgres://h/db?sslpassword=SECRET', 'postgres://h/db?sslpassword=…'],
])('of %s no password is shown', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown)
})

test.each(['sqlite:/var/lib/u:x@h/vereqe.db', 'postgres://u@h:5432/db', 'postgres://h/db', 'postgres://[::1]:5432/db'])(
  '%s has no password and is shown whole',
  url => {
    expect(withoutPassword(url)).toBe(url)
  },
)

const URLS = [
  'mysql://u:SECRET@127.0.0.1:1/db',
  'postgres://u:SECRET@127.0.0.1:1/db',
  'postgres://u:SECRET@[/db',
  'postgres://u:SEC%ZZSECRET@127.0.0.1:1/db',
  'postgres://127.0.0.1:1/db?password=SECRET',
]

const USES: readonly ((url: string) => [words: string[], env?: Record<string, string>])[] = [
  url => [['copy', url, 'sqlite:target.db']],
  url => [['copy', 'sqlite:source.db', url]],
  url => [['verify'], { DATABASE_URL: url }],
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
