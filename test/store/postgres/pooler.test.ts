import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_FILTER } from '../../../src/domain/statement-filter.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { readAccount } from '../../../src/services/statement/accounts.ts'
import { readLedger } from '../../../src/services/statement/read-ledger.ts'
import { type Database, EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { openPostgres } from '../../../src/store/engine/postgres.ts'
import type { PreparedStatements } from '../../../src/store/engine/postgres-plans.ts'
import { assessed, registered, TRADER } from '../../support/oracle/events.ts'
import { Pooler } from '../../support/stores/pooler.ts'
import { NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

let direct: TestStore
let pooler: Pooler | undefined
let store: Database | undefined
let lost: string[]
beforeEach(async () => {
  direct = await openTestStore()
  await direct.deliver(registered())
  lost = []
})
afterEach(async () => {
  await store?.close()
  store = undefined
  pooler?.stop()
  await direct.close()
})

async function open(url: string, preparedStatements: PreparedStatements): Promise<Database> {
  store = await openPostgres(url, { connections: 1, preparedStatements, onLostPlans: reason => void lost.push(reason) })
  return store
}

async function openThrough(greetsAs: 'pooler' | 'server', setting: PreparedStatements): Promise<Database> {
  const through = await Pooler.to(direct.url, greetsAs)
  pooler = through.pooler
  return open(through.url, setting)
}

const deliver = ({ writer }: Database, index: number) =>
  deliverEvents(writer, [JSON.stringify(assessed(`A/${index}`, { vat: '10.00' }))], NOW)

const pageOf = ({ reader }: Database) => readLedger(reader, { voen: TRADER, ledger: 'vat', filter: NO_FILTER })

/** Several transactions of each kind: the pooler gives each the other connection. */
async function useStore(of: Database): Promise<void> {
  for (let index = 1; index <= 4; index += 1) {
    expect((await deliver(of, index)).outcomes).toEqual([{ became: 'applied' }])
  }
  for (let times = 0; times < 4; times += 1) expect((await pageOf(of))!.entries).toHaveLength(4)
  expect(await pageOf(of)).toEqual(await pageOf(direct))
  expect(await verify(direct)).toBeNull()
}

const keptPlans = ({ reader }: Database) =>
  reader.snapshot(EVERY_ACCOUNT, async tx => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_prepared_statements`.execute(tx as never)
    return rows[0]!.count
  })

describe('behind a pooler that gives each transaction another connection', () => {
  test('no plan is kept by default, and no transaction begins before the end of the one before', async () => {
    const through = await openThrough('pooler', 'auto')
    await useStore(through)
    expect(await keptPlans(through)).toBe(0)
    expect([lost, pooler!.overlaps]).toEqual([[], 0])
  })

  test.each([
    { greetsAs: 'pooler', setting: 'on', why: 'by a wrong setting' },
    { greetsAs: 'server', setting: 'auto', why: 'because the pooler looks like the server' },
  ] as const)(
    'plans that are lost $why are given up: deliveries and pages do without them',
    async ({ greetsAs, setting }) => {
      await useStore(await openThrough(greetsAs, setting))
      expect(lost).toEqual([expect.stringMatching(/^prepared statement "vereqe_[0-9a-f]{32}" does not exist$/)])
    },
  )
})

describe('on a connection of its own', () => {
  test('plans are kept by default', async () => {
    const alone = await open(direct.url, 'auto')
    await useStore(alone)
    expect(await keptPlans(alone)).toBeGreaterThan(5)
    expect(lost).toEqual([])
  })

  test('a plan from before a change of its table is given up, and the question is answered', async () => {
    const alone = await open(direct.url, 'auto')
    for (let times = 0; times < 2; times += 1) expect((await readAccount(alone.reader, TRADER))!.bookings).toBe(1)
    await sql`alter table account add column note text`.execute(direct.raw)
    expect((await readAccount(alone.reader, TRADER))!.bookings).toBe(1)
    expect(lost).toEqual(['cached plan must not change result type'])
  })

  test('a query has the same name in each process, which is that of its text', async () => {
    const names = async () => {
      const alone = await openPostgres(direct.url, { connections: 1 })
      await pageOf(alone)
      const found = await alone.reader.snapshot(EVERY_ACCOUNT, async tx => {
        const { rows } = await sql<{ name: string; statement: string }>`
          select name, statement from pg_prepared_statements order by name`.execute(tx as never)
        return rows
      })
      await alone.close()
      return found
    }
    const [one, other] = [await names(), await names()]
    expect(one).toHaveLength(3)
    expect(other).toEqual(one)
  })
})
