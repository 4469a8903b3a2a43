import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import { NO_CONDITIONS } from '../../src/domain/statement-filter.ts'
import { sumOfDeclarations } from '../../src/store/ledger/balances-at.ts'
import { findKnownNumbers } from '../../src/store/ledger/declarations.ts'
import { findEntries } from '../../src/store/ledger/entry-ranges.ts'
import { assessed, paidByNumber, registered, TRADER } from '../support/oracle/events.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'

const NUMBERS = Array.from({ length: 130 }, (_, index) => `A/${index}` as DeclarationNumber)
const ALL = { ...NO_CONDITIONS, voen: TRADER, after: 0, upTo: Number.MAX_SAFE_INTEGER }
const VAT = { ...ALL, ledger: 'vat' } as const

let store: TestStore
let rows: LedgerEntry[]
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(
    registered(),
    ...NUMBERS.map(number => assessed(number, { vat: '3', excise: '2' })),
    ...NUMBERS.map(number => paidByNumber(number, '4')),
  )
  rows = await entriesOf([], 'asc', 1000)
})
afterAll(() => store.close())

const entriesOf = (declarations: readonly DeclarationNumber[], order: 'asc' | 'desc', limit: number) =>
  store.reader.snapshot(TRADER, tx => findEntries(tx, { ...VAT, declarations }, order, limit))

// Fewer than one batch, exactly one and more, in reverse order of their rows.
describe.each([1, 2, 8, 9, 50, 51, 120])('the rows of %d declarations of 130', count => {
  const some = NUMBERS.slice(-count).reverse()
  const theirs = () => rows.filter(row => some.includes(row.declaration!))

  test('come once each in booking order, from either end, up to the limit', async () => {
    expect(theirs()).toHaveLength(2 * count)
    expect(await entriesOf(some, 'asc', 1000)).toEqual(theirs())
    expect(await entriesOf(some, 'desc', 1000)).toEqual(theirs().reverse())
    expect(await entriesOf(some, 'desc', 3)).toEqual(theirs().reverse().slice(0, 3))
  })

  test('are counted and summed on one ledger and on all', async () => {
    const [vat, all] = await store.reader.snapshot(TRADER, async tx => [
      await sumOfDeclarations(tx, ['vat'], { ...ALL, declarations: some }),
      await sumOfDeclarations(tx, LEDGERS, { ...ALL, declarations: some, type: 'hop-payment' }),
    ])
    expect(vat('vat', 'assessment')).toEqual({ count, amount: 300n * BigInt(count) })
    expect(vat('vat', 'hop-payment')).toEqual({ count, amount: 300n * BigInt(count) })
    expect(all('vat', 'hop-payment')).toEqual({ count, amount: 300n * BigInt(count) })
    expect(all('excise', 'hop-payment')).toEqual({ count, amount: 100n * BigInt(count) })
    expect([all('fine', 'hop-payment'), all('vat', 'assessment')]).toEqual(Array(2).fill({ count: 0, amount: 0n }))
  })

  test('belong to declarations of the account only', async () => {
    const known = await store.reader.snapshot(TRADER, tx =>
      findKnownNumbers(tx, TRADER, [...some, 'A/130' as DeclarationNumber, 'B' as DeclarationNumber]),
    )
    expect(known).toEqual(new Set(some))
  })
})
