import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { EXAMPLE, expectRefusal, readText, Vereqe } from '../support/stores/vereqe.ts'

const VOEN = '1400057421' as Voen
const OTHER = '1500000001' as Voen
const exported = readText(EXAMPLE.replace('events.ndjson', 'export.csv'))
const [header, ...lines] = exported.trimEnd().split('\n')
const columns = header!.split(',')
const rows = lines.map(line => ({
  line,
  ...Object.fromEntries(line.split(',').map((cell, at) => [columns[at]!, cell])),
}))
type Row = Record<string, string> & { line: string }

let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  const other = { id: 'o-1', type: 'taxpayer.registered', occurredAt: '2026-03-01T09:00:00Z', voen: OTHER, name: 'B' }
  const money = {
    id: 'o-2',
    type: 'payment.received',
    occurredAt: '2026-03-02T10:00:00Z',
    voen: OTHER,
    channel: 'bank',
  }
  const example = readText(EXAMPLE).trimEnd().split('\n')
  await vereqe.import([...example, other, { ...money, paidOn: '2026-03-02', amount: '7.5', code: '142330' }])
})
afterAll(() => vereqe[Symbol.asyncDispose]())

describe('export prints', () => {
  test('every account in VÖEN order, every ledger in the order of the specification, rows oldest first', async () => {
    const other = `${OTHER},2026-03-02,advance,,,advance-payment-general,bank,2026-03-02,7.50,0.00,7.50,o-2,1,\n`
    expect(await vereqe.output('export')).toBe(exported + other)
  })

  test.each<[options: string[], which: (row: Row) => boolean]>([
    [['--voen', VOEN], () => true],
    [['--voen', VOEN, '--from', '2026-03-10'], row => row.operation_date! >= '2026-03-10'],
    [['--type', 'advance-drawdown'], row => row.type === 'advance-drawdown'],
    [['--declaration', ' 00010/030326/000001 '], row => row.declaration === '00010/030326/000001'],
    [
      ['--ledger=vat', '--from=2026-03-04', '--to=2026-03-09', '--type=assessment', `--voen=${VOEN}`],
      row =>
        row.ledger === 'vat' &&
        row.type === 'assessment' &&
        row.operation_date! >= '2026-03-04' &&
        row.operation_date! <= '2026-03-09',
    ],
  ])('the rows that match %j', async (options, which) => {
    const wanted = (rows as Row[]).filter(which).map(row => row.line)
    expect(wanted).not.toEqual([])
    expect(await vereqe.output('export', ...options)).toBe(`${[header, ...wanted].join('\n')}\n`)
  })

  test.each([
    ['an unknown declaration', ['--declaration', '99999/999999/999999']],
    ['a malformed declaration number', ['--declaration', 'nömrə yoxdur']],
    ['a day without operations', ['--from', '2026-01-01', '--to', '2026-01-01']],
  ])('the header alone for %s', async (_, options) => {
    expect(await vereqe.output('export', ...options)).toBe(`${header}\n`)
  })
})

describe('cards prints', () => {
  const cards = readText(EXAMPLE.replace('events.ndjson', 'cards.ndjson'))

  test('one object per line for every registered account, in VÖEN order', async () => {
    const printed = await vereqe.output('cards', '--from', '2026-01-01', '--to', '2026-12-31')
    expect(printed.startsWith(cards)).toBe(true)
    const others = printed
      .slice(cards.length)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(others).toMatchObject([{ voen: OTHER, balance: '7.50', advance: '7.50', debt: { total: '0.00' } }])
    expect(Object.keys(others[0])).toEqual(Object.keys(JSON.parse(cards)))
  })

  test('one account, with the assessed amounts of the chosen dates', async () => {
    const words = ['cards', '--voen', VOEN, '--from', '2026-03-03', '--to', '2026-03-03']
    const card = JSON.parse(await vereqe.output(...words))
    const { balance, debt } = JSON.parse(cards)
    expect(card).toMatchObject({ voen: VOEN, balance, debt })
    expect(card.assessed['customs-duty']).toBe('250.00')
    expect(card.assessed.excise).toBe('0.00')
  })
})

describe('a wrong command line gets one line on standard error and nothing on standard output', () => {
  test.each<[words: string[], says: RegExp]>([
    [['exprot'], /no command "exprot".*--help/],
    [['export', '--colour', 'red'], /'--colour'.*usage: export \[--voen V\]/],
    [['export', '--voen'], /--voen.*usage: export/],
    [['export', '--ledger', 'tobacco'], /--ledger must be one of customs-duty, .*, advance, not "tobacco"/],
    [['export', '--type', 'gift'], /--type must be one of assessment, .*not "gift"/],
    [['export', '--voen', '1234567893'], /--voen must be ten digits, the last 1 or 2, not "1234567893"/],
    [['export', '--voen', '9999999991'], /no taxpayer is registered with VÖEN 9999999991/],
    [['export', '--from', '2026-02-29'], /--from must be a real date, YYYY-MM-DD, not "2026-02-29"/],
    [['export', '--to', '01.03.2026'], /--to must be a real date/],
    [['export', '--from', '2026-03-02', '--to', '2026-03-01'], /--from 2026-03-02 is after --to 2026-03-01/],
    [['export', '--from', '2026-03-01', '--from', '2026-03-02'], /--from is given 2 times/],
    [['cards'], /cards needs --from/],
    [['journal', '--voen', '9999999991'], /no taxpayer is registered/],
    [['verify', 'all'], /too many words; usage: verify/],
  ])('%j', async (words, says) => {
    expectRefusal(await vereqe.run(words), says)
  })

  test.each<[databaseUrl: string, says: RegExp]>([
    ['mysql://localhost/accounts', /DATABASE_URL must be sqlite:PATH/],
    ['sqlite:/proc/nowhere/store.db', /cannot open the store sqlite:\/proc\/nowhere\/store\.db: .*DATABASE_URL/],
    [`sqlite:${EXAMPLE}`, /cannot open the store .*not a database.*DATABASE_URL/],
  ])('a store that cannot be opened gets one line: %s', async (DATABASE_URL, says) => {
    expectRefusal(await vereqe.run(['export'], '', { DATABASE_URL }), says)
  })

  test('all faults of a configuration are reported at once', async () => {
    const ended = await vereqe.run(['export'], '', { DATABASE_URL: 'file.db', PORT: 'http' })
    expectRefusal(ended, /PORT must be.*DATABASE_URL must be|DATABASE_URL must be.*PORT must be/)
  })
})

test('export ends with 0 when its reader closes the pipe', async () => {
  const { child, ended } = vereqe.start(['export'])
  child.stdout.destroy()
  expect(await ended).toMatchObject({ code: 0, stderr: '' })
})
