import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropTriggers, kind, type RawStore, run } from '../support/stores/store-places.ts'
import { EXAMPLE, Vereqe } from '../support/stores/vereqe.ts'

let untouched: Vereqe
beforeAll(async () => {
  untouched = await Vereqe.open()
  await untouched.run(['import', EXAMPLE])
})
afterAll(() => untouched[Symbol.asyncDispose]())

/** A copy of the store without triggers, changed by `tamper`. */
async function tamperedCopy(tamper: (raw: RawStore) => Promise<void>): Promise<Vereqe> {
  const copy = await untouched.copy()
  const raw = copy.openRaw()
  await dropTriggers(raw)
  await tamper(raw)
  await raw.destroy()
  return copy
}

/** A statement that replaces a text in an event. */
function replaceInEvent(arrival: number, text: string, other: string): string {
  const [from, to] = kind() === 'postgres' ? ['content::text', '::jsonb'] : ['content', '']
  return `update event set content = replace(${from}, '${text}', '${other}')${to} where arrival = ${arrival}`
}

test('verify finds no difference in an untouched store', async () => {
  expect(await untouched.run(['verify'])).toEqual({
    code: 0,
    signal: null,
    stdout: '',
    // Another test's login may be on the server.
    stderr: expect.stringMatching(/^(Besides the owner, .*\n)?The store matches its event log\.\n$/),
  })
})

test.each<[what: string, statement: string, says: string]>([
  [
    'a changed amount',
    "update ledger_entry set amount = 54001 where ledger = 'vat' and seq = 3",
    'ledger_entry (voen 1400057421, ledger vat, seq 3): amount is 54001 in the store, and 54000 in the replayed event log\n',
  ],
  [
    'a removed row',
    "delete from ledger_entry where ledger = 'vat' and seq = 3",
    'ledger_entry (voen 1400057421, ledger vat, seq 3) is only in the replayed event log\n',
  ],
  [
    'an added row',
    `insert into ledger_entry (voen, ledger, seq, operation_date, type, declaration, reference, channel,
       payment_date, amount, debt, overpayment, ledger_count, assessed, reduced_unpaid, reduced_paid, received, refunded,
       transferred_in, transferred_out, type_count, type_turnover, event_id, cause)
     select voen, ledger, 900, operation_date, type, declaration, reference, channel,
       payment_date, amount, debt, overpayment, ledger_count, assessed, reduced_unpaid, reduced_paid, received, refunded,
       transferred_in, transferred_out, type_count, type_turnover, event_id, cause
     from ledger_entry where ledger = 'vat' and seq = 3`,
    'ledger_entry (voen 1400057421, ledger vat, seq 900) is only in the store\n',
  ],
  [
    'a reduction that counts as one of another kind',
    'update ledger_entry set reduced_unpaid = reduced_unpaid + 1, reduced_paid = reduced_paid - 1 where seq = 31',
    'ledger_entry (voen 1400057421, ledger customs-duty, seq 31): reduced_unpaid is 1 in the store, and 0 in the replayed event log\n',
  ],
  [
    'money that closed another charge',
    'update allocation set charged_row = 3 where "row" = 5',
    'allocation (voen 1400057421, row 5, position 1): charged_row is 3 in the store, and 2 in the replayed event log\n',
  ],
  [
    'money from elsewhere',
    'update allocation set source_row = 7 where "row" = 22',
    'allocation (voen 1400057421, row 22, position 1): source_row is 7 in the store, and 21 in the replayed event log\n',
  ],
  [
    'a removed allocation',
    'delete from allocation where "row" = 48 and position = 2',
    'allocation (voen 1400057421, row 48, position 2) is only in the replayed event log\n',
  ],
  [
    'money that is left although it was used',
    'update source set used = 0 where "row" = 60',
    'source (voen 1400057421, row 60): used is 0 in the store, and 10000 in the replayed event log\n',
  ],
  [
    'a later day to pay',
    'update charge set due_on = \'2027-01-01\' where "row" = 54',
    'charge (voen 1400057421, document 6, number 2): due_on is 2027-01-01 in the store, and 2026-04-15 in the replayed event log\n',
  ],
  [
    'a changed cause',
    "update ledger_entry set cause = 'amendment' where seq = 31",
    'ledger_entry (voen 1400057421, ledger customs-duty, seq 31): cause is amendment in the store, and cancellation in the replayed event log\n',
  ],
  [
    'a changed seal of the second chain',
    "update account set allocation_chain = 'x'",
    'account (voen 1400057421): allocation_chain is x in the store, and ',
  ],
  [
    'a changed total',
    "update ledger_total set debt = debt + 1 where ledger = 'fine'",
    'ledger_total (voen 1400057421, ledger fine): debt is 1 in the store, and 0 in the replayed event log\n',
  ],
  [
    'a changed event that makes other rows',
    replaceInEvent(2, '1000.00', '1000.01'),
    'ledger_entry (voen 1400057421, ledger advance, seq 1): amount is 100000 in the store, and 100001 in the replayed event log\n',
  ],
  [
    'a changed event that makes the same rows, by its hash chain',
    replaceInEvent(1, 'Nümunə Ticarət MMC', 'Nümunə Ticarət'),
    'booking (voen 1400057421, number 1): chain is ',
  ],
  ['a removed event', 'delete from event where arrival = 7', 'event (arrival 17) is only in the store\n'],
  ['a removed last event', 'delete from event where arrival = 23', 'event_id (id ex-23) is only in the store\n'],
])('verify prints the first difference after %s and exits with 1', async (_, statement, says) => {
  await using copy = await tamperedCopy(async raw => {
    expect((await run(raw, statement)).changes).toBe(1)
  })
  const { code, stdout, stderr } = await copy.run(['verify'])
  expect(stdout.slice(0, says.length)).toBe(says)
  // The second line names the first trigger that the test has dropped.
  expect(stdout.split('\n')[1]).toMatch(/^the schema lacks the trigger /)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
})

