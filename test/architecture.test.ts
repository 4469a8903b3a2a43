import { describe, expect, test } from 'vitest'
import { banned, importsOf, offences, type Rule, readSources, roomOf, withoutComments } from './support/architecture.ts'

/** Each room with the rooms it may import from. Floors look down; side rooms hang off the floor that needs them. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  migrations: [],
  static: [],
  domain: [],
  i18n: ['domain'],
  store: ['domain', 'migrations'],
  services: ['domain', 'store'],
  intake: ['domain', 'i18n', 'store', 'services'],
  export: ['domain', 'i18n', 'store', 'services'],
  auth: ['domain', 'i18n', 'store', 'services'],
  demo: ['domain', 'i18n', 'store', 'services', 'intake'],
  // Speaks to the intake as any sender does; the frame of its pages is handed in.
  sandbox: ['domain', 'i18n', 'intake', 'views'],
  views: ['i18n'],
  web: ['domain', 'i18n', 'store', 'services', 'intake', 'export', 'auth', 'views', 'log'],
  // Leaves.
  config: [],
  log: [],
  // The builders.
  server: [],
  cli: [
    'domain',
    'i18n',
    'store',
    'services',
    'intake',
    'export',
    'auth',
    'demo',
    'sandbox',
    'web',
    'config',
    'log',
    'server',
  ],
}

/** Packages that only some rooms may know. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'decimal.js': ['domain'],
  zod: ['domain', 'config', 'auth', 'intake'],
  kysely: ['store', 'migrations'],
  'better-sqlite3': ['store'],
  'csv-stringify': ['export'],
  hono: ['web', 'auth', 'sandbox', 'server'],
  'hono/jsx': ['views', 'web', 'sandbox'],
  'hono/html': ['views', 'web'],
  '@hono/node-server': ['server', 'auth'],
  'openid-client': ['auth'],
  'oidc-provider': ['auth'],
  jose: ['auth'],
  'rate-limiter-flexible': ['web'],
  bowser: ['web'],
  // Shapes and scales of charts: their models work them out, and views only write them.
  'd3-scale': ['web'],
  'd3-shape': ['web'],
}

const floors: Rule = {
  sentence: 'imports look down: domain → store → services → web → views, with their side rooms',
  offends: source => {
    const room = roomOf(source.path)
    const allowed = ROOMS[room]
    if (!allowed) return [`nobody knows the room ${room}`]
    const leavesHouse = (target: string) => roomOf(target) !== room && !allowed.includes(roomOf(target))
    return importsOf(source).flatMap(({ target, ours }) => (ours && leavesHouse(target) ? target : []))
  },
}

const packages: Rule = {
  sentence: 'only the rooms that need a package know it',
  offends: source =>
    importsOf(source).flatMap(({ target, ours }) =>
      !ours && PACKAGES[target] && !PACKAGES[target].includes(roomOf(source.path)) ? target : [],
    ),
}

const imports = (sentence: string, room: string, allowed: readonly string[]): Rule => ({
  sentence,
  offends: source =>
    roomOf(source.path) === room
      ? importsOf(source).flatMap(({ target, ours }) => (ours || allowed.includes(target) ? [] : target))
      : [],
})

const viewsTakeWordsOnly: Rule = {
  sentence: 'a view knows of the catalogue its type only',
  offends: source =>
    roomOf(source.path) === 'views'
      ? importsOf(source).flatMap(({ target, typesOnly }) => (roomOf(target) === 'i18n' && !typesOnly ? target : []))
      : [],
}

const inside =
  (...places: readonly string[]) =>
  (path: string) =>
    places.some(place => path.startsWith(place))
const outside =
  (...places: readonly string[]) =>
  (path: string) =>
    !inside(...places)(path)

/** Names that belong to the product and to its money, in whatever language the sentence is. */
const NAMES = /Vərəqə|qəpik/g

