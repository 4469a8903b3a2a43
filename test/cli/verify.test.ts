import { afterAll, beforeAll, expect, test } from 'vitest'
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
    `insert into ledger_entry select voen, ledger, 900, operation_date, type, declaration, reference, channel,
       payment_date, amount, debt, overpayment, ledger_count, ledger_turnover, type_count, type_turnover, event_id
     from ledger_entry where ledger = 'vat' and seq = 3`,
    'ledger_entry (voen 1400057421, ledger vat, seq 900) is only in the store\n',
  ],
  [
    'a changed total',
    "update ledger_total set debt = debt + 1 where ledger = 'fine'",
    'ledger_total (voen 1400057421, ledger fine): debt is 10316 in the store, and 10315 in the replayed event log\n',
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
  ['a removed event', 'delete from event where arrival = 7', 'event_id (id ex-07) is only in the store\n'],
  ['a removed last event', 'delete from event where arrival = 16', 'event_id (id ex-16) is only in the store\n'],
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
