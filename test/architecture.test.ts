import { describe, expect, test } from 'vitest'
import {
  banned,
  importCycles,
  importsOf,
  layerOf,
  offences,
  type Rule,
  readSources,
  withoutComments,
} from './support/architecture.ts'

/** Each layer with the layers it may import from. The main ones look down; the others hang off the layer that needs them. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  migrations: [],
  static: [],
  domain: [],
  i18n: ['domain'],
  store: ['domain', 'migrations', 'sqlite-url'],
  services: ['domain', 'store', 'answering-thread'],
  intake: ['domain', 'i18n', 'services'],
  export: ['domain', 'i18n', 'services'],
  // Reads the files in which traders bring their own books.
  'own-books': ['domain', 'i18n', 'child-process'],
  auth: ['domain'],
  // Gets finished texts.
  pdf: ['child-process', 'answering-thread'],
  demo: ['domain', 'i18n', 'store', 'services', 'intake'],
  // Calls the intake over HTTP as a sender does. The frame of its pages is handed in.
  sandbox: ['domain', 'i18n', 'intake', 'views'],
  views: ['i18n'],
  web: [
    'domain',
    'i18n',
    'store',
    'services',
    'intake',
    'export',
    'pdf',
    'own-books',
    'auth',
    'views',
    'log',
    'network',
  ],
  metrics: ['domain', 'store', 'services'],
  config: ['sqlite-url'],
  log: [],
  network: [],
  'sqlite-url': [],
  'child-process': [],
  'answering-thread': [],
  server: ['network', 'i18n'],
  cli: [
    'domain',
    'i18n',
    'store',
    'services',
    'intake',
    'export',
    'pdf',
    'auth',
    'demo',
    'sandbox',
    'web',
    'metrics',
    'config',
    'log',
    'server',
    'sqlite-url',
  ],
}

/** Each subject (subfolder) of a layer with those it may import from; `shared` are the files right below the layer. */
const SUBJECTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  services: {
    shared: [],
    statement: ['shared'],
    access: ['shared'],
    intake: ['shared'],
    papers: ['shared', 'statement'],
    'own-books': ['shared', 'statement'],
    maintenance: ['intake'],
  },
  store: {
    engine: [],
    ledger: ['engine'],
    intake: ['engine'],
    access: ['engine'],
    papers: ['engine'],
    maintenance: ['engine', 'ledger', 'access', 'papers'],
  },
}

/** Packages that only some layers may import. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'decimal.js': ['domain'],
  zod: ['domain', 'config', 'auth', 'intake', 'export'],
  kysely: ['store', 'migrations'],
  'better-sqlite3': ['store'],
  pg: ['store'],
  'csv-stringify': ['export'],
  yauzl: ['own-books'],
  saxes: ['own-books'],
  yazl: ['export'],
  '@libpdf/core': ['pdf'],
  '@myriaddreamin/typst-ts-node-compiler': ['pdf'],
  qr: ['pdf'],
  hono: ['web', 'auth', 'sandbox'],
  'hono/jsx': ['views', 'web', 'sandbox'],
  'hono/html': ['views', 'web'],
  'hono/cookie': ['web'],
  'hono/route': ['web'],
  'hono/utils/http-status': ['web'],
  '@hono/node-server': ['server', 'auth'],
  'openid-client': ['auth'],
  'oidc-provider': ['auth'],
  jose: ['auth'],
  'rate-limiter-flexible': ['web'],
  bowser: ['web'],
  'prom-client': ['metrics'],
  // Page models compute the shapes of charts; views only print them.
  'd3-scale': ['web'],
  'd3-shape': ['web'],
}

const layers: Rule = {
  sentence: 'imports look down: domain → store → services → web → views, with the layers beside them',
  offends: source => {
    const layer = layerOf(source.path)
    const allowed = LAYERS[layer]
    if (!allowed) return [`unknown layer ${layer}`]
    const isForbidden = (target: string) => layerOf(target) !== layer && !allowed.includes(layerOf(target))
    return importsOf(source).flatMap(({ target, isFile }) => (isFile && isForbidden(target) ? target : []))
  },
}

function subjectOf(path: string): string {
  const [, , subject, ...rest] = path.split('/')
  return rest.length > 0 ? subject! : 'shared'
}

const subjects: Rule = {
  sentence: 'the subjects of services and of store import each other only as listed',
  offends: source => {
    const layer = layerOf(source.path)
    const known = SUBJECTS[layer]
    if (!known) return []
    const subject = subjectOf(source.path)
    const allowed = known[subject]
    if (!allowed) return [`unknown subject ${subject}`]
    return importsOf(source).flatMap(({ target }) => {
      const isForbidden = layerOf(target) === layer && ![subject, ...allowed].includes(subjectOf(target))
      return isForbidden ? target : []
    })
  },
}

const packages: Rule = {
  sentence: 'only the layers that need a package import it',
  offends: source =>
    importsOf(source).flatMap(({ target, isFile }) => {
      if (isFile || target.startsWith('node:') || target.startsWith('#')) return []
      return PACKAGES[target]?.includes(layerOf(source.path)) ? [] : target
    }),
}

const imports = (sentence: string, layer: string, allowed: readonly string[]): Rule => ({
  sentence,
  offends: source =>
    layerOf(source.path) === layer
      ? importsOf(source).flatMap(({ target, isFile }) => (isFile || allowed.includes(target) ? [] : target))
      : [],
})

const viewsTakeTypesOfCatalogue: Rule = {
  sentence: 'views import only types of the catalogue',
  offends: source =>
    layerOf(source.path) === 'views'
      ? importsOf(source).flatMap(({ target, typesOnly }) => (layerOf(target) === 'i18n' && !typesOnly ? target : []))
      : [],
}

const inside =
  (...prefixes: readonly string[]) =>
  (path: string) =>
    prefixes.some(prefix => path.startsWith(prefix))
const outside =
  (...prefixes: readonly string[]) =>
  (path: string) =>
    !inside(...prefixes)(path)

/** The names of the product and of its money, which every language uses. */
const NAMES = /Vərəqə|qəpik/g

