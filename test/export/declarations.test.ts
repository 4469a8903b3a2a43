import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { parseCsv, tableIn } from '../support/oracle/csv.ts'
import { amended, assessed, cancelled, on, paidByNumber, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT } from '../support/people/access-people.ts'
import { Site, type Visit } from '../web/site.ts'

const PATH = `/accounts/${TRADER}/declarations/export`

let site: Site
let owner: Visit
let broker: Visit
beforeAll(async () => {
  site = await Site.open([
    registered(),
    assessed('A/1', { 'customs-duty': '1300.00', vat: '540' }, { declarant: BROKER, ...on('2026-03-03') }),
    amended('A/1', { vat: '531.05' }, on('2026-03-04')),
    paidByNumber('A/1', '1400.00', on('2026-03-05')),
    assessed('-2', { excise: '7.00' }, on('2026-03-06')),
    cancelled('-2', on('2026-03-07')),
    assessed('B/3', { fine: '0.00' }, on('2026-03-08')),
  ])
  const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null }
  await grantMandate(site.store.access, { ...terms, balances: false, exports: true }, anActor(ACCOUNTANT), site.now)
  owner = await site.as(ACCOUNTANT)
  broker = await site.as(DECLARANT)
})
afterAll(() => site[Symbol.asyncDispose]())

const HEADINGS = 'Bəyannamənin nömrəsi;Vəziyyəti;Gömrük brokeri;Tədiyyə növü;Hesablanıb;Azaldılıb;Ödənilib;Qalıq borc'
const FILED = [
  `A/1;Qismən ödənilib;'${BROKER};Gömrük rüsumu;1300,00;0,00;1300,00;0,00`,
  `A/1;Qismən ödənilib;'${BROKER};ƏDV;540,00;8,95;100,00;431,05`,
]

async function bytes(visit: Visit): Promise<string> {
  return Buffer.from(await (await visit.request(PATH)).arrayBuffer()).toString('hex')
}

/** @param chosen what the file says of its selection */
function hex(chosen: readonly string[], ...lines: readonly string[]): string {
  const facts = [
    'Ödəyici;Nümunə Ticarət MMC',
    `VÖEN;'${TRADER}`,
    'Dövr;Bütün tarixlər',
    ...chosen,
    'Hazırlanıb;20.04.2026 10:00, Bakı vaxtı',
    "Qeyd;Nömrənin əvvəlindəki ' işarəsi onu mətn kimi saxlayır, nömrəyə daxil deyil.",
  ]
  return Buffer.from(`\uFEFF${[...facts, '', ...lines, ''].join('\r\n')}`).toString('hex')
}

describe('the declarations of an account as a file', () => {
  test('are byte for byte what a spreadsheet in this locale reads: a line for each fund, oldest first, no formulas', async () => {
    const others = ["'-2;Ləğv edilib;;Aksiz vergisi;7,00;7,00;0,00;0,00", 'B/3;Borc yoxdur;;;0,00;0,00;0,00;0,00']
    expect(await bytes(owner)).toBe(hex([], HEADINGS, ...FILED, ...others))
  })

  test('are only its own for a limited broker', async () => {
    expect(await bytes(broker)).toBe(hex([`Gömrük brokeri;'${BROKER}`], HEADINGS, ...FILED))
  })

  test('are named by the account and the day', async () => {
    const { headers } = await owner.request(PATH)
    const name = encodeURIComponent('bəyannamələr-1400057421-2026-04-20.csv')
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="beyannameler-1400057421-2026-04-20.csv"; filename*=UTF-8''${name}`,
    )
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual(['text/csv; charset=utf-8', 'no-store'])
  })

  test('are refused without the right to download', async () => {
    const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null }
    await grantMandate(site.store.access, { ...terms, balances: true, exports: false }, anActor(ACCOUNTANT), site.now)
    const response = await broker.request(PATH)
    expect([response.status, response.headers.get('content-disposition')]).toEqual([403, null])
    expect(await response.text()).not.toContain('A/1')
  })
})

test('more declarations than one batch are all exported once', async () => {
  const numbers = Array.from({ length: 450 }, (_, index) => `D/${index + 1}`)
  await using many = await Site.open([registered(), ...numbers.map(number => assessed(number, { vat: '1.00' }))])
  const text = await (await many.request(PATH)).text()
  const [, ...rows] = parseCsv(tableIn(text), ';', '\r\n')
  expect(rows.map(([number]) => number)).toEqual(numbers)
})
