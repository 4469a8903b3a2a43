import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogueOf, LANGUAGES, type Language } from '../../src/i18n/index.ts'
import { pageNamed } from '../support/browser/pages.ts'
import { findColoursOnPaper, findControlsOnPaper, type Paper, print } from '../support/browser/paper.ts'
import { RealSite, TRADER, TRADER_ADDRESS, TRADER_NAME } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { RUNS_ALL } from '../support/test-matrix.ts'

const A4 = [595, 842]

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

describe('an extract, printed', () => {
  const PERIOD = '26.03.2025 – 26.03.2026'
  let visitor: Visitor
  let paper: Paper
  beforeAll(async () => {
    visitor = await site.visitor()
    await visitor.open(`${TRADER_ADDRESS}/document?from=2025-03-26&to=2026-03-26`)
    paper = await print(visitor.tab)
  })
  afterAll(() => visitor.leave())

  test('is set on A4, and each sheet has its number and the number of sheets', () => {
    expect(paper.size).toEqual(A4)
    expect(paper.sheets.length).toBeGreaterThan(4)
    const numbers = paper.sheets.map(sheet => /^\d+ \/ \d+/.exec(sheet)?.[0])
    expect(numbers).toEqual(paper.sheets.map((_, index) => `${index + 1} / ${paper.sheets.length}`))
  })

  test('names the account, the period and the moment of its balances on the first sheet', () => {
    expect(paper.sheets[0]).toMatch(/^\d+ \/ \d+ Şəxsi hesab vərəqəsindən çıxarış/)
    for (const words of [TRADER_NAME, TRADER, PERIOD, '10.06.2026 12:00, Bakı vaxtı', 'son əməliyyat 09.06.2026']) {
      expect(paper.sheets[0]).toContain(words)
    }
    expect(paper.title).toContain(`${TRADER_NAME}, VÖEN ${TRADER}, ${PERIOD}`)
  })

  test('repeats the account, the period, the ledger and the column headings on every other sheet', () => {
    for (const sheet of paper.sheets.slice(1)) {
      expect(sheet).toMatch(
        new RegExp(
          `^\\d+ / \\d+ \\S.* üzrə vərəqə ${TRADER_NAME}, VÖEN ${TRADER}, ${PERIOD} Əməliyyat tarixi Əməliyyatın adı`,
        ),
      )
    }
  })

  test('ends no sheet with a heading, and begins none with a lone closing balance', () => {
    for (const sheet of paper.sheets) {
      expect(sheet.slice(-60)).not.toMatch(/Artıq ödəmə$|İlkin qalıq/)
      expect(sheet.slice(0, 260)).not.toMatch(/Artıq ödəmə (Seçilmiş əməliyyatlar|Son qalıq)/)
    }
  })

  test('has no empty sheet and no overlapping text', () => {
    expect(paper.overlaps).toEqual([])
    for (const sheet of paper.sheets) expect(sheet.length).toBeGreaterThan(150)
  })

  test('prints no instructions, session or navigation', () => {
    const all = paper.sheets.join(' ')
    for (const words of ['Ctrl+P', 'qayıt', 'Çıxış', 'Sessiya', 'Export']) expect(all).not.toContain(words)
    expect(all).toContain('Avans gömrük ödənişləri üzrə vərəqə')
  })
})

/** The language with the longest words. */
const LONGEST: readonly Language[] = ['ru']

test.each(RUNS_ALL ? LANGUAGES : LONGEST)('an extract in the language %s is set as well', async language => {
  const visitor = await site.visitor()
  await visitor.read(language)
  await visitor.open(`${TRADER_ADDRESS}/document?from=2026-02-01&to=2026-02-14`)
  const { extract, ledgers } = catalogueOf(language)
  const { sheets, overlaps } = await print(visitor.tab)
  expect(overlaps).toEqual([])
  expect(sheets[0]).toContain(extract.title)
  expect(sheets.length).toBeGreaterThan(1)
  for (const sheet of sheets.slice(1)) {
    expect(sheet).toContain(extract.nameAndVoen(TRADER_NAME, TRADER))
    expect(Object.values(ledgers).some(title => sheet.includes(title))).toBe(true)
  }
  expect(await findControlsOnPaper(visitor.tab)).toEqual([])
  await visitor.leave()
})

describe('a page, printed', () => {
  let visitor: Visitor
  beforeAll(async () => {
    visitor = await site.visitor()
  })
  afterAll(() => visitor.leave())

  test('the statement prints its details open', async () => {
    await visitor.openPage(pageNamed('the statement'))
    const { sheets } = await print(visitor.tab)
    expect(sheets.join(' ')).toContain('Avans – elektron xidmət haqqı (802001)')
    expect(sheets[0]).toContain('25.968,56 AZN')
  })

  test('the total of a long table is printed once, not on each of its sheets', async () => {
    await visitor.openPage(pageNamed('the charts of five years'))
    const total = await visitor.tab.locator('tfoot').first().locator('td').first().textContent()
    const { sheets } = await print(visitor.tab)
    expect(sheets.join(' ').split(`Cəmi ${total}`)).toHaveLength(2)
  })

  test('the headings of a long table are printed on each of its sheets, which are numbered', async () => {
    await visitor.openPage(pageNamed('a ledger'))
    const { sheets, size } = await print(visitor.tab)
    expect(size).toEqual(A4)
    expect(sheets.length).toBeGreaterThan(1)
    for (const [index, sheet] of sheets.entries()) {
      expect(sheet).toContain('Əməliyyatın növü')
      expect(sheet).toMatch(new RegExp(`^${index + 1} / ${sheets.length} `))
    }
  })
})

describe('the checks themselves', () => {
  test('a button, a colour and an underline are found on paper', async () => {
    const visitor = await site.visitor()
    await visitor.openPage(pageNamed('the document'))
    await visitor.tab.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<span class=button>Press</span><p class=red>Red</p><p class=lined>Underlined</p>')`)
    await visitor.adopt(
      '.button { display: inline !important } .red { color: #900 } .lined { text-decoration: underline }',
    )
    expect(await findControlsOnPaper(visitor.tab)).toEqual(['span.button "Press"'])
    expect(await findColoursOnPaper(visitor.tab)).toEqual(
      expect.arrayContaining(['p.red "Red"', 'p.lined "Underlined"']),
    )
    await visitor.leave()
  })
})
