import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { NO_FILTER, type StatementFilter } from '../../src/domain/statement-filter.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { type Cursor, NEWEST, OLDEST } from '../../src/services/page.ts'
import { openOperationsWalk, walkAccount } from '../../src/services/statement/exports.ts'
import { readOperations } from '../../src/services/statement/read-operations.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

/** The largest of the demonstration traders. */
const VOEN = '2899061361' as Voen
const TODAY = '2026-11-29' as PlainDate

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  const file = new URL('../../src/demo/traders.ndjson.gz', import.meta.url)
  await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
})
afterAll(() => store.close())

interface Asked {
  readonly ascending?: boolean
  readonly cursor?: Cursor | null
  readonly size?: number
}

async function read(filter: StatementFilter, { ascending = false, cursor = null, size = 100 }: Asked = {}) {
  return (await readOperations(store.reader, { voen: VOEN, filter, size, ascending, cursor }))!
}

async function walk(filter: StatementFilter, ascending: boolean): Promise<LedgerEntry[]> {
  const rows: LedgerEntry[] = []
  for (let cursor: Cursor | null = null; ; ) {
    const page = await read(filter, { ascending, cursor })
    rows.push(...page.entries)
    cursor = ascending ? page.newer : page.older
    if (cursor === null) return rows
  }
}

/** The rows of all ledgers, each read on its own, in booking order. */
async function rowsOfLedgers(filter: StatementFilter): Promise<LedgerEntry[]> {
  const rows: LedgerEntry[] = []
  const request = { voen: VOEN, ledgers: LEDGERS, filter, today: TODAY }
  for await (const batch of walkAccount(store.exporter, request)) rows.push(...batch)
  return rows.sort((one, other) => one.seq - other.seq)
}

async function exported(filter: StatementFilter, ascending: boolean): Promise<LedgerEntry[]> {
  const rows: LedgerEntry[] = []
  const request = { voen: VOEN, filter, today: TODAY, ascending }
  for await (const batch of (await openOperationsWalk(store.exporter, request))!.walk()) rows.push(...batch)
  return rows
}

const [FROM, TO] = ['2026-01-01', '2026-04-30'] as PlainDate[]
const FROM_2025 = '2025-01-01' as PlainDate
const DECLARATIONS = ['00021/140426/10825372', '00040/260325/50421988', 'NOWHERE'] as DeclarationNumber[]

describe('the list of all operations', () => {
  test.each<[string, StatementFilter]>([
    ['nothing', NO_FILTER],
    ['dates', { ...NO_FILTER, from: FROM!, to: TO! }],
    ['a type', { ...NO_FILTER, type: 'advance-drawdown' }],
    ['declarations', { ...NO_FILTER, declarations: DECLARATIONS }],
    ['everything', { ...NO_FILTER, from: FROM_2025, to: TO!, type: 'assessment', declarations: DECLARATIONS }],
    ['a channel', { ...NO_FILTER, channel: 'bank' }],
    ['payment dates', { ...NO_FILTER, paidFrom: FROM!, paidTo: TO! }],
    ['payments of declarations', { ...NO_FILTER, paidFrom: FROM_2025, declarations: DECLARATIONS }],
  ])('filtered by %s has the rows of all ledgers, in either order, on its pages and in its file', async (_, filter) => {
    const expected = await rowsOfLedgers(filter)
    expect(expected.length).toBeGreaterThan(1)
    expect((await read(filter)).count).toBe(expected.length)
    expect(await walk(filter, true)).toEqual(expected)
    expect(await walk(filter, false)).toEqual(expected.toReversed())
    expect(await exported(filter, true)).toEqual(expected)
    expect(await exported(filter, false)).toEqual(expected.toReversed())
  })

  test('has its last page at the other end, with the rows that full pages leave, in either order', async () => {
    const rows = await rowsOfLedgers(NO_FILTER)
    const left = (size: number) => rows.length % size || size
    const oldest = await read(NO_FILTER, { cursor: OLDEST, size: 25 })
    expect([oldest.entries, oldest.older]).toEqual([rows.slice(0, left(25)).toReversed(), null])
    const newest = await read(NO_FILTER, { cursor: NEWEST, ascending: true, size: 50 })
    expect([newest.entries, newest.newer]).toEqual([rows.slice(-left(50)), null])
  })

  test('is empty for a type that no ledger has, and null for nobody', async () => {
    expect(await read({ ...NO_FILTER, type: 'refund' })).toMatchObject({
      count: 0,
      entries: [],
      newer: null,
      older: null,
    })
    const nobody = { voen: '1000000001' as Voen, filter: NO_FILTER, size: 25, ascending: false, cursor: null }
    expect(await readOperations(store.reader, nobody)).toBeNull()
    expect(await openOperationsWalk(store.exporter, { ...nobody, today: TODAY })).toBeNull()
  })
})
