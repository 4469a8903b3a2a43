import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import { NO_FILTER, type StatementFilter } from '../../src/domain/statement-filter.ts'
import { toMachineCsv } from '../../src/export/machine-csv.ts'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { walkAccount, walkEveryAccount } from '../../src/services/statement/exports.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../src/store/engine/access.ts'
import { findVoensAfter } from '../../src/store/ledger/accounts.ts'
import { assessed, OTHER_TRADER, on, registered, TRADER } from '../support/oracle/events.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { DEMONSTRATION } from '../support/stores/vereqe.ts'

const DECLARATION = '00040/260325/50421988' as DeclarationNumber
const today = '2026-11-22' as never

/** More rows than are read together: the account is read on its own, between others that are not. */
const LARGE = Array.from({ length: 700 }, (_, nth) =>
  assessed(`L/${nth}`, { vat: '1.00', excise: '1.00', 'customs-duty': '1.00' }, { ...on('2026-03-03') }),
)

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await importEvents(store.writer, readEventLines(createReadStream(DEMONSTRATION)), { clock: () => NOW })
  await store.deliver(registered(), ...LARGE)
})
afterAll(() => store.close())

async function textOf(walk: AsyncGenerator<Parameters<typeof toMachineCsv>[0]>): Promise<string> {
  let text = ''
  for await (const entries of walk) text += toMachineCsv(entries)
  return text
}

const filters: readonly Partial<StatementFilter>[] = [
  {},
  { from: '2025-03-03' as never },
  { from: '2025-03-03' as never, to: '2026-03-03' as never },
  { type: 'assessment' },
  { declarations: [DECLARATION] },
  { declarations: [DECLARATION, 'L/7' as never], type: 'assessment', to: '2026-03-03' as never },
]

test.each(filters)('all accounts together print what each prints on its own: %j', async part => {
  const filter = { ...NO_FILTER, ...part }
  for (const ledgers of [LEDGERS, ['vat'] as const]) {
    let onItsOwn = ''
    for (const voen of await store.exporter.snapshot(EVERY_ACCOUNT, tx => findVoensAfter(tx, null, 1000))) {
      onItsOwn += await textOf(walkAccount(store.exporter, { voen, ledgers, filter, today }))
    }
    expect(onItsOwn).not.toBe('')
    expect((await textOf(walkEveryAccount(store.exporter, { ledgers, filter, today }))) === onItsOwn).toBe(true)
  }
})

test('many small accounts take a few reads, none of them of very many rows', async () => {
  let reads = 0
  const counted: ReadAccess = {
    snapshot: (account, read) => {
      if (account === EVERY_ACCOUNT) reads += 1
      return store.exporter.snapshot(account, read)
    },
  }
  const batches: number[] = []
  for await (const { length } of walkEveryAccount(counted, { ledgers: LEDGERS, filter: NO_FILTER, today })) {
    batches.push(length)
  }
  const rows = batches.reduce((sum, length) => sum + length)
  expect(rows).toBeGreaterThan(5000)
  expect(Math.max(...batches)).toBeLessThanOrEqual(2000)
  expect(reads).toBeLessThan(rows / 1000 + 5)
})

test('an account is printed as of one moment, whatever is delivered meanwhile', async () => {
  const voen = OTHER_TRADER
  await store.deliver(registered({ voen }), assessed('O/1', { vat: '1.00', excise: '1.00' }, { voen }))
  const seen = new Map<string, string[]>()
  let delivered = 1
  for await (const entries of walkEveryAccount(store.exporter, { ledgers: LEDGERS, filter: NO_FILTER, today })) {
    for (const { voen, ledger, eventId } of entries) seen.set(voen, [...(seen.get(voen) ?? []), `${eventId} ${ledger}`])
    delivered += 1
    await store.deliver(
      assessed(`O/${delivered}`, { vat: '1.00', excise: '1.00' }, { voen }),
      assessed(`L/more/${delivered}`, { vat: '1.00', excise: '1.00' }),
    )
  }
  for (const account of [voen, TRADER]) {
    const events = Map.groupBy(seen.get(account)!, row => row.split(' ')[0]!)
    const ofTwo = [...events.values()].filter(rows => rows.length < 2)
    expect(ofTwo).toEqual([])
  }
})
