import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PdfRefusedError } from '../../src/pdf/pdf-process.ts'
import { PdfRenderer } from '../../src/pdf/renderer.ts'
import { letters, lettersOf, PATIENT } from '../pdf/sample.ts'
import { assessed, charged, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { BROKER, DECLARANT } from '../support/people/access-people.ts'
import { type Element, type Html, text, within } from './html.ts'
import { Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`

const renderer = new PdfRenderer(PATIENT)
afterAll(() => renderer.close())

/** The cells of each row in the tables of a page, as letters. */
function rowsOf(html: Html, cellsOf: (cells: readonly string[]) => readonly string[]): string[] {
  return html.tags('table').flatMap(table =>
    within(table as Element, 'tr')
      .map(row => row.childNodes.filter(node => 'tagName' in node).map(text))
      .map(cells => letters(cellsOf(cells).join('')))
      .filter(row => row !== ''),
  )
}

const all = (cells: readonly string[]) => cells
/** How a debt is paid is a link on the page. */
const butLast = (cells: readonly string[]) => (cells.length > 1 ? cells.slice(0, -1) : [])

describe('a PDF document', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.open(
      [
        registered(),
        assessed('A/1', { 'customs-duty': '150.00', vat: '1234.56', 'customs-fee': '30.00' }, on('2026-03-02')),
        paidToCode('142330', '200.00', on('2026-03-03')),
        assessed('A/2', { vat: '90071992000.00', fine: '12.30' }, { declarant: BROKER, ...on('2026-03-05') }),
        charged('ACT #1 *x*', { fine: '58.76' }, on('2026-03-08')),
      ],
      { renderPdf: (document, request) => renderer.render(document, request) },
    )
  })
  afterAll(() => site[Symbol.asyncDispose]())

  const pdfAt = async (path: string) => {
    const response = await site.request(path)
    expect(response.status).toBe(200)
    return lettersOf(new Uint8Array(await response.arrayBuffer()))
  }

  test.each([
    { page: '/document', pdf: '/pdf', cells: all },
    { page: '/document?from=3.3.26&type=assessment', pdf: '/pdf?from=3.3.26&type=assessment', cells: all },
    { page: '/ledgers/vat/document', pdf: '/pdf/ledgers/vat', cells: all },
    { page: '/ledgers/advance/document', pdf: '/pdf/ledgers/advance', cells: all },
    { page: '/declarations/A/1', pdf: '/pdf/declarations/A/1', cells: all },
    { page: '/debts', pdf: '/pdf/debts', cells: butLast },
    { page: '/debts?on=2026-03-04&order=due', pdf: '/pdf/debts?on=2026-03-04&order=due', cells: butLast },
  ])('$pdf says what the page says, in each language', async ({ page, pdf, cells }) => {
    for (const language of ['az', 'en', 'ru']) {
      const inLanguage = (path: string) => `${ACCOUNT}${path}${path.includes('?') ? '&' : '?'}lang=${language}`
      const { html } = await site.get(inLanguage(page))
      const written = (await pdfAt(inLanguage(pdf))).replace(/[·;()]/g, '')
      const rows = rowsOf(html, cells).map(row => row.replace(/[·;()]/g, ''))
      expect(rows.length).toBeGreaterThan(2)
      // The printable page repeats its name and period in each table.
      const lacking = rows.filter(row => !written.includes(row) && !row.includes(TRADER))
      expect(lacking, language).toEqual([])
      for (const term of html.tags('dd', 'main'))
        if (text(term).includes('AZN')) expect(written).toContain(figureOf(term))
    }
  })

  const figureOf = (term: Element) => letters(/[\d., ]+[.,]\d\d\sAZN/.exec(text(term))![0])

  test('is a file with a name in the language of its reader, and may be compressed', async () => {
    const response = await site.request(`${ACCOUNT}/pdf/ledgers/customs-duty?lang=az`, { 'accept-encoding': 'gzip' })
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="vereqe-${TRADER}-gomruk-rusumu-2026-03-02-2026-04-20.pdf"; filename*=UTF-8''${encodeURIComponent(`vərəqə-${TRADER}-gömrük-rüsumu-2026-03-02-2026-04-20.pdf`)}`,
    )
    await response.body!.cancel()
    const declaration = await site.request(`${ACCOUNT}/pdf/declarations/A/1?lang=en`)
    await declaration.body!.cancel()
    expect(declaration.headers.get('content-disposition')).toContain(`filename="declaration-${TRADER}-A-1.pdf"`)
  })

  test.each(['', '/ledgers/vat', '/operations', '/debts', '/declarations/A/1'])(
    'is linked from the page %s, with its filter',
    async page => {
      const link = (await site.get(`${ACCOUNT}${page}`)).html.link('PDF')
      expect(await pdfAt(link!)).toContain(TRADER)
    },
  )

  test('shows a broker with its own declarations no payment', async () => {
    const path = `${ACCOUNT}/pdf/declarations/A/2`
    const response = await (await site.as(DECLARANT)).request(path)
    expect(response.status).toBe(404)
    expect(await pdfAt(path)).toContain('90.071.992.000,00')
  })
})