const azerbaijaniInItsCatalogue = banned(
  'Azerbaijani text stands in its catalogue',
  /[əƏıİğĞşŞ]/g,
  outside('src/i18n/az.ts', 'src/i18n/az/'),
  withoutNames,
)

const cases: readonly (readonly [rule: Rule, offence: { path: string; text: string }, found: string])[] = [
  [floors, { path: 'src/domain/fund.ts', text: "import { a } from '../store/accounts.ts'" }, 'src/store/accounts.ts'],
  [floors, { path: 'src/store/x.ts', text: "export * from '../services/verify.ts'" }, 'src/services/verify.ts'],
  [floors, { path: 'src/services/x.ts', text: "await import('../i18n/az.ts')" }, 'src/i18n/az.ts'],
  [floors, { path: 'views/x.tsx', text: "import type { A } from '../src/domain/a.ts'" }, 'src/domain/a.ts'],
  [floors, { path: 'src/intake/x.ts', text: "import '../web/app.tsx'" }, 'src/web/app.tsx'],
  [floors, { path: 'src/web/x.ts', text: "import {\n  a,\n  b,\n} from '../cli/main.ts'" }, 'src/cli/main.ts'],
  [floors, { path: 'migrations/9.ts', text: "import { a } from '../src/domain/fund.ts'" }, 'src/domain/fund.ts'],
  [floors, { path: 'src/config.ts', text: "import { a } from './domain/fund.ts'" }, 'src/domain/fund.ts'],
  [floors, { path: 'src/log.ts', text: "import type { A } from './web/context.ts'" }, 'src/web/context.ts'],
  [floors, { path: 'src/helpers/x.ts', text: '' }, 'nobody knows the room helpers'],
  [packages, { path: 'src/services/x.ts', text: "import { sql } from 'kysely/helpers'" }, 'kysely'],
  [packages, { path: 'src/services/x.ts', text: "import { html } from 'hono/html'" }, 'hono/html'],
  [
    imports('the domain imports decimal.js and zod, and nothing else', 'domain', ['decimal.js', 'zod']),
    { path: 'src/domain/x.ts', text: "import { hash } from 'node:crypto'" },
    'node:crypto',
  ],
  [
    imports('views import JSX and its templates, and no other package', 'views', ['hono/jsx', 'hono/html']),
    { path: 'views/x.tsx', text: "import { Hono } from 'hono'" },
    'hono',
  ],
  [
    imports('migrations import the query builder, and nothing else', 'migrations', ['kysely']),
    { path: 'migrations/x.ts', text: "import { readFileSync } from 'node:fs'" },
    'node:fs',
  ],
  [viewsTakeWordsOnly, { path: 'views/x.tsx', text: "import { az } from '../src/i18n/az.ts'" }, 'src/i18n/az.ts'],
  [
    banned(
      'the domain has no clock, no chance and no output',
      /Date\.now|new Date\(\)|Math\.random|performance\.|console\.|\bprocess\./g,
      inside('src/domain/'),
    ),
    { path: 'src/domain/x.ts', text: 'const today = new Date()' },
    'new Date()',
  ],
  [
    banned('only the configuration reads the environment', /process\.env\b|node:process/g, outside('src/config.ts')),
    { path: 'src/web/app.tsx', text: 'if (process.env.PORT) listen()' },
    'process.env',
  ],
  [
    banned(
      'only the answer, its errors and middleware know the headers of htmx',
      /\bhx-(?:request|boosted|current-url|push|replace|re(?:target|swap|select|direct|fresh)|trigger|location)[\w-]*/gi,
      path => inside('src/')(path) && outside('src/web/respond.tsx', 'src/web/errors.tsx', 'src/web/middleware/')(path),
    ),
    { path: 'src/web/routes/x.tsx', text: "c.req.header('HX-Request-Type')" },
    'HX-Request-Type',
  ],
  [
    banned(
      'only the gate takes an account from an address',
      /param\(\s*['"]voen['"]\s*\)|\{[^}]*\bvoen\b[^}]*\} = c\.req\b/g,
      path => inside('src/web/')(path) && outside('src/web/gate.ts')(path),
    ),
    { path: 'src/web/routes/x.tsx', text: 'const { voen, ledger } = c.req.param()' },
    '{ voen, ledger } = c.req',
  ],
  [azerbaijaniInItsCatalogue, { path: 'views/x.tsx', text: '<p>Vərəqə: Məbləğ</p> // Borc və artıq ödəmə' }, 'ə'],
  [azerbaijaniInItsCatalogue, { path: 'src/i18n/help-terms.ts', text: "'Kömək: kartlar, sütunlar, açıq borc'" }, 'ı'],
  [
    banned(
      'no text becomes markup unescaped',
      /\braw\(|dangerouslySetInnerHTML|innerHTML\s*=/g,
      path => /^(views|src)\/.*\.tsx?$/.test(path) && path !== 'views/layout.tsx' && inside('views/', 'src/web/')(path),
    ),
    { path: 'views/x.tsx', text: '<p>{raw(model.name)}</p>' },
    'raw(',
  ],
  [
    banned(
      'no attribute carries code',
      /\bhx-on\b|\bhx-live\b|['"`]\s*js:|\son[a-z]+=["'{]/g,
      inside('views/', 'src/web/'),
    ),
    { path: 'views/x.tsx', text: '<button hx-on:click="x()">' },
    'hx-on',
  ],
  [
    banned(
      'no amount is ever a float in manat',
      /parseFloat|\.toFixed\(|\bNumber\(\s*(?:manat\(|\w*[tT]ext\b|\w+\.(?:amount|debt|overpayment|balance)\b)|[*/] 100\b/g,
      path =>
        inside('src/domain/', 'src/store/', 'src/services/', 'src/export/', 'src/web/models/', 'views/')(path) &&
        outside('src/domain/money.ts')(path),
    ),
    { path: 'src/export/x.ts', text: 'const amount = Number(row.amount) ' },
    'Number(row.amount',
  ],
  [
    banned(
      'no page is found by counting past others, and no walk holds its connection',
      /\.offset\(|\boffset \$?\{?\d|\.stream\(/gi,
      inside('src/'),
    ),
    { path: 'src/store/x.ts', text: 'rows.limit(25).offset(300)' },
    '.offset(',
  ],
]

function withoutNames(text: string): string {
  return withoutComments(text).replace(NAMES, '')
}

const sources = readSources('src', 'views', 'migrations', 'static')
const rules = [...new Map(cases.map(([rule]) => [rule.sentence, rule])).values()]

describe('the house', () => {
  test('is read whole: every floor has sources', () => {
    const rooms = new Set(sources.map(({ path }) => roomOf(path)))
    expect([...rooms]).toEqual(expect.arrayContaining(['domain', 'store', 'services', 'web', 'views', 'migrations']))
  })

  test.each(rules.map(rule => [rule.sentence, rule] as const))('%s', (_, rule) => {
    expect(offences(rule, sources)).toEqual([])
  })

  test.each(cases.map(([rule, source, found]) => [rule.sentence, found, source, rule] as const))(
    '%s: the checker finds the offence "%s"',
    (_, found, source, rule) => {
      expect(offences(rule, [source])).toContain(`${source.path}: ${found}`)
    },
  )

  test('Azerbaijani text may stand in the catalogue and in its parts', () => {
    for (const path of ['src/i18n/az.ts', 'src/i18n/az/help.ts']) {
      expect(offences(azerbaijaniInItsCatalogue, [{ path, text: "title: 'Məbləğ'" }])).toEqual([])
    }
  })

  test('a comment and a word that only looks like an import offend nobody', () => {
    const text = "// import { a } from '../web/app.tsx'\nconst from = 'kysely'\n/* process.env */"
    for (const rule of rules) expect(offences(rule, [{ path: 'src/domain/x.ts', text }])).toEqual([])
  })
})
