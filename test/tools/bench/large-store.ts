/** The store with one very large account and a small one beside it, and what an event costs on the way there. */
import type { Voen } from '../../../src/domain/voen.ts'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { readAccount } from '../../../src/services/statement/read-account.ts'
import type { Database } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { sheet } from '../../../src/web/http/assets.ts'
import { sheetCookie } from '../../../src/web/http/cookies.ts'
import { cookieOf, representativeOf } from '../../support/people/people.ts'
import { byTurns, timed } from './statistics.ts'
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
  /** Of a session of somebody who represents both. */
  readonly cookie: string
}

/** Makes the store by importing; on its way measures an event on accounts of 100 and of 100,000 rows. */
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
    // Of a browser that has been here before: it keeps the style sheet.
    cookie: [await cookieOf(database.access, people, new Date()), sheetCookie(sheet.hash).split(';')[0]].join('; '),
  }
  await database.close()
  return { store, findings }
}

/** @returns the cost of events on a small and a large account, group by group by turns */
async function measureEvents(database: Database, large: Trader): Promise<Finding[]> {
  tell('The cost of an event on an account of 100 and of 100,000 rows')
  const fresh = Array.from({ length: ROUNDS }, (_, index) => new Trader(3_000_000 + index, 100))
  for (const trader of fresh) await fill(database, trader, 100)
  const deliver = async (trader: Trader) => {
    const lines = [...trader.lines(GROUP)]
    return (await timed(() => deliverLines(database, lines))) / GROUP
  }
  const costs_ms = await byTurns(
    [
      { name: 'small', measure: () => deliver(fresh.pop()!) },
      { name: 'large', measure: () => deliver(large) },
    ],
    ROUNDS,
  )
  const [onSmall_ms, onLarge_ms] = [costs_ms.get('small')!, costs_ms.get('large')!]
  return [
    {
      measured: `an event on an account of 100,000 rows, ${GROUP} to a commit: ${onLarge_ms.toFixed(2)} ms`,
      against: `the same on an account of 100 rows: ${onSmall_ms.toFixed(2)} ms`,
      value: onLarge_ms / onSmall_ms,
      mark: { most: 1.5 },
    },
  ]
}

/**
 * Delivers a trader's events until its account has at least so many rows.
 * @returns how many it has then
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
