import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import type { PageAssets } from '../../../views/layout.tsx'
import type { Env } from '../context.ts'
import { acceptedEncoding } from './compression.ts'
import { minifyCss } from './minify-css.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

interface Asset {
  readonly url: string
  readonly type: string
  readonly hash: string
  readonly bodies: Readonly<Record<'identity' | 'gzip' | 'br', Uint8Array<ArrayBuffer>>>
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const { resolve } = createRequire(import.meta.url)

/** The address contains the hash of the content, so browsers may cache the file for ever. */
function load(name: string, ...specifiers: readonly [string, ...string[]]): Asset {
  const extension = extname(specifiers[0])
  const joined = Buffer.concat(specifiers.map(specifier => readFileSync(resolve(specifier))))
  const body = extension === '.css' ? Buffer.from(minifyCss(joined.toString('utf8'))) : joined
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12)
  return {
    url: `/static/${name}.${hash}${extension}`,
    type: TYPES[extension]!,
    hash,
    bodies: {
      identity: body,
      gzip: gzipSync(body, { level: 9 }),
      br: brotliCompressSync(body),
    },
  }
}

const stylesheet = load(
  'app',
  '#static/app.css',
  '#static/account.css',
  '#static/cards.css',
  '#static/filter.css',
  '#static/forms.css',
  '#static/results.css',
  '#static/person.css',
  '#static/help.css',
  '#static/progress.css',
  '#static/media.css',
  '#static/print.css',
)
/** Style sheets that only one kind of page loads. */
const ownStylesheets = {
  entrance: load('entrance', '#static/entrance.css'),
  statement: load('statement', '#static/statement.css', '#static/sums.css'),
  ledger: load('ledger', '#static/entries.css', '#static/sums.css'),
  operations: load('operations', '#static/operations.css'),
  charts: load('charts', '#static/charts.css'),
  lists: load('lists', '#static/lists.css', '#static/list-filter.css'),
  search: load('search', '#static/search.css'),
  debts: load('debts', '#static/debts.css', '#static/list-filter.css'),
  documents: load('documents', '#static/documents.css'),
  ownBooks: load('own-books', '#static/own-books.css'),
  acts: load('acts', '#static/acts.css'),
  help: load('help', '#static/guide.css'),
  trace: load('trace', '#static/trace.css'),
  extract: load('extract', '#static/sums.css', '#static/extract.css'),
}
const htmx = load('htmx', 'htmx.org/dist/htmx.min.js')
const logo = load('logo', '#static/logo.svg')

export interface Sheet {
  readonly url: string
  readonly hash: string
  readonly text: string
}

const sheetOf = ({ url, hash, bodies }: Asset): Sheet => ({
  url,
  hash,
  text: Buffer.from(bodies.identity).toString('utf8'),
})

export const sheet = sheetOf(stylesheet)

export type OwnSheet = keyof typeof ownStylesheets

export const ownSheets: Readonly<Record<OwnSheet, Sheet>> = {
  entrance: sheetOf(ownStylesheets.entrance),
  statement: sheetOf(ownStylesheets.statement),
  ledger: sheetOf(ownStylesheets.ledger),
  operations: sheetOf(ownStylesheets.operations),
  charts: sheetOf(ownStylesheets.charts),
  lists: sheetOf(ownStylesheets.lists),
  search: sheetOf(ownStylesheets.search),
  debts: sheetOf(ownStylesheets.debts),
  documents: sheetOf(ownStylesheets.documents),
  ownBooks: sheetOf(ownStylesheets.ownBooks),
  acts: sheetOf(ownStylesheets.acts),
  help: sheetOf(ownStylesheets.help),
  trace: sheetOf(ownStylesheets.trace),
  extract: sheetOf(ownStylesheets.extract),
}

export const pageAssets: PageAssets = {
  stylesheets: [stylesheet.url],
  inlined: [],
  deferred: null,
  htmx: htmx.url,
  logo: logo.url,
}

const byUrl = new Map([stylesheet, ...Object.values(ownStylesheets), htmx, logo].map(asset => [asset.url, asset]))

export function assetRoutes(): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/static/:file', c => {
    const asset = byUrl.get(c.req.path)
    if (!asset) return c.notFound()
    const encoding = acceptedEncoding(c.req.header('accept-encoding'))
    return new Response(asset.bodies[encoding ?? 'identity'], {
      headers: {
        ...SECURITY_HEADERS,
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
        ...(encoding && { 'content-encoding': encoding }),
      },
    })
  })
  return routes
}
