/** Which tables of a store tell history and which tell what is now, and deliveries that leave rows in each. */
import { expect } from 'vitest'
import { assessed, paidByNumber, paidToCode, registered } from './events.ts'
import type { TestStore } from './store.ts'

export const APPEND_ONLY = [
  ...['event', 'event_id', 'rejection'],
  ...['booking', 'declaration_directory', 'ledger_entry'],
] as const
export const CHANGING = [
  ...['account', 'declaration', 'charge', 'assessed'],
  ...['ledger_total', 'turnover', 'held_event'],
] as const

/** So that a refusal means something. */
export async function fillEveryTable(store: TestStore): Promise<void> {
  const first = registered()
  await store.deliver(
    first,
    paidToCode('142330', '100.00'),
    assessed('A/1', { vat: '30.00', 'customs-fee': '5.00' }),
    paidByNumber('B/2', '1.00'),
    { ...first, name: 'Another name under a taken id' },
  )
}

/** Delivers what adds rows to every append-only table, and holds one of them to it: the new stand beside the old ones. */
export async function expectToTakeNewRows(
  store: TestStore,
  table: string,
  rowsOf: (table: string) => Promise<readonly unknown[]>,
): Promise<void> {
  const before = await rowsOf(table)
  const [number, again] = [`C/${table.length}`, registered()]
  const { outcomes } = await store.deliver(
    again,
    { ...again, name: `Taken ${table}` },
    assessed(number, { fine: '1.00' }, { id: `new-${table}` }),
  )
  expect(outcomes.map(({ became }) => became)).toEqual(['applied', 'rejected', 'applied'])
  const after = await rowsOf(table)
  expect(after.length).toBeGreaterThan(before.length)
  expect(after).toEqual(expect.arrayContaining([...before]))
}