const azerbaijaniInItsCatalogue = banned(
  'Azerbaijani text is in its catalogue only',
  /[əƏıİğĞşŞ]/g,
  outside('src/i18n/az.ts', 'src/i18n/az/'),
  withoutNames,
)

const cases: readonly (readonly [rule: Rule, offence: { path: string; text: string }, found: string])[] = [
  [layers, { path: 'src/domain/fund.ts', text: "import { a } from '../store/accounts.ts'" }, 'src/store/accounts.ts'],
  [layers, { path: 'src/store/x.ts', text: "export * from '../services/verify.ts'" }, 'src/services/verify.ts'],
  [layers, { path: 'src/services/x.ts', text: "await import('../i18n/az.ts')" }, 'src/i18n/az.ts'],
  [layers, { path: 'views/x.tsx', text: "import type { A } from '../src/domain/a.ts'" }, 'src/domain/a.ts'],
  [layers, { path: 'src/intake/x.ts', text: "import '../web/app.tsx'" }, 'src/web/app.tsx'],
  [layers, { path: 'src/web/x.ts', text: "import {\n  a,\n  b,\n} from '../cli/main.ts'" }, 'src/cli/main.ts'],
  [layers, { path: 'migrations/9.ts', text: "import { a } from '../src/domain/fund.ts'" }, 'src/domain/fund.ts'],
  [layers, { path: 'src/config.ts', text: "import { a } from './domain/fund.ts'" }, 'src/domain/fund.ts'],
  [layers, { path: 'src/log.ts', text: "import type { A } from './web/context.ts'" }, 'src/web/context.ts'],
  [layers, { path: 'src/helpers/x.ts', text: '' }, 'unknown layer helpers'],
  [
    subjects,
    { path: 'src/services/access/x.ts', text: "import { a } from '../intake/senders.ts'" },
    'src/services/intake/senders.ts',
  ],
  [
    subjects,
    { path: 'src/store/engine/x.ts', text: "import type { A } from '../ledger/a.ts'" },
    'src/store/ledger/a.ts',
  ],
  [subjects, { path: 'src/store/helpers/x.ts', text: '' }, 'unknown subject helpers'],
  [packages, { path: 'src/services/x.ts', text: "import { sql } from 'kysely/helpers'" }, 'kysely'],
  [packages, { path: 'src/services/x.ts', text: "import { unknown } from 'unknown'" }, 'unknown'],
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
    imports('migrations import the query builder and digests, and nothing else', 'migrations', [
      'kysely',
      'node:crypto',
    ]),
    { path: 'migrations/x.ts', text: "import { readFileSync } from 'node:fs'" },
    'node:fs',
  ],
  [
    viewsTakeTypesOfCatalogue,
    { path: 'views/x.tsx', text: "import { az } from '../src/i18n/az.ts'" },
    'src/i18n/az.ts',
  ],
  [
    banned(
      'the domain has no clock, randomness or output',
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
      'only responses, errors and middleware know the headers of htmx',
      /\bhx-(?:request|boosted|current-url|push|replace|re(?:target|swap|select|direct|fresh)|trigger|location)[\w-]*/gi,
      path => inside('src/')(path) && outside('src/web/respond.tsx', 'src/web/errors.tsx', 'src/web/middleware/')(path),
    ),
    { path: 'src/web/routes/x.tsx', text: "c.req.header('HX-Request-Type')" },
    'HX-Request-Type',
  ],
  [
    banned(
      'only the access gate reads an account from a URL',
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
      'no query skips rows by offset, and no walk holds its connection',
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

describe('the architecture', () => {
  test('is read whole: every main layer has sources', () => {
    const found = new Set(sources.map(({ path }) => layerOf(path)))
    expect([...found]).toEqual(expect.arrayContaining(['domain', 'store', 'services', 'web', 'views', 'migrations']))
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

  test('no file imports itself through others, not even for types', () => {
    expect(importCycles(sources)).toEqual([])
  })

  test('finds a cycle through several files, and each cycle once', () => {
    const file = (name: string, ...imports: readonly string[]) => ({
      path: `src/domain/${name}.ts`,
      text: imports.map(target => `import type { A } from './${target}.ts'`).join('\n'),
    })
    const files = [file('a', 'b'), file('b', 'c'), file('c', 'a', 'd'), file('d')]
    expect(importCycles(files)).toEqual([['src/domain/a.ts', 'src/domain/b.ts', 'src/domain/c.ts']])
    expect(importCycles([file('a', 'b'), file('b', 'c'), file('c')])).toEqual([])
  })

  test('allows Azerbaijani text in the catalogue and in its parts', () => {
    for (const path of ['src/i18n/az.ts', 'src/i18n/az/help.ts']) {
      expect(offences(azerbaijaniInItsCatalogue, [{ path, text: "title: 'Məbləğ'" }])).toEqual([])
    }
  })

  test('ignores comments, and words that only look like an import', () => {
    const text = "// import { a } from '../web/app.tsx'\nconst from = 'kysely'\n/* process.env */"
    for (const rule of rules) expect(offences(rule, [{ path: 'src/domain/x.ts', text }])).toEqual([])
  })
})
