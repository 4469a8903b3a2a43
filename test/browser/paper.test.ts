import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogueOf, LANGUAGES } from '../../src/i18n/index.ts'
import { COLOURS } from '../support/browser/modes.ts'
import { PAGES, pageNamed, type Who } from '../support/browser/pages.ts'
import { colouredOnPaper, controlsOnPaper, type Paper, print } from '../support/browser/paper.ts'
import { RealSite, TRADER, TRADER_ADDRESS, TRADER_NAME } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'

const A4 = [595, 842]

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

describe('a document, printed', () => {
  const PERIOD = '26.03.2025 – 26.03.2026'
  let visitor: Visitor
  let paper: Paper
  beforeAll(async () => {
    visitor = await site.visitor()
    await visitor.open(`${TRADER_ADDRESS}/document?from=2025-03-26&to=2026-03-26`)
    paper = await print(visitor.tab)
  })
  afterAll(() => visitor.leave())

  test('comes on A4, each sheet with its number and how many there are', () => {
    expect(paper.size).toEqual(A4)
    expect(paper.sheets.length).toBeGreaterThan(4)
    const numbers = paper.sheets.map(sheet => /^\d+ \/ \d+/.exec(sheet)?.[0])
    expect(numbers).toEqual(paper.sheets.map((_, index) => `${index + 1} / ${paper.sheets.length}`))
  })

  test('says on its first sheet whose it is, of when, and how it stood as of what moment', () => {
    expect(paper.sheets[0]).toMatch(/^\d+ \/ \d+ Şəxsi hesab vərəqəsindən çıxarış/)
    for (const words of [TRADER_NAME, TRADER, PERIOD, '10.06.2026 12:00, Bakı vaxtı', 'son əməliyyat 09.06.2026']) {
      expect(paper.sheets[0]).toContain(words)
    }
    expect(paper.title).toContain(`${TRADER_NAME}, VÖEN ${TRADER}, ${PERIOD}`)
  })

  test('says on every other sheet again whose it is, of when and of which ledger, over the headings of the columns', () => {
    for (const sheet of paper.sheets.slice(1)) {
      expect(sheet).toMatch(
        new RegExp(
          `^\\d+ / \\d+ \\S.* üzrə vərəqə ${TRADER_NAME}, VÖEN ${TRADER}, ${PERIOD} Əməliyyat tarixi Əməliyyatın adı`,
        ),
      )
    }
  })

  test('leaves no heading behind at the foot of a sheet, nor a closing balance alone on the next', () => {
    for (const sheet of paper.sheets) {
      expect(sheet.slice(-60)).not.toMatch(/Artıq ödəmə$|İlkin qalıq/)
      expect(sheet.slice(0, 260)).not.toMatch(/Artıq ödəmə (Seçilmiş əməliyyatlar|Son qalıq)/)
    }
  })

  test('leaves no sheet empty, and prints nothing over anything else', () => {
    expect(paper.overlaps).toEqual([])
    for (const sheet of paper.sheets) expect(sheet.length).toBeGreaterThan(150)
  })

  test('holds no word of how it is printed, of the session, or of where to go', () => {
    const all = paper.sheets.join(' ')
    for (const words of ['Ctrl+P', 'qayıt', 'Çıxış', 'Sessiya', 'Export']) expect(all).not.toContain(words)
    expect(all).toContain('Avans gömrük ödənişləri üzrə vərəqə')
  })
})

test.each(LANGUAGES)('a document in the language %s is as well set', async language => {
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
  expect(await controlsOnPaper(visitor.tab)).toEqual([])
  await visitor.leave()
})

describe('any page, printed', () => {
  let visitors: Map<Who, Visitor>
  beforeAll(async () => {
    visitors = await site.visitors('az')
  })
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.leave()
  })

  test.each(PAGES.filter(({ path }) => !path.startsWith('/sandbox') && !path.startsWith('/sign-in')))(
    'has nothing to press, is black on white, and has nothing over anything else: $name',
    async page => {
      const { tab } = visitors.get(page.who)!
      await tab.emulateMedia(COLOURS.dark)
      await visitors.get(page.who)!.openPage(page)
      expect(await controlsOnPaper(tab)).toEqual([])
      expect(await colouredOnPaper(tab)).toEqual([])
      expect((await print(tab)).overlaps).toEqual([])
    },
  )

  test('the statement has its details open, and the figures in them', async () => {
    const visitor = visitors.get('a trader')!
    await visitor.openPage(pageNamed('the statement'))
    const { sheets } = await print(visitor.tab)
    expect(sheets.join(' ')).toContain('Avans – elektron xidmət haqqı (802001)')
    expect(sheets[0]).toContain('266.007,60 AZN')
  })

  test('the total of a long table stands once, not on each of its sheets', async () => {
    const visitor = visitors.get('a trader')!
    await visitor.openPage(pageNamed('the charts of five years'))
    const total = await visitor.tab.locator('tfoot').first().locator('td').first().textContent()
    const { sheets } = await print(visitor.tab)
    expect(sheets.join(' ').split(`Cəmi ${total}`)).toHaveLength(2)
  })

  test('the headings of a long table stand on each of its sheets, which are numbered', async () => {
    const visitor = visitors.get('a trader')!
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

describe('the instruments themselves', () => {
  test('a button, a link of the way and a colour are found on paper', async () => {
    const visitor = await site.visitor()
    await visitor.openPage(pageNamed('the document'))
    await visitor.tab.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
      '<span class=button>Press</span><p class=red>Red</p><p class=lined>Underlined</p>')`)
    await visitor.adopt(
      '.button { display: inline !important } .red { color: #900 } .lined { text-decoration: underline }',
    )
    expect(await controlsOnPaper(visitor.tab)).toEqual(['span.button "Press"'])
    expect(await colouredOnPaper(visitor.tab)).toEqual(expect.arrayContaining(['p.red "Red"', 'p.lined "Underlined"']))
    await visitor.leave()
  })
})
