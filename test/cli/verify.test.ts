import type SQLite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXAMPLE, Vereqe } from '../support/vereqe.ts'

let untouched: Vereqe
beforeAll(async () => {
  untouched = new Vereqe()
  await untouched.run(['import', EXAMPLE])
})
afterAll(() => untouched[Symbol.dispose]())

/** A copy of the store in the hands of someone who can open its file, and has taken its triggers out. */
function meddledWith(meddle: (file: SQLite.Database) => void): Vereqe {
  const copy = untouched.copy()
  const file = copy.openFile()
  file.pragma('foreign_keys = off')
  const triggers = file.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[]
  for (const { name } of triggers) file.exec(`drop trigger ${name}`)
  meddle(file)
  file.close()
  return copy
}

test('verify finds nothing in a store that is what its log makes it', async () => {
  expect(await untouched.run(['verify'])).toEqual({
    code: 0,
    signal: null,
    stdout: '',
    stderr: 'The store is what its event log makes it.\n',
  })
})

test('verify finds nothing where only the triggers are gone', async () => {
  using copy = meddledWith(() => {})
  expect(await copy.run(['verify'])).toMatchObject({ code: 0, stdout: '' })
})

test.each<[what: string, statement: string, says: string]>([
  [
    'a changed amount',
    "update ledger_entry set amount = 54001 where ledger = 'vat' and seq = 3",
    'ledger_entry (voen 1400057421, ledger vat, seq 3): amount is 54001, the event log makes it 54000\n',
  ],
  [
    'a removed row',
    "delete from ledger_entry where ledger = 'vat' and seq = 3",
    'ledger_entry (voen 1400057421, ledger vat, seq 3) is missing; the event log makes it\n',
  ],
  [
    'a row that nobody booked',
    `insert into ledger_entry select voen, ledger, 900, operation_date, type, declaration, reference, channel,
       payment_date, amount, debt, overpayment, ledger_count, ledger_turnover, type_count, type_turnover, event_id
     from ledger_entry where ledger = 'vat' and seq = 3`,
    'ledger_entry (voen 1400057421, ledger vat, seq 900) is there, but the event log does not make it\n',
  ],
  [
    'a changed total',
    "update ledger_total set debt = debt + 1 where ledger = 'fine'",
    'ledger_total (voen 1400057421, ledger fine): debt is 10316, the event log makes it 10315\n',
  ],
  [
    'a changed event, by the rows it makes',
    `update event set content = replace(content, '"amount":"1000.00"', '"amount":"1000.01"') where arrival = 2`,
    'ledger_entry (voen 1400057421, ledger advance, seq 1): amount is 100000, the event log makes it 100001\n',
  ],
  [
    'a changed event that makes the same rows, by the chain it is sealed in',
    `update event set content = replace(content, 'Nümunə Ticarət MMC', 'Nümunə Ticarət') where arrival = 1`,
    'booking (voen 1400057421, number 1): chain is ',
  ],
  ['a removed event', 'delete from event where arrival = 7', 'event (arrival 7)'],
  [
    'a removed last event',
    'delete from event where arrival = 16',
    'event_id (id ex-16) is there, but the event log does not make it\n',
  ],
])('verify names the first difference after %s, exit 1', async (_, statement, says) => {
  using copy = meddledWith(file => {
    expect(file.prepare(statement).run().changes).toBe(1)
  })
  const { code, stdout, stderr } = await copy.run(['verify'])
  expect(stdout.slice(0, says.length)).toBe(says)
  expect(stdout.match(/\n/g)).toHaveLength(1)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
})
