import { setImmediate, setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { NO_CONDITIONS, NO_FILTER } from '../../../src/domain/statement-filter.ts'
import { readLedger } from '../../../src/services/statement/read-ledger.ts'
import { readStatement } from '../../../src/services/statement/read-statement.ts'
import { type Database, EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openPostgres } from '../../../src/store/engine/postgres.ts'
import { Wave } from '../../../src/store/engine/postgres-wave.ts'
import { prepare } from '../../../src/store/engine/prepared.ts'
import { findAccount } from '../../../src/store/ledger/accounts.ts'
import { findEntries } from '../../../src/store/ledger/entry-ranges.ts'
import { assessed, OTHER_TRADER, registered, TRADER } from '../../support/oracle/events.ts'
import { onAnswer, statementsIn } from '../../support/stores/pg-statements.ts'
import { askServer } from '../../support/stores/postgres-server.ts'
import { openTestStore, type TestStore } from '../../support/stores/store.ts'

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(registered(), assessed('A/1', { vat: '10.00' }))
  await store.deliver(registered({ voen: OTHER_TRADER }), assessed('B/1', { vat: '20.00' }, { voen: OTHER_TRADER }))
})
afterAll(() => store.close())

type Query = (this: pg.Client, ...sent: unknown[]) => unknown

/** The statements that the action sends, by their first words, in the groups that go before any of them has its answer. */
async function sentTogether(action: () => Promise<unknown>): Promise<string[][]> {
  const groups: string[][] = [[]]
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const { query } = prototype
  prototype.query = function (...sent) {
    groups.at(-1)!.push(...statementsIn(sent[0]).map(({ text }) => firstWords(text)))
    const answer = query.apply(this, sent)
    onAnswer(sent[0], answer, () => groups.at(-1)!.length > 0 && groups.push([]))
    return answer
  }
  try {
    await action()
    // The end of a snapshot goes alone when nothing else is sent soon.
    await setTimeout(50)
    return groups.filter(group => group.length > 0)
  } finally {
    prototype.query = query
  }
}

function firstWords(text: string): string {
  return /^(begin|commit|select .* from "\w+")/.exec(text)![1]!.replace(/^select .* from /, '')
}

const plainPage = (of: Database) => readLedger(of.reader, { voen: TRADER, ledger: 'vat', filter: NO_FILTER })

describe('a snapshot', () => {
  test('of a plain ledger page takes one round trip, and nobody waits for its end', async () => {
    const [first, ...rest] = await sentTogether(() => plainPage(store))
    expect(first!.toSorted()).toEqual(['"account"', '"ledger_entry"', '"ledger_entry"', 'begin'])
    expect(first![0]).toBe('begin')
    expect(rest.flat()).toEqual(['commit'])
  })

  test('leaves a connection that the next one can use at once', async () => {
    const alone = await openPostgres(store.url, { connections: 1 })
    for (let times = 0; times < 20; times += 1) expect((await plainPage(alone))!.entries).toHaveLength(1)
    await alone.close()
  })

  test('that cannot begin tells why, and not that its questions failed', async () => {
    const login = `stranger_${process.pid}`
    const superuser = new URL(store.url)
    superuser.username = 'postgres'
    await askServer(superuser.href, `create role ${login} login`)
    await askServer(superuser.href, `grant select on kysely_migration to ${login}`)
    const asStranger = new URL(store.url)
    asStranger.username = login
    const strange = await openPostgres(asStranger.href, { connections: 1, use: 'read' })
    for (let times = 0; times < 2; times += 1) {
      await expect(plainPage(strange)).rejects.toThrow('permission denied to set role "vereqe_reader"')
    }
    await strange.close()
    await askServer(superuser.href, `drop owned by ${login}`)
    await askServer(superuser.href, `drop role ${login}`)
  })

  test('with a question that fails tells its reason, and its connection serves the next one', async () => {
    const alone = await openPostgres(store.url, { connections: 1 })
    const failing = alone.reader.snapshot(TRADER, tx =>
      Promise.all([findAccount(tx, TRADER), sql`select 1 / 0`.execute(tx as never), findAccount(tx, TRADER)]),
    )
    await expect(failing).rejects.toThrow('division by zero')
    expect(await plainPage(alone)).not.toBeNull()
    await alone.close()
  })

  test('that failed answers nothing more: a part of it does not ask in the transaction of the next one', async () => {
    const alone = await openPostgres(store.url, { connections: 1 })
    const nextHasBegun = Promise.withResolvers<void>()
    let late: Promise<unknown> | undefined
    const reading = alone.reader.snapshot(TRADER, async tx => {
      const ask = async () => {
        await nextHasBegun.promise
        return findAccount(tx, TRADER)
      }
      late = ask().catch(error => error.message)
      throw new Error('damaged')
    })
    await expect(reading).rejects.toThrow('damaged')
    // The gate may not read accounts, and the question would undo what it writes.
    const writing = alone.access.write(async trx => {
      nextHasBegun.resolve()
      expect(await late).toBe('The transaction is over')
      return (await sql<{ one: number }>`select 1::bigint as one`.execute(trx)).rows
    })
    expect(await writing).toEqual([{ one: 1 }])
    await alone.close()
  })

  test('with a statement without words gets no row for it, and the others have theirs', async () => {
    const texts = ['', `select 'one' as word`, '--', `select 'two' as word`]
    const answers = await store.reader.snapshot(TRADER, tx =>
      Promise.all(texts.map(text => sql.raw(text).execute(tx as never))),
    )
    expect(answers.map(({ rows }) => rows)).toEqual([[], [{ word: 'one' }], [], [{ word: 'two' }]])
  })
})

