import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { loadDemonstration } from '../../src/demo/load-demonstration.ts'
import type { FundStanding } from '../../src/domain/declaration-history.ts'
import type { Ledger } from '../../src/domain/fund.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { readHistory } from '../../src/services/statement/declaration-history.ts'
import { walkDeclarations } from '../../src/services/statement/list-declarations.ts'
import { readDeclaration } from '../../src/services/statement/read-declaration.ts'
import { findFirstAllocationsOfRows } from '../../src/store/ledger/allocations.ts'
import { all } from '../support/stores/service.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

/** A server answers a few questions in the time in which a file answers thousands, so it walks a small account. */
const TRADERS = RUNS_ALL || inject('storeKind') === 'sqlite' ? ['2899061361', '8654473551'] : ['1319867771']

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  await loadDemonstration(store, () => NOW)
})
afterAll(() => store.close())

test.each(TRADERS as Voen[])('the rows of each declaration of %s lead to what it owes, fund by fund', async voen => {
  for (const { declaration } of await all(walkDeclarations(store.reader, voen, null))) {
    const { number } = declaration
    const statement = (await readDeclaration(store.reader, { voen, number, after: null, declarant: null }))!
    expect(statement.next).toBeNull()
    const standings = new Map<Ledger, FundStanding>()
    for (const { entry, before, after } of statement.history) {
      expect(before).toEqual(standings.get(entry.ledger) ?? { assessed: 0n, open: 0n })
      standings.set(entry.ledger, after)
    }
    for (const { fund, assessed, reduced, outstanding } of statement.funds) {
      expect([number, fund, standings.get(fund)]).toEqual([
        number,
        fund,
        { assessed: assessed - reduced, open: outstanding },
      ])
    }

    // A page that begins at any row goes on where the rows before it end.
    const { seq } = statement.history[Math.floor(statement.history.length / 2)]?.entry ?? { seq: 0 }
    const [rest, parts] = await store.reader.snapshot(voen, async tx => [
      await readHistory(tx, { voen, number, after: seq, limit: 1000 }),
      await findFirstAllocationsOfRows(
        tx,
        voen,
        statement.history.map(({ entry }) => entry.seq),
        1000,
      ),
    ])
    expect(rest).toEqual(statement.history.filter(({ entry }) => entry.seq > seq))
    for (const { entry, sources, hasMoreSources } of statement.history) {
      const isSettlement = ['overpayment-offset', 'advance-drawdown'].includes(entry.type)
      const all = isSettlement ? (parts.get(entry.seq) ?? []).map(({ sourceRow }) => sourceRow) : []
      expect([sources.map(({ seq }) => seq), hasMoreSources]).toEqual([all.slice(0, 2), all.length > 2])
    }
  }
})
