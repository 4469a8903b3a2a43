/** A store with one very large and one small account, and the cost of an event while it grows. */
import type { Voen } from '../../../src/domain/voen.ts'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { readAccount } from '../../../src/services/statement/accounts.ts'
import type { Database } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { sheet } from '../../../src/web/http/assets.ts'
import { sheetCookie } from '../../../src/web/http/cookies.ts'
import { cookieOf, representativeOf } from '../../support/people/people.ts'
import { medianCosts, timed } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { numbered, Trader } from './trader.ts'
import { fileIn, tell } from './workspace.ts'

export const LARGE_ROWS = 1_000_000
const SMALL_ROWS = 1_000
const ROWS_AN_EVENT = 4
const GROUP = 25
const ROUNDS = 60

export interface LargeStore {
  readonly path: string
  readonly url: string
  readonly large: { readonly voen: string; readonly rows: number }
  readonly small: { readonly voen: string; readonly rows: number }
  /** The session cookie of a user who represents both. */
  readonly cookie: string
}

/** Imports the store, and measures an event on accounts of 100 and of 100,000 rows. */
export async function makeLargeStore(): Promise<{ store: LargeStore; findings: Finding[] }> {
  const path = fileIn('large.db')
  const url = `sqlite:${path}`
  const database = await openDatabase(url)
  const [large, small] = [
    new Trader(1_000_000, LARGE_ROWS / ROWS_AN_EVENT),
    new Trader(2_000_000, SMALL_ROWS / ROWS_AN_EVENT),
  ]
  await fill(database, large, 100_000)
  const findings = await measureEvents(database, large)
  const people = representativeOf(large.voen as Voen, small.voen as Voen)
  const store = {
    path,
    url,
    large: { voen: large.voen, rows: await fill(database, large, LARGE_ROWS) },
    small: { voen: small.voen, rows: await fill(database, small, SMALL_ROWS) },
    // The cookie of a returning browser, which has the style sheet in its cache.
    cookie: [await cookieOf(database.access, people, new Date()), sheetCookie(sheet.hash).split(';')[0]].join('; '),
  }
  await database.close()
  return { store, findings }
}

/** @returns the cost of events on a small and a large account, measured in turn */
async function measureEvents(database: Database, large: Trader): Promise<Finding[]> {
  tell('The cost of an event on an account of 100 and of 100,000 rows')
  const fresh = Array.from({ length: ROUNDS }, (_, index) => new Trader(3_000_000 + index, 100))
  for (const trader of fresh) await fill(database, trader, 100)
  const deliver = async (trader: Trader) => {
    const lines = [...trader.lines(GROUP)]
    return (await timed(() => deliverLines(database, lines))) / GROUP
  }
  const costs_ms = await medianCosts(
    [
      { name: 'small', measure: () => deliver(fresh.pop()!) },
      { name: 'large', measure: () => deliver(large) },
    ],
    ROUNDS,
  )
  const [onSmall_ms, onLarge_ms] = [costs_ms.get('small')!, costs_ms.get('large')!]
  return [
    {
      measured: `an event on an account of 100,000 rows, ${GROUP} per commit: ${onLarge_ms.toFixed(2)} ms`,
      against: `the same on an account of 100 rows: ${onSmall_ms.toFixed(2)} ms`,
      value: onLarge_ms / onSmall_ms,
      mark: { max: 1.5 },
    },
  ]
}

/**
 * Delivers events of a trader until the account has at least this many rows.
 * @returns the number of rows
 */
async function fill(database: Database, trader: Trader, rows: number): Promise<number> {
  for (;;) {
    const have = (await readAccount(database.reader, trader.voen as Voen))?.account.entries ?? 0
    if (have >= rows) return have
    const missing = Math.ceil((rows - have) / ROWS_AN_EVENT / 1.5)
    await deliverLines(database, trader.lines(Math.min(missing, 5000)))
    if (rows >= LARGE_ROWS) tell(`Importing the account of ${count(rows)} rows: ${Math.floor((100 * have) / rows)} %`)
  }
}

async function deliverLines(database: Database, lines: Iterable<string>): Promise<void> {
  const { rejected, held } = await importEvents(database.writer, numbered(lines), { clock: () => new Date() })
  if (rejected + held > 0) throw new Error(`${rejected} events were rejected, ${held} held`)
}
