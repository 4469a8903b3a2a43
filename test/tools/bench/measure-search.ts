/** A search in a large account: by what has an index, and by a part that only reading every number finds. */
import SQLite from 'better-sqlite3'
import { LEDGER } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { measurePageCosts, type PageCost } from './page-costs.ts'
import { ServerProcess } from './server-process.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

export interface Asked {
  /** The search that each kind is measured with. */
  readonly prefix: string
  readonly suffix: string
  readonly amount: string
  readonly anyPart: string
  readonly declarations: number
}

export async function measureSearch(store: LargeStore): Promise<Finding[]> {
  tell('Search: the beginning and the end of a number, an amount, and any part of a number')
  const { large, cookie } = store
  const asked = askedOf(store)
  const server = await ServerProcess.start(store.url)
  try {
    const searchFor = (text: string) => `/accounts/${large.voen}/search?q=${encodeURIComponent(text)}`
    const variant = (name: keyof Omit<Asked, 'declarations'>) => ({ name, server, path: searchFor(asked[name]) })
    for (const name of ['prefix', 'suffix', 'amount', 'anyPart'] as const) {
      const page = await fetch(server.url + variant(name).path, { headers: { cookie } })
      const isFound = /href="[^"]*\/(declarations|operations)\/\d/.test(await page.text())
      if (page.status !== 200 || !isFound) throw new Error(`The search for ${asked[name]} finds nothing`)
    }
    const plain = { name: 'plain', server, path: `/accounts/${large.voen}/ledgers/${LEDGER}` }
    const indexed = await measurePageCosts([plain, variant('prefix'), variant('suffix'), variant('amount')], {
      requests: 80,
      rounds: 9,
      connections: 4,
      cookie,
    })
    const reading = await measurePageCosts([plain, variant('anyPart')], {
      requests: 4,
      rounds: 9,
      connections: 1,
      cookie,
    })
    const account = `account of ${count(large.rows)} rows and ${count(asked.declarations)} declarations`
    const plainPage = (costs: Map<string, PageCost>) => `the plain page of 25 rows: ${inMilliseconds(costs, 'plain')}`
    const anyPart = `any part of a declaration number (${asked.anyPart}, in the oldest alone), ${account}: ${inMilliseconds(reading, 'anyPart')} of the server's processor time`
    return [
      ...KINDS.map(({ name, named }) => ({
        measured: `search for ${named} (${asked[name]}), ${account}: ${inMilliseconds(indexed, name)} of the server's processor time`,
        against: plainPage(indexed),
        value: indexed.get(name)!.cpu_us / indexed.get('plain')!.cpu_us,
        mark: { max: 2 },
      })),
      {
        measured: `search for ${anyPart}`,
        against: plainPage(reading),
        value: reading.get('anyPart')!.cpu_us / reading.get('plain')!.cpu_us,
        mark: null,
      },
      {
        measured: 'the same processor time in milliseconds',
        against: 'the bound of a search without an index',
        value: reading.get('anyPart')!.cpu_us / 1000,
        mark: { max: 50 },
        unit: 'ms',
      },
    ]
  } finally {
    await server.stop()
  }
}

export const KINDS = [
  { name: 'prefix', named: 'the beginning of a declaration number' },
  { name: 'suffix', named: 'the end of a declaration number' },
  { name: 'amount', named: 'an amount' },
] as const

/** Texts that find something: of the middle of the account, and a part that only its oldest declarations have. */
export function askedOf({ path, large: { voen, rows } }: LargeStore): Asked {
  const store = new SQLite(path, { readonly: true })
  try {
    const { declarations } = store
      .prepare('select count(*) as declarations from declaration where voen = ?')
      .get(voen) as { declarations: number }
    const oldest = store
      .prepare('select declaration from declaration where voen = ? order by document limit 1')
      .get(voen) as { declaration: string }
    const middle = store
      .prepare(
        `select declaration, amount from ledger_entry
         where voen = ? and ledger = ? and seq >= ? and declaration is not null order by seq limit 1`,
      )
      .get(voen, LEDGER, Math.floor(rows / 2)) as { declaration: string; amount: number }
    return {
      prefix: middle.declaration.slice(0, middle.declaration.lastIndexOf('/')),
      suffix: middle.declaration.slice(middle.declaration.lastIndexOf('-')),
      amount: (middle.amount / 100).toFixed(2).replace('.', ','),
      anyPart: oldest.declaration.slice(1, oldest.declaration.lastIndexOf('-') + 1),
      declarations,
    }
  } finally {
    store.close()
  }
}

function inMilliseconds(costs: Map<string, PageCost>, name: string): string {
  return `${(costs.get(name)!.cpu_us / 1000).toFixed(2)} ms`
}