test('an answer to no question ends its connection, and not the process', async () => {
  const wave = new Wave(new Map())
  const asked = wave.ask({ text: 'select', values: [] })
  const destroy = vi.fn()
  const write = () => {}
  wave.submit({ parse: write, bind: write, describe: write, execute: write, sync: write, stream: { destroy } })
  wave.handleCommandComplete({ text: 'SELECT 0' })
  expect(await asked).toEqual({ command: 'SELECT', rows: [], rowCount: 0 })
  expect(destroy).not.toHaveBeenCalled()
  wave.handleDataRow({ fields: [] })
  wave.handleCommandComplete({ text: 'SELECT 1' })
  expect(destroy).toHaveBeenCalled()
})

test('a transaction that ignores a failed statement is not taken as committed', async () => {
  const writing = store.access.write(async trx => {
    await sql`select 1 / 0`.execute(trx).catch(() => {})
  })
  await expect(writing).rejects.toThrow('rolled back')
})

describe('two round trips are enough', () => {
  const filter = {
    ...NO_FILTER,
    from: '2020-01-01',
    to: '2030-01-01',
    type: 'assessment',
    declarations: ['A/1'],
  } as never
  const waits = async (action: () => Promise<unknown>) => (await sentTogether(action)).slice(0, -1)

  test('for a ledger page with every filter', async () => {
    const groups = await waits(() => readLedger(store.reader, { voen: TRADER, ledger: 'vat', filter }))
    expect(groups.length).toBeLessThanOrEqual(2)
  })

  test('for a statement with dates, and one for a plain statement', async () => {
    const today = '2026-06-10' as never
    const withDates = { ...NO_FILTER, from: '2020-01-01', to: '2030-01-01' } as never
    expect((await waits(() => readStatement(store.reader, TRADER, withDates, today))).length).toBeLessThanOrEqual(2)
    expect(await waits(() => readStatement(store.reader, TRADER, NO_FILTER, today))).toHaveLength(1)
  })
})

describe('with plans that the server keeps', () => {
  test('a query whose first use failed serves the next one', async () => {
    const keeping = await openPostgres(store.url, { connections: 1, preparedStatements: 'on' })
    const divide = prepare<{ by: number }, { quotient: number }>((db, { by }) => ({
      compile: () => sql<{ quotient: number }>`select 6 / ${by}::bigint as quotient`.compile(db),
    }))
    const read = (by: number) => keeping.reader.snapshot(TRADER, tx => divide(tx, { by }))
    await expect(read(0)).rejects.toThrow('division by zero')
    for (const by of [2, 3]) expect(await read(by)).toEqual([{ quotient: 6 / by }])
    await expect(read(0)).rejects.toThrow('division by zero')
    expect(await read(6)).toEqual([{ quotient: 1 }])
    await keeping.close()
  })

  test('a query that a failed transaction asked for twice is still kept', async () => {
    const lost: string[] = []
    const onLostPlans = (reason: string) => void lost.push(reason)
    const keeping = await openPostgres(store.url, { connections: 1, preparedStatements: 'on', onLostPlans })
    const name = prepare<{ word: string }, { word: string }>((db, { word }) => ({
      compile: () => sql<{ word: string }>`select ${word}::text as word`.compile(db),
    }))
    const failing = keeping.reader.snapshot(TRADER, async tx => {
      const first = Promise.allSettled([name(tx, { word: 'one' }), sql`select 1 / 0`.execute(tx as never)])
      // It is sent by itself, before the first have their answers.
      await setImmediate()
      await Promise.allSettled([first, name(tx, { word: 'two' })])
      throw new Error('asked twice')
    })
    await expect(failing).rejects.toThrow('asked twice')
    expect(await keeping.reader.snapshot(TRADER, tx => name(tx, { word: 'three' }))).toEqual([{ word: 'three' }])
    expect(lost).toEqual([])
    await keeping.close()
  })

  const kept = (of: Database) =>
    of.reader.snapshot(EVERY_ACCOUNT, async tx => {
      const { rows } = await sql<{ count: string }>`
        select count(*) as count from pg_prepared_statements`.execute(tx as never)
      return Number(rows[0]!.count)
    })

  test('a page is the same, and only queries that were compiled once are kept', async () => {
    const keeping = await openPostgres(store.url, { connections: 1, preparedStatements: 'on' })
    // The server may take a general plan after five uses.
    for (let times = 0; times < 8; times += 1) expect(await plainPage(keeping)).toEqual(await plainPage(store))
    expect(await kept(keeping)).toBe(3)
    await keeping.close()
  })

  test('row level security holds, whatever the plan was made for', async () => {
    const keeping = await openPostgres(store.url, { connections: 1, preparedStatements: 'on' })
    const range = { ledger: 'vat', ...NO_CONDITIONS, after: 0, upTo: 100 } as const
    const rowsOf = (voen: typeof TRADER, as: string | typeof EVERY_ACCOUNT) =>
      keeping.reader.snapshot(as, async tx => (await findEntries(tx, { voen, ...range }, 'desc', 10)).length)
    for (let times = 0; times < 8; times += 1) {
      expect(await rowsOf(TRADER, TRADER)).toBe(1)
      expect(await rowsOf(TRADER, OTHER_TRADER)).toBe(0)
      expect(await rowsOf(OTHER_TRADER, TRADER)).toBe(0)
      expect(await rowsOf(OTHER_TRADER, EVERY_ACCOUNT)).toBe(1)
    }
    await keeping.close()
  })
})