describe('a PDF document that cannot be made', () => {
  test.each([
    ['busy', 'Hazırda çox sənəd hazırlanır. Bir azdan yenidən cəhd edin.'],
    ['too-long', 'Sənədin hazırlanması çox uzun çəkdi. Dövrü qısaldın və ya Export-dan istifadə edin.'],
    ['too-much-memory', 'Sənəd həddən artıq böyükdür. Dövrü qısaldın və ya Export-dan istifadə edin.'],
    ['ended', 'Sənədin hazırlanması yarımçıq qaldı. Yenidən cəhd edin.'],
  ] as const)('(%s) is 503 with the reason', async (reason, sentence) => {
    const renderPdf = () => Promise.reject(new PdfRefusedError(reason))
    await using site = await Site.open([registered()], { renderPdf })
    const { status, html, headers } = await site.get(`${ACCOUNT}/pdf`)
    expect(status).toBe(503)
    expect(html.text).toContain(sentence)
    expect(headers.get('retry-after')).toBe('5')
  })

  test('because it has too many rows is 422, with the ways to all of them', async () => {
    const funds = { 'customs-duty': '1.00', vat: '2.00', 'customs-fee': '3.00', excise: '4.00', fine: '5.00' }
    const declarations = Array.from({ length: 1001 }, (_, index) => assessed(`D/${index}`, funds))
    await using site = await Site.open([registered(), ...declarations])
    for (const [pdf, back, file] of [
      ['/pdf?from=2026-01-01', '?from=2026-01-01', '/export?from=2026-01-01'],
      ['/pdf/debts?order=due', '/debts?order=due', '/debts/export?order=due'],
    ]) {
      const { status, html } = await site.get(ACCOUNT + pdf)
      expect(status).toBe(422)
      expect(html.text).toContain('PDF sənədi 5.000 sətirdən çox ola bilməz.')
      expect(html.link('Səhifəyə qayıt')).toBe(ACCOUNT + back)
      expect(html.link('Export ilə yüklə')).toBe(ACCOUNT + file)
    }
    expect((await site.request(`${ACCOUNT}/pdf/ledgers/vat`)).status).toBe(200)
  })
})

test('a reader who takes nothing keeps one of the places for downloads of its person, and no other', async () => {
  const renderPdf = async () => new Uint8Array(1_000_000)
  await using site = await Site.open([registered()], { renderPdf })
  const open = () => site.request(`${ACCOUNT}/pdf`)
  const stalled = await Promise.all([open(), open(), open(), open()])
  expect((await open()).status).toBe(429)
  await stalled[0]!.body!.cancel()
  const read = await open()
  expect(read.status).toBe(200)
  expect((await read.arrayBuffer()).byteLength).toBe(1_000_000)
  expect((await open()).status).toBe(200)
})
