import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { RealSite, TRADER, TRADER_ADDRESS, TRADER_NAME } from '../support/browser/real-site.ts'
import type { View, Visitor } from '../support/browser/visitor.ts'
import { parseCsv, tableIn } from '../support/oracle/csv.ts'

const DECLARATION = '00021/140426/10825372'
const VAT = `${TRADER_ADDRESS}/ledgers/vat`

const date = (text: string | undefined) => text?.split('.').reverse().join('-') ?? ''
const dates = ({ rows }: View) => rows.map(row => date(row['Əməliyyat tarixi']))
const types = ({ rows }: View) => new Set(rows.map(row => row['Əməliyyatın növü']))
const names = ({ rows }: View) => rows.map(row => row['Əməliyyatın adı'] ?? '')

interface Step {
  readonly does: string
  readonly action: (visitor: Visitor) => Promise<void>
  readonly sees: (view: View, before: (step: string) => View) => void
}

const STEPS: readonly Step[] = [
  {
    does: 'comes to the cabinet',
    action: visitor => visitor.open('/'),
    sees: ({ address, rows, text }) => {
      expect(address).toBe('/companies')
      expect(rows.length).toBeGreaterThan(20)
      expect(text).toContain(TRADER)
    },
  },
  {
    does: 'chooses an account',
    action: visitor => visitor.click(visitor.tab.locator(`a[href="${TRADER_ADDRESS}"]`)),
    sees: ({ address, text, facts }) => {
      expect(text).toContain(TRADER_NAME)
      expect(address).toBe(TRADER_ADDRESS)
      for (const card of ['Balans', 'Artıq ödəmə', 'Cəmi borc', 'Hesablanmışdır']) expect(text).toContain(card)
      expect(Object.keys(facts)).toEqual(['Hesablanıb', 'Azaldılıb', 'Daxil olub', 'Qaytarılıb'])
    },
  },
  {
    does: 'searches the account for a quarter, which card 4 follows',
    action: visitor => visitor.search({ from: '01.01.2026', to: '31.03.2026' }),
    sees: ({ text, fields, status }, before) => {
      expect(text).toContain('01.01.2026 – 31.03.2026')
      const [from, to] = ['01.01.2026', '31.03.2026']
      expect(fields).toEqual({ from, 'from-day': '', to, 'to-day': '', type: '', declaration: '' })
      expect(status).not.toBe(before('chooses an account').status)
    },
  },
  {
    does: 'goes on to the VAT ledger with the same dates',
    action: visitor => visitor.click(visitor.link('ƏDV üzrə vərəqə')),
    sees: view => {
      expect(view.address).toBe(`${VAT}?from=2026-01-01&to=2026-03-31`)
      expect(view.heading).toBe('ƏDV üzrə vərəqə')
      expect(dates(view).every(day => day >= '2026-01-01' && day <= '2026-03-31')).toBe(true)
      expect(view.rows.length).toBeGreaterThan(0)
    },
  },
  {
    does: 'clears the search',
    action: visitor => visitor.click(visitor.link('Təmizlə')),
    sees: ({ address, rows }) => {
      expect(address).toBe(VAT)
      expect(rows).toHaveLength(25)
    },
  },
  {
    does: 'searches from a date',
    action: visitor => visitor.search({ from: '1.6.26' }),
    sees: view => {
      expect(view.fields.from).toBe('01.06.2026')
      expect(dates(view).every(day => day >= '2026-06-01')).toBe(true)
    },
  },
  {
    does: 'drops that condition again',
    action: visitor => visitor.click(visitor.link(/Şərti sil: Başlanğıc tarix/)),
    sees: (view, before) => expect(view.rows).toEqual(before('clears the search').rows),
  },
  {
    does: 'searches to a date',
    action: visitor => visitor.search({ to: '2025-02-28' }),
    sees: view => {
      expect(view.rows.length).toBeGreaterThan(0)
      expect(dates(view).every(day => day <= '2025-02-28')).toBe(true)
    },
  },
  {
    does: 'searches for a type of operation',
    action: visitor => visitor.search({ type: 'hop-payment' }),
    sees: view => expect([...types(view)]).toEqual(['HÖP ödəniş']),
  },
  {
    does: 'searches for a declaration, typed as people type',
    action: visitor => visitor.search({ declaration: `  ${DECLARATION.toLowerCase()} ` as DeclarationNumber }),
    sees: view => {
      expect(view.fields.declaration).toBe(DECLARATION)
      expect(view.rows.length).toBeGreaterThan(1)
      expect(names(view).every(name => name.startsWith(`${DECLARATION} `))).toBe(true)
    },
  },
  {
    does: 'searches by everything together',
    action: visitor =>
      visitor.search({
        from: '14.04.2026',
        to: '30.06.2026',
        type: 'assessment',
        declaration: DECLARATION as DeclarationNumber,
      }),
    sees: view => {
      expect(view.rows).toHaveLength(2)
      expect([...types(view)]).toEqual(['Hesablama'])
      expect(view.status).toMatch(/^2 əməliyyat tapıldı/)
    },
  },
  {
    does: 'searches for what there is not',
    action: visitor => visitor.search({ from: '01.01.2024', to: '31.01.2024' }),
    sees: ({ rows, status }) => {
      expect(rows).toEqual([])
      expect(status).toBe('Əməliyyat tapılmadı.')
    },
  },
  {
    does: 'mistypes',
    action: visitor => visitor.search({ from: '30.02.2026', to: 'sabah', declaration: 'Ə' as DeclarationNumber }),
    sees: ({ title, rows, fields, status }) => {
      expect(title).toMatch(/^Xəta: /)
      expect(rows).toEqual([])
      expect(fields).toMatchObject({ from: '30.02.2026', to: 'sabah', declaration: 'Ə' })
      expect(status).toContain('3 səhv')
    },
  },
  {
    does: 'chooses a period with one click',
    action: async visitor => {
      await visitor.click(visitor.link('Təmizlə'))
      await visitor.unfold()
      await visitor.click(visitor.link('Bu rüb'))
    },
    sees: ({ fields }) => expect(fields).toMatchObject({ from: '01.04.2026', to: '30.06.2026' }),
  },
  {
    does: 'turns to older rows',
    action: async visitor => {
      await visitor.click(visitor.link('Təmizlə'))
      await visitor.click(visitor.link(/Növbəti səhifə/))
    },
    sees: (view, before) => {
      expect(view.rows).toHaveLength(25)
      const newest = dates(before('clears the search')).at(-1)!
      expect(dates(view).every(day => day <= newest)).toBe(true)
      expect(view.rows).not.toEqual(before('clears the search').rows)
    },
  },
  {
    does: 'turns on to still older rows',
    action: visitor => visitor.click(visitor.link(/Növbəti səhifə/)),
    sees: (view, before) => expect(view.rows).not.toEqual(before('turns to older rows').rows),
  },
  {
    does: 'turns back to newer rows',
    action: visitor => visitor.click(visitor.link(/Əvvəlki səhifə/)),
    sees: (view, before) => expect(view.rows).toEqual(before('turns to older rows').rows),
  },
  {
    does: 'opens the declaration of a row',
    action: async visitor => {
      await visitor.search({ declaration: DECLARATION as DeclarationNumber })
      await visitor.click(visitor.tab.locator('table.entries').getByRole('link', { name: DECLARATION }).first())
    },
    sees: ({ address, heading, rows }) => {
      expect(address).toBe(`${TRADER_ADDRESS}/declarations/${DECLARATION}`)
      expect(heading).toContain(DECLARATION)
      expect(rows.flatMap(row => row['Tədiyyə növü'] ?? [])).toEqual([
        'ƏDV ödənilib, düzəliş edilib',
        'Gömrük yığımı ödənilib',
      ])
      expect(rows.length).toBeGreaterThan(5)
    },
  },
]

