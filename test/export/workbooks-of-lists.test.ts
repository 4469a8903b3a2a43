import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { assessed, charged, on, paidByNumber, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT } from '../support/people/access-people.ts'
import { partsOf, readWorkbook, type SheetCell } from '../support/workbooks.ts'
import { Site, type Visit } from '../web/site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const RATES = { rates: [{ from: '2001-01-01', percent: '0.1' }], maxDays: 365 }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DECLARANT_WITH_ZERO = '0200000001' as Voen

let site: Site
beforeAll(async () => {
  site = await Site.open(
    [
      registered(),
      assessed('00030/010326/00000017', { vat: '50.00' }, { declarant: DECLARANT_WITH_ZERO, ...on('2026-03-01') }),
      paidByNumber('00030/010326/00000017', '20.00', on('2026-03-05')),
      charged('1E5', { fine: '30.00' }, on('2026-03-11')),
      paidToCode('802001', '9.00', on('2026-03-12')),
    ],
    { config: { lateInterest: RATES } },
  )
  const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null }
  await grantMandate(site.store.access, { ...terms, balances: true, exports: true }, anActor(ACCOUNTANT), site.now)
})
afterAll(() => site[Symbol.asyncDispose]())

async function fileOf(path: string, visit: Pick<Visit, 'request'> = site): Promise<Buffer> {
  const response = await visit.request(`${path}?dialect=xlsx`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, XLSX])
  expect(response.headers.get('content-disposition')).toMatch(/\.xlsx"; filename\*=.*\.xlsx$/)
  return Buffer.from(await response.arrayBuffer())
}

/** The facts above the headings, and the rows from there on. */
async function sheetOf(path: string, visit?: Pick<Visit, 'request'>) {
  const sheets = await readWorkbook(await fileOf(path, visit))
  expect(sheets.size).toBe(1)
  const rows = [...sheets.values()][0]!
  const empty = rows.findIndex(row => row.every(cell => cell === null))
  return { facts: rows.slice(0, empty).map(row => row.slice(0, 2)), rows: rows.slice(empty + 2) }
}

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const COMPANY: SheetCell[][] = [
  ['Ödəyici', 'Nümunə Ticarət MMC'],
  ['VÖEN', TRADER],
]
const MADE = ['Hazırlanıb', '20.04.2026 10:00, Bakı vaxtı']

describe('the workbook of', () => {
  test('declarations keeps the zero of a broker’s VÖEN, and adds up', async () => {
    const { facts, rows } = await sheetOf(`${ACCOUNT}/declarations/export`)
    expect(facts).toEqual([...COMPANY, ['Dövr', 'Bütün tarixlər'], MADE])
    expect(rows).toEqual([
      ['00030/010326/00000017', 'Qismən ödənilib', DECLARANT_WITH_ZERO, 'ƏDV', 50, 0, 20, 30],
      Array(8).fill(null),
      ['Cəmi', null, null, null, 50, 0, 20, 30],
    ])
  })

  test('open debts has dates, days and amounts as such', async () => {
    const { facts, rows } = await sheetOf(`${ACCOUNT}/debts/export`)
    expect(facts).toEqual([...COMPANY, ['Dövr', '20.04.2026 tarixinə'], MADE])
    const [vat, fine] = rows
    expect(vat!.slice(0, 11)).toEqual([
      '00030/010326/00000017',
      'bəyannamə',
      'ƏDV',
      day('2026-03-01'),
      50,
      day('2026-03-01'),
      50,
      50,
      0,
      20,
      30,
    ])
    expect(fine!.slice(0, 3)).toEqual(['1E5', 'akt və ya protokol', 'İnzibati cərimə'])
  })

  test('late interest has each stretch of days, and says that it is not charged', async () => {
    const { facts, rows } = await sheetOf(`${ACCOUNT}/debts/interest/export`)
    expect(facts.slice(2).map(([name, value]) => [name, value instanceof Date ? value : typeof value])).toEqual([
      ['Sonuncu gün', day('2026-04-20')],
      ['Hazırlanıb', 'string'],
      ['Qeyd', 'string'],
    ])
    expect(rows.slice(0, 2).map(row => row.slice(5))).toEqual([
      [day('2026-03-02'), day('2026-03-02'), 1, 50, 0.1, 0.05],
      [day('2026-03-03'), day('2026-04-20'), 49, 30, 0.1, 1.47],
    ])
  })

  test('all operations has the ledger of each, and what leads to the books', async () => {
    const { facts, rows } = await sheetOf(`${ACCOUNT}/operations/export`)
    expect(facts.slice(0, 3)).toEqual([...COMPANY, ['Dövr', '01.03.2026 – 20.04.2026']])
    expect(rows.map(row => [row[0], row[8], row[11]])).toEqual([
      ['Elektron xidmət haqqı', 9, 4],
      ['İnzibati cərimə', 30, 3],
      ['ƏDV', 20, 2],
      ['ƏDV', 50, 1],
    ])
  })

  test('clients names the broker', async () => {
    const { facts, rows } = await sheetOf('/clients/export', await site.as(DECLARANT))
    expect(facts).toEqual([['Ödəyici', 'Broker MMC'], ['VÖEN', BROKER], ['Dövr', '20.04.2026 tarixinə'], MADE])
    expect(rows[0]!.slice(0, 6)).toEqual(['Nümunə Ticarət MMC', TRADER, 60, 0, 9, day('2026-03-12')])
  })
})

test('a ledger’s closing balance, and the summary of all, are computed by formulas whose results are in the file', async () => {
  const parts = await partsOf(await fileOf(`${ACCOUNT}/export`))
  const names = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name)
  expect(names.slice(0, 3)).toEqual(['Yekun', 'Gömrük rüsumu', 'ƏDV'])
  const vat = parts.get('xl/worksheets/sheet2.xml')!
  expect(vat).toMatch(/<f>SUM\(I\d+:I\d+\)<\/f><v>30\.00<\/v>/)
  const summary = parts.get('xl/worksheets/sheet11.xml')!
  expect(summary).toMatch(/<f>'ƏDV'!I\d+<\/f><v>50\.00<\/v>/)
  expect(summary).toMatch(/<f>SUMIF\('ƏDV'!\$C\$\d+:\$C\$\d+,\$A\d+,'ƏDV'!\$H\$\d+:\$H\$\d+\)<\/f><v>50\.00<\/v>/)
})

test('a selection of operations leads from no balance to another: both are plain figures', async () => {
  const response = await site.request(`${ACCOUNT}/ledgers/vat/export?dialect=xlsx&type=assessment`)
  const file = Buffer.from(await response.arrayBuffer())
  const rows = (await readWorkbook(file)).get('ƏDV')!
  expect(rows.slice(1, 5).map(row => row.slice(0, 2))).toContainEqual(['Əməliyyatın növü', 'Hesablama'])
  expect(rows.filter(([, name]) => name === 'Son qalıq').map(row => row[8])).toEqual([30])
  expect((await partsOf(file)).get('xl/worksheets/sheet1.xml')).not.toContain('<f>SUM(')
})
