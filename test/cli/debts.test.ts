import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { charged, OTHER_TRADER, registered } from '../support/oracle/events.ts'
import { EXAMPLE, readText, Vereqe } from '../support/stores/vereqe.ts'

const VOEN = '1400057421'
const INTEREST = { LATE_INTEREST: '2001-01-01:0.1' }

const fixture = (name: string) => readText(EXAMPLE.replace('events.ndjson', name))
const linesOf = (csv: string) => csv.trimEnd().split('\n')

/** The trader of the worked example, and one with a debt whose reference needs quotes. */
let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  const other = { voen: OTHER_TRADER }
  const example = readText(EXAMPLE).trimEnd().split('\n')
  await vereqe.import([...example, registered(other), charged('A "1", 2', { fine: '7.00' }, other)])
})
afterAll(() => vereqe[Symbol.asyncDispose]())

describe.each([
  ['allocations', ['allocations'], 'allocations.csv', []],
  [
    'debts',
    ['debts'],
    'debts.csv',
    [`${OTHER_TRADER},1,fine,,"A ""1"", 2",2026-03-02,2026-03-02,7.00,0.00,0.00,7.00,no`],
  ],
  ['turnover', ['turnover', '--from', '2026-03-05', '--to', '2026-03-31'], 'turnover.csv', null],
  [
    'interest',
    ['interest', '--to', '2026-06-30'],
    'interest.csv',
    [`${OTHER_TRADER},1,fine,,"A ""1"", 2",2026-03-03,2026-06-30,120,7.00,0.1,0.84`],
  ],
] as const)('%s', (_, words, file, others) => {
  const run = (...more: string[]) => vereqe.run([...words, ...more], '', INTEREST)

  test('prints the worked example with --voen', async () => {
    expect(await run('--voen', VOEN)).toMatchObject({ code: 0, stdout: fixture(file) })
  })

  test('prints every registered account without, in VÖEN order', async () => {
    const lines = linesOf((await run()).stdout)
    const example = linesOf(fixture(file))
    expect(lines.slice(0, example.length)).toEqual(example)
    const rest = lines.slice(example.length)
    if (others) expect(rest).toEqual(others)
    else expect(rest.map(line => line.split(',').slice(0, 2).join())).toContain(`${OTHER_TRADER},fine`)
  })

  test('refuses an unregistered VÖEN in one line', async () => {
    const { code, stdout, stderr } = await run('--voen', '9999999991')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^.*no taxpayer is registered with VÖEN 9999999991\n$/)
  })
})

test.each([
  [['turnover', '--to', '2026-03-31'], 'turnover needs --from'],
  [['turnover', '--from', '2026-03-31'], 'turnover needs --to'],
  [['turnover', '--from', '2026-03-31', '--to', '2026-03-01'], 'swap the two dates'],
  [['interest'], 'interest needs --to'],
  [['interest', '--to', '2026-02-30'], '--to must be a real date'],
])('%j exits with 2 and says what is missing', async (words, says) => {
  const { code, stdout, stderr } = await vereqe.run(words, '', INTEREST)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(says)
})

test('interest without rates exits with 2', async () => {
  const { code, stderr } = await vereqe.run(['interest', '--to', '2026-06-30'])
  expect(code).toBe(2)
  expect(stderr).toContain('set LATE_INTEREST')
})

test('interest up to a day before the first rate says so', async () => {
  const words = ['interest', '--to', '2026-06-30']
  const { code, stderr } = await vereqe.run(words, '', { LATE_INTEREST: '2026-07-01:0.1' })
  expect([code, stderr]).toEqual([0, 'There is no rate before 2026-07-01, the first day in LATE_INTEREST.\n'])
  expect((await vereqe.run(words, '', { LATE_INTEREST: '2026-06-30:0.1' })).stderr).toBe('')
})

test('any command refuses rates that are none', async () => {
  const { code, stderr } = await vereqe.run(['debts'], '', { LATE_INTEREST: '0.1' })
  expect(code).toBe(2)
  expect(stderr).toContain('LATE_INTEREST must list percentages a day')
})