/** The row, its change, and the column that is named; null when the change makes it another row. */
type ChangedColumn = readonly [changed: string, to: string, where: string, named: string | null]

const OF_ALLOCATION = '"row" = 22 and position = 1'
const OF_SOURCE = '"row" = 60'

const ALLOCATION: readonly ChangedColumn[] = [
  ['voen', `'1700012342'`, OF_ALLOCATION, null],
  ['"row"', '900', OF_ALLOCATION, null],
  ['position', '9', OF_ALLOCATION, null],
  ['ledger', "'other'", OF_ALLOCATION, 'ledger'],
  ['type', "'refund'", OF_ALLOCATION, 'type'],
  ['effect', "'overpayment'", OF_ALLOCATION, 'effect'],
  ['charged_row', 'charged_row + 1', OF_ALLOCATION, 'charged_row'],
  ['source_row', 'source_row - 1', OF_ALLOCATION, 'source_row'],
  ['amount', 'amount + 1', OF_ALLOCATION, 'amount'],
  ['value_date', "'2027-01-01'", OF_ALLOCATION, 'value_date'],
]

const SOURCE: readonly ChangedColumn[] = [
  ['voen', `'1700012342'`, OF_SOURCE, null],
  ['"row"', '900', OF_SOURCE, null],
  ['ledger', "'other'", OF_SOURCE, 'ledger'],
  ['amount', 'amount + 1', OF_SOURCE, 'amount'],
  ['used', 'used - 1', OF_SOURCE, 'used'],
  ['value_date', "'2027-01-01'", OF_SOURCE, 'value_date'],
]

/** The columns of a table, in quotes where they are a keyword. */
async function columnsOf(raw: RawStore, table: string): Promise<string[]> {
  const { rows } = await run(
    raw,
    kind() === 'postgres'
      ? `select column_name as name from information_schema.columns where table_name = '${table}' order by ordinal_position`
      : `select name from pragma_table_info('${table}')`,
  )
  return rows.map(({ name }) => (name === 'row' ? '"row"' : String(name)))
}