interface Walk {
  readonly views: Map<string, View>
  readonly files: { name: string; bytes: Buffer }[]
  readonly complaints: readonly string[]
}

async function walk(visitor: Visitor): Promise<Walk> {
  const views = new Map<string, View>()
  const files: Walk['files'] = []
  for (const { does, action } of STEPS) {
    await action(visitor)
    views.set(does, await visitor.view())
  }
  await visitor.open(VAT)
  await visitor.search({ from: '01.01.2025', to: '31.03.2026', type: 'advance-drawdown' })
  files.push(await visitor.download(visitor.link('Export (Excel)')))
  await visitor.tab.locator('.exports summary').click()
  for (const words of ['CSV: nöqtəli vergül, onluq vergül (1234,50)', 'Proqramlar üçün CSV'])
    files.push(await visitor.download(visitor.link(words)))
  await visitor.leave()
  return { views, files, complaints: visitor.complaints }
}

let site: RealSite
let scripted: Walk
let plain: Walk
beforeAll(async () => {
  site = await RealSite.open()
  ;[scripted, plain] = await Promise.all([walk(await site.visitor()), walk(await site.visitor({ scripted: false }))])
})
afterAll(() => site.close())

describe.each(STEPS)('a trader who $does', ({ does, sees }) => {
  test('without JavaScript sees the expected page', () => {
    sees(plain.views.get(does)!, step => plain.views.get(step)!)
  })

  test('with JavaScript sees the same text', () => {
    const [with_, without] = [scripted.views.get(does)!, plain.views.get(does)!]
    // Without JavaScript the URL keeps the typed text.
    expect({ ...with_, address: '' }).toEqual({ ...without, address: '' })
    sees(with_, step => scripted.views.get(step)!)
  })
})

describe('a trader who exports a search', () => {
  test('gets the same files with JavaScript and without', () => {
    expect(scripted.files.map(({ name }) => name)).toEqual(plain.files.map(({ name }) => name))
    expect(scripted.files.map(({ bytes }) => bytes.toString('hex'))).toEqual(
      plain.files.map(({ bytes }) => bytes.toString('hex')),
    )
  })

  test('gets all rows of the search in a descriptive file name', () => {
    const [workbook, spreadsheet, machine] = plain.files
    expect(workbook!.name).toBe('vərəqə-2899061361-ədv-2025-01-01-2026-03-31-seçilmiş.xlsx')
    expect(spreadsheet!.name).toBe('vərəqə-2899061361-ədv-2025-01-01-2026-03-31-seçilmiş.csv')
    const rows = parseCsv(machine!.bytes.toString(), ',', '\n').slice(1)
    expect(rows.length).toBeGreaterThan(25)
    expect(rows.every(row => row[5] === 'advance-drawdown' && row[2] === 'vat')).toBe(true)
    // The human dialect adds headings, an opening and a closing line.
    expect(parseCsv(tableIn(spreadsheet!.bytes.toString()), ';', '\r\n')).toHaveLength(rows.length + 3)
  })
})

test('the browser logs no error except the status 422 of a mistyped filter', () => {
  expect(plain.complaints.filter(text => !/status of 422/.test(text))).toEqual([])
  expect(scripted.complaints.filter(text => !/status of 422/.test(text))).toEqual([])
})
