import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.tsx'
import { parseCsv, tableIn } from '../support/oracle/csv.ts'
import { assessed, charged, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../support/people/people.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'

const TODAY = new Date('2026-04-20T10:00:00+04:00')

/** References that a spreadsheet would run as formulas, and their cells as text. */
const FORMULAS = [
  '=1+1',
  '@SUM(A1)',
  '-5',
  '+994',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '=HYPERLINK("http://x";"y")',
]
/** What a spreadsheet that separates cells otherwise would run, and its cell. */
const SPLIT: readonly [reference: string, cell: string][] = [
  ['x;=1+1', "x;'=1+1"],
  ['x, =1+1;', "x, '=1+1;"],
  ['x\t@SUM(A1)', "x\t'@SUM(A1)"],
  ['x\n-5', "x\n'-5"],
]
const HARMLESS = ['AKT-17', "'=1", 'a;b', 'say "no"', 'two\nlines', '00030/010125/66853714']

let store: TestStore
let app: ReturnType<typeof createApp>
let cookie: string
beforeAll(async () => {
  store = await openTestStore()
  app = createApp({ ...dependenciesOf(store), clock: () => TODAY })
  cookie = await cookieOf(store.access, representativeOf(TRADER), TODAY)
  const references = [...FORMULAS, ...HARMLESS, ...SPLIT.map(([reference]) => reference)].map((reference, index) =>
    charged(reference, { fine: `${index + 1}.05` }, on('2026-03-10')),
  )
  const { outcomes } = await store.deliver(
    registered(),
    paidToCode('142330', '100000.00', on('2026-03-02')),
    assessed('-5', { vat: '1234567.80', 'customs-fee': '15.00' }, on('2026-03-05')),
    paidToCode('142330', '1200000.00', on('2026-03-06')),
    ...references,
  )
  expect(outcomes.filter(({ became }) => became !== 'applied')).toEqual([])
})
afterAll(() => store.close())

async function download(path: string): Promise<{ bytes: Buffer; response: Response }> {
  const response = await app.request(`/accounts/${TRADER}/${path}`, { headers: { cookie } })
  return { bytes: Buffer.from(await response.arrayBuffer()), response }
}

async function table(path: string): Promise<string[][]> {
  const { bytes } = await download(path)
  return parseCsv(tableIn(bytes.toString('utf8')), ';', '\r\n')
}

const HEADINGS =
  'Vərəqə;Əməliyyat tarixi;Əməliyyatın adı;Əməliyyatın növü;Bəyannamənin nömrəsi;Sənədin nömrəsi;Ödəniş kanalı;' +
  'Ödəmə tarixi;Məbləğ;Borc;Artıq ödəmə'

describe('the spreadsheet dialect', () => {
  test('is byte for byte what a spreadsheet in this locale reads', async () => {
    const { bytes } = await download('ledgers/customs-fee/export?from=2026-03-01&to=2026-03-31')
    const expected = [
      'Ödəyici;Nümunə Ticarət MMC',
      "VÖEN;'1400057421",
      'Dövr;01.03.2026 – 31.03.2026',
      'Hazırlanıb;20.04.2026 10:00, Bakı vaxtı. 26 bildiriş uçota alınıb, son əməliyyat 10.03.2026',
      "Qeyd;Nömrənin əvvəlindəki ' işarəsi onu mətn kimi saxlayır, nömrəyə daxil deyil.",
      '',
      HEADINGS,
      'Gömrük yığımı;01.03.2026;İlkin qalıq;;;;;;;0,00;0,00',
      "Gömrük yığımı;05.03.2026;'-5 nömrəli GB üzrə hesablama;Hesablama;'-5;;;;15,00;15,00;0,00",
      "Gömrük yığımı;06.03.2026;'-5 nömrəli GB üzrə borcun avansdan silinməsi;Avansdan silinmə;'-5;;;06.03.2026;15,00;0,00;0,00",
      'Gömrük yığımı;31.03.2026;Dövr üzrə hərəkət: Hesablanıb;;;;;;;15,00;',
      'Gömrük yığımı;31.03.2026;Dövr üzrə hərəkət: Ödənilib;;;;;;;-15,00;',
      'Gömrük yığımı;31.03.2026;Son qalıq;;;;;;;0,00;0,00',
      '',
    ].join('\r\n')
    expect(bytes.toString('hex')).toBe(Buffer.from(`\uFEFF${expected}`).toString('hex'))
  })

  test('has commas, points and ISO dates where its reader chooses so, in the language of the page', async () => {
    const { bytes } = await download('ledgers/customs-fee/export?from=2026-03-01&to=2026-03-31&dialect=comma')
    const [headings, , row] = parseCsv(tableIn(bytes.toString()), ',', '\r\n')
    expect(headings).toEqual(HEADINGS.split(';'))
    expect([row![1], row![8]]).toEqual(['2026-03-05', '15.00'])
  })

  test('dates no balance after today', async () => {
    const rows = await table('ledgers/vat/export?to=2026-12-31')
    expect(rows.at(-1)!.slice(1, 3)).toEqual(['20.04.2026', 'Son qalıq'])
  })

  test('writes amounts without groups, so that they are numbers', async () => {
    const [, , row] = await table('ledgers/vat/export')
    expect(row!.slice(8)).toEqual(['1234567,80', '1234567,80', '0,00'])
  })

  test('has opening and closing balances of each ledger, in order, under one heading', async () => {
    const [headings, ...rows] = await table('export')
    expect(headings).toEqual(HEADINGS.split(';'))
    const moments = rows.filter(([, , name]) => name === 'İlkin qalıq' || name === 'Son qalıq')
    expect(moments).toHaveLength(20)
    expect(moments.slice(0, 4).map(([ledger, date, name]) => [ledger, date, name])).toEqual([
      ['Gömrük rüsumu', '02.03.2026', 'İlkin qalıq'],
      ['Gömrük rüsumu', '20.04.2026', 'Son qalıq'],
      ['ƏDV', '02.03.2026', 'İlkin qalıq'],
      ['ƏDV', '20.04.2026', 'Son qalıq'],
    ])
    expect(moments.at(-1)![0]).toBe('Avans gömrük ödənişləri')
  })

  test('has lines that lead from each opening to the closing balance, in debt and in overpayment', async () => {
    const [, ...rows] = await table('export')
    const qepik = (cell: string) => Number(cell.replace(',', '')) || 0
    let [debt, overpayment, bridged] = [0, 0, 0]
    for (const [, , name = '', , , , , , , ...cells] of rows) {
      const [ofDebt, ofOverpayment] = cells.map(qepik) as [number, number]
      if (name === 'İlkin qalıq') [debt, overpayment] = [ofDebt, ofOverpayment]
      if (name.startsWith('Dövr üzrə hərəkət: ')) {
        debt += ofDebt
        overpayment += ofOverpayment
        bridged += 1
      }
      if (name === 'Son qalıq') expect([ofDebt, ofOverpayment]).toEqual([debt, overpayment])
    }
    expect(bridged).toBeGreaterThan(6)
  })

  test('has the opening and closing balance of the ledger whatever the filter of its rows', async () => {
    const rows = await table('ledgers/vat/export?from=2026-03-06&type=hop-payment')
    expect(rows.slice(1).map(row => [row[1], row[2], ...row.slice(8)])).toEqual([
      ['06.03.2026', 'İlkin qalıq', '', '1134567,80', '0,00'],
      ['20.04.2026', 'Son qalıq', '', '0,00', '0,00'],
    ])
  })
})

test.each(['export', 'ledgers/vat/export', 'operations/export'])(
  '%s of selected operations says the conditions, and that its rows do not explain the balances',
  async path => {
    const conditions = 'type=assessment&channel=bank&paid-from=2026-03-05'
    const heads = async (query: string) => (await download(`${path}${query}`)).bytes.toString()
    const selected = await heads(`?${conditions}`)
    expect(selected).toContain('Əməliyyatın növü;Hesablama\r\n')
    expect(selected).toContain('Ödəniş kanalı;bank hesabından\r\n')
    expect(selected).toContain('Ödəmə tarixi: başlanğıc;05.03.2026\r\n')
    expect(selected).toContain('onlar qalıqları izah etmir')
    expect(await heads('')).not.toContain('onlar qalıqları izah etmir')
  },
)

describe('text from a sender', () => {
  const cells = async () => {
    const rows = await table('ledgers/fine/export?type=assessment')
    return rows.slice(2, -1).map(row => ({ name: row[2]!, reference: row[5]!, amount: row[8] }))
  }

  test('is never a formula: an apostrophe makes it text', async () => {
    const rows = (await cells()).slice(0, FORMULAS.length)
    expect(rows.map(({ reference }) => reference)).toEqual(FORMULAS.map(text => `'${text}`))
    expect(rows.map(({ name }) => name)).toEqual(FORMULAS.map(text => `'${text} nömrəli sənəd üzrə hesablama`))
  })

  test('is unchanged when it is harmless', async () => {
    const rows = (await cells()).slice(FORMULAS.length, -SPLIT.length)
    expect(rows.map(({ reference }) => reference)).toEqual(HARMLESS)
  })

  test('is no formula for a spreadsheet set to another language, which separates cells otherwise', async () => {
    const rows = (await cells()).slice(-SPLIT.length)
    expect(rows.map(({ reference }) => reference)).toEqual(SPLIT.map(([, cell]) => cell))
  })

  test('changes no amount', async () => {
    expect((await cells()).map(({ amount }) => amount)).toEqual(
      [...FORMULAS, ...HARMLESS, ...SPLIT].map((_, index) => `${index + 1},05`),
    )
  })

  test('is unchanged in the machine-readable CSV', async () => {
    const { bytes } = await download('ledgers/fine/export?type=assessment&dialect=machine')
    const rows = parseCsv(bytes.toString('utf8'), ',', '\n')
    const all = [...FORMULAS, ...HARMLESS, ...SPLIT.map(([reference]) => reference)]
    expect(rows.slice(1).map(row => row[4])).toEqual(all)
    expect(bytes[0], 'no byte order mark').toBe('v'.charCodeAt(0))
  })
})

describe('the file', () => {
  test.each([
    ['ledgers/vat/export?from=2026-03-01&to=2026-03-31', 'vərəqə-*-ədv-2026-03-01-2026-03-31', 'vereqe-*-edv-'],
    ['ledgers/vat/export', 'vərəqə-*-ədv-2026-03-02-2026-04-20', 'vereqe-*-edv-'],
    ['ledgers/fine/export', 'vərəqə-*-inzibati-cərimə-2026-03-02-2026-04-20', 'vereqe-*-inzibati-cerime-'],
    ['ledgers/customs-fee/export', 'vərəqə-*-gömrük-yığımı-2026-03-02-2026-04-20', 'vereqe-*-gomruk-yigimi-'],
    [
      'ledgers/fine/export?lang=en',
      'account-statement-*-administrative-fine-2026-03-02-2026-04-20',
      'account-statement-*',
    ],
    ['ledgers/excise/export?lang=ru', 'лицевой-счёт-*-акциз-2026-03-02-2026-04-20', 'litsevoy-schyot-*-aktsiz-'],
    ['ledgers/vat/export?from=2026-03-01&to=2026-12-31', 'vərəqə-*-ədv-2026-03-01-2026-04-20', 'vereqe-*-edv-'],
    ['export?to=2026-01-31', 'vərəqə-*-bütün-vərəqələr-2026-01-31-2026-01-31', 'vereqe-*-butun-vereqeler-'],
    [
      'operations/export?to=2026-03-31&sort=date',
      'vərəqə-*-bütün-əməliyyatlar-2026-03-02-2026-03-31',
      'vereqe-*-butun-emeliyyatlar-',
    ],
    [
      'ledgers/vat/export?channel=bank',
      'vərəqə-*-ədv-2026-03-02-2026-04-20-seçilmiş',
      'vereqe-*-edv-2026-03-02-2026-04-20-secilmis',
    ],
    [
      'export?to=2026-03-05&dialect=machine',
      'vərəqə-*-bütün-vərəqələr-2026-03-02-2026-03-05',
      'vereqe-*-butun-vereqeler-',
    ],
  ])('of %s is named %s.csv, with an ASCII name for old clients', async (path, name, start) => {
    const { response } = await download(path)
    const header = response.headers.get('content-disposition')!
    const [, plain, whole] = /^attachment; filename="([^"]+)"; filename\*=UTF-8''(\S+)$/.exec(header)!
    expect(decodeURIComponent(whole!)).toBe(`${name.replace('*', TRADER)}.csv`)
    expect(plain).toMatch(/^[a-z0-9-]+\.csv$/)
    expect(plain!.startsWith(start.replace('*', TRADER))).toBe(true)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['ledgers/vat/export?from=2026-02-30', 303, `/accounts/${TRADER}/ledgers/vat?from=2026-02-30`],
    ['export?from=2026-03-02&to=2026-03-01', 303, `/accounts/${TRADER}?from=2026-03-02&to=2026-03-01`],
    ['ledgers/tobacco/export', 404, null],
    ['../9999999991/export', 404, null],
    ['../1234567893/ledgers/vat/export', 404, null],
  ])('of %s is refused with %d', async (path, status, location) => {
    const { response, bytes } = await download(path)
    expect([response.status, response.headers.get('location')]).toEqual([status, location])
    expect(response.headers.get('content-disposition')).toBeNull()
    expect(bytes.toString()).not.toContain('Məbləğ;')
  })
})
