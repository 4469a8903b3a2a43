/** The cost of the pages that explain: of an operation of each kind, of a declaration and of a reference. */
import SQLite from 'better-sqlite3'
import { declarationUrl, ledgerUrl, operationUrl, referenceUrl } from '../../../src/web/urls.ts'
import { LEDGER } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { measurePageCosts } from './page-costs.ts'
import { ServerProcess } from './server-process.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

type Account = LargeStore['large']

const TYPES = ['assessment', 'reduction', 'hop-payment', 'advance-drawdown', 'advance-payment-general'] as const

export async function measureOperations({ path, url, large, small, cookie }: LargeStore): Promise<Finding[]> {
  tell('Operations, declarations and references: small and large account')
  const server = await ServerProcess.start(url)
  try {
    const [ofLarge, ofSmall] = [pagesOf(path, large), pagesOf(path, small)]
    const costs = await measurePageCosts(
      [
        { name: 'ledger', server, path: ledgerUrl(large.voen, LEDGER) },
        ...[...ofLarge].map(([name, path]) => ({ name: `large ${name}`, server, path })),
        ...[...ofSmall].map(([name, path]) => ({ name: `small ${name}`, server, path })),
      ],
      { requests: 100, rounds: 7, connections: 4, cookie },
    )
    const cost_us = (name: string) => costs.get(name)!.cpu_us
    const compared = [...ofLarge.keys()]
      .filter(name => ofSmall.has(name))
      .map(name => ({ name, large_us: cost_us(`large ${name}`), small_us: cost_us(`small ${name}`) }))
    const steepest = compared.reduce((one, other) => (ratio(other) > ratio(one) ? other : one))
    const dearest = compared.reduce((one, other) => (other.large_us > one.large_us ? other : one))
    const of = ({ name, large_us }: typeof dearest) =>
      `${name}, account of ${count(large.rows)} rows: ${large_us.toFixed(0)} µs`
    return [
      {
        measured: `of ${compared.length} pages, the one that grows most with its account: ${of(steepest)}`,
        against: `the same, account of ${count(small.rows)} rows: ${steepest.small_us.toFixed(0)} µs`,
        value: ratio(steepest),
        mark: { max: 1.2 },
      },
      {
        measured: `the most expensive of them: ${of(dearest)}`,
        against: `the plain page of 25 rows, ledger ${LEDGER}: ${cost_us('ledger').toFixed(0)} µs`,
        value: dearest.large_us / cost_us('ledger'),
        mark: { max: 1 },
      },
    ]
  } finally {
    await server.stop()
  }
}

function ratio({ large_us, small_us }: { readonly large_us: number; readonly small_us: number }): number {
  return large_us / small_us
}

/** The addresses of pages about rows in the middle of an account, by what they show. */
export function pagesOf(path: string, { voen, rows }: Account): Map<string, string> {
  const store = new SQLite(path, { readonly: true })
  try {
    const first = (condition: string) =>
      store
        .prepare(
          `select seq, declaration, reference from ledger_entry indexed by ledger_entry_by_date
           where voen = ? and seq >= ? and ${condition} order by operation_date, seq limit 1`,
        )
        .get(voen, Math.floor(rows / 2)) as { seq: number; declaration: string; reference: string } | undefined
    const pages = new Map<string, string>()
    for (const type of TYPES) {
      const row = first(`type = '${type}'`)
      if (row) pages.set(`an operation (${type})`, operationUrl(voen, row.seq))
    }
    const [declared, referred] = [
      first(`declaration is not null`),
      first(`type = 'assessment' and reference is not null`),
    ]
    if (declared) pages.set('a declaration', declarationUrl(voen, declared.declaration))
    if (referred) pages.set('a reference', referenceUrl(voen, referred.reference))
    return pages
  } finally {
    store.close()
  }
}