/** Lets statements through that the constraints of the table would refuse. */
async function dropConstraints(raw: RawStore, table: string): Promise<void> {
  if (kind() === 'sqlite') {
    await run(raw, 'pragma ignore_check_constraints = on')
    await run(raw, 'pragma foreign_keys = off')
    return
  }
  const { rows } = await run(
    raw,
    `select conname as name from pg_constraint where conrelid = '${table}'::regclass and contype in ('c', 'f')`,
  )
  for (const { name } of rows) await run(raw, `alter table ${table} drop constraint ${name}`)
}

describe.each([
  ['allocation', ALLOCATION],
  ['source', SOURCE],
] as const)('of the table %s verify compares', (table, changes) => {
  test('every column', async () => {
    const raw = untouched.openRaw()
    expect(await columnsOf(raw, table)).toEqual(changes.map(([column]) => column))
    await raw.destroy()
  })

  test.each(changes)('%s', async (column, to, where, named) => {
    await using copy = await tamperedCopy(async raw => {
      await dropConstraints(raw, table)
      expect((await run(raw, `update ${table} set ${column} = ${to} where ${where}`)).changes).toBe(1)
    })
    const { code, stdout } = await copy.run(['verify'])
    // SQLite finds a broken constraint of the row besides.
    const found = stdout.split('\n').find(line => line.startsWith(`${table} (`))
    expect(found).toMatch(/^\w+ \(voen \d{10}, row \d+(, position \d)?\)/)
    expect(found).toContain(named === null ? ' is only in the ' : `): ${named} is `)
    expect(code).toBe(1)
  })
})

test.each([
  [
    'allocation',
    `insert into allocation (voen, "row", position, ledger, type, effect, charged_row, source_row, amount, value_date)
     select voen, "row", 9, ledger, type, effect, charged_row, source_row, amount, value_date
     from allocation where ${OF_ALLOCATION}`,
    ' is only in the store',
  ],
  [
    'source',
    `insert into source select voen, 900, ledger, amount, used, value_date from source where ${OF_SOURCE}`,
    ' is only in the store',
  ],
  ['source', `delete from source where ${OF_SOURCE}`, ' is only in the replayed event log'],
  ['charge', 'update charge set "row" = 900 where "row" = 54', '): row is 900 in the store, and 54 in the replayed'],
])('verify names a row of %s that was added or removed, or that names another', async (table, statement, says) => {
  await using copy = await tamperedCopy(async raw => {
    expect((await run(raw, statement)).changes).toBe(1)
  })
  const { code, stdout } = await copy.run(['verify'])
  expect(stdout.split('\n')[0]).toMatch(new RegExp(`^${table} \\(.*\\)`))
  expect(stdout).toContain(says)
  expect(code).toBe(1)
})

test('verify accepts a sealed key of a sender, and clearing what a head covers', async () => {
  const copy = await untouched.copy()
  await using _ = copy
  const env = { SECRETS_KEY: Buffer.alloc(32, 3).toString('base64') }
  await copy.run(['add-sender', 'hop', '--types', 'payment.received', '--channels', 'hop'])
  expect(await copy.run(['add-key', 'hop', '--algorithm', 'hmac-sha256'], '', env)).toMatchObject({ code: 0 })
  await copy.import(['{}'])
  const raw = copy.openRaw()
  // The digests of a head leave out the last ten minutes.
  await dropTriggers(raw)
  await run(raw, "update rejection set rejected_at = '2026-01-01T00:00:00.000Z'")
  await raw.destroy()
  const head = copy.file('head', await copy.output('head'))
  expect(await copy.run(['clear-rejected', '--reason', 'sent again'])).toMatchObject({ code: 0 })
  const { stdout } = await copy.run(['verify', '--against', head])
  expect(stdout).not.toContain('rejection is not')
  expect(stdout).not.toContain('sender_key')
})
