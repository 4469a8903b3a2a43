import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PdfRefusedError } from '../../src/pdf/pdf-process.ts'
import { PdfRenderer } from '../../src/pdf/renderer.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { letters, lettersOf, PATIENT } from '../pdf/sample.ts'
import { assessed, charged, on, paidToCode, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { BROKER } from '../support/people/access-people.ts'
import { numberOfFile } from '../support/people/issued-files.ts'
import { WEB_CONFIG } from '../support/people/people.ts'
import { type Element, type Html, text, within } from './html.ts'
import { pdfAction } from './pdf-form.ts'
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
/** Which payment closed a charge is for the company's own eyes; the broker of the declaration sees the document. */
const withoutSources = (cells: readonly string[]) => (/^\d.*\d$/.test(cells[0]!) && cells[2] !== '' ? [] : cells)

const POST = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }

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

  /** Presses the button of a page. */
  const issueOn = async (page: string, language = 'az') => {
    const action = pdfAction((await site.get(page)).html)!
    return site.send(`${action}${action.includes('?') ? '&' : '?'}lang=${language}`, POST)
  }
  const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

  test.each([
    { page: '/document', cells: all },
    { page: '/document?from=3.3.26&type=assessment', cells: all },
    { page: '/ledgers/vat/document', cells: all },
    { page: '/ledgers/advance/document', cells: all },
    { page: '/declarations/A/1', cells: withoutSources },
    { page: '/debts?order=fund', cells: butLast },
    { page: '/debts?on=2026-03-04&order=fund', cells: butLast },
  ])('of $page says what the page says, in each language', async ({ page, cells }) => {
    for (const language of ['az', 'en', 'ru']) {
      const path = `${ACCOUNT}${page}${page.includes('?') ? '&' : '?'}lang=${language}`
      const { html } = await site.get(path)
      const written = (await lettersOf(await bytesOf(await issueOn(path, language)))).replace(/[·;()]/g, '')
      const rows = rowsOf(html, cells).map(row => row.replace(/[·;()]/g, ''))
      expect(rows.length).toBeGreaterThan(2)
      // The printable page repeats its name and period in each table.
      const lacking = rows.filter(row => !written.includes(row) && !row.includes(TRADER))
      expect(lacking, language).toEqual([])
    }
  })

  test('has its number and its address, and is made again byte for byte, also after later events', async () => {
    const response = await issueOn(`${ACCOUNT}/ledgers/vat`)
    const number = numberOfFile(response)
    const first = await bytesOf(response)
    const written = await lettersOf(first)
    expect(written).toContain(`№${number}`)
    expect(written).toContain(`${WEB_CONFIG.publicUrl}/verify/${number}`)
    const later = toLine(paidToCode('142330', '5.00', on('2026-03-09')))
    expect((await deliverEvents(site.store.writer, [later], site.now)).outcomes).toMatchObject([{ became: 'applied' }])
    const again = await bytesOf(await site.request(`${ACCOUNT}/documents/${number}/file`))
    expect(Buffer.compare(again, first)).toBe(0)
    const checked = (await site.get(`/verify/${number}`)).text
    expect(checked).toContain(createHash('sha256').update(first).digest('hex'))
    expect(written).toContain(/[0-9a-f]{64}(?=<\/dd><\/div><\/dl>)/.exec(checked)![0])
  })

  test('is a file with a name in the language of its reader, and may be compressed', async () => {
    const send = (what: string, language: string) =>
      site.send(`${ACCOUNT}/documents/${what}&lang=${language}`, {
        ...POST,
        headers: { ...POST.headers, 'accept-encoding': 'gzip' },
      })
    const response = await send('extract?ledger=customs-duty', 'az')
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const name = `-${TRADER}-gömrük-rüsumu-2026-03-02-2026-04-20-${numberOfFile(response)}.pdf`
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="vereqe${name.replaceAll('ö', 'o').replaceAll('ü', 'u')}"; filename*=UTF-8''${encodeURIComponent(`vərəqə${name}`)}`,
    )
    await response.body!.cancel()
    const declaration = await send('declaration?number=A/1', 'en')
    await declaration.body!.cancel()
    expect(declaration.headers.get('content-disposition')).toContain(`filename="declaration-${TRADER}-A-1-`)
  })

  test.each(['', '/ledgers/vat', '/operations', '/debts', '/declarations/A/1'])(
    'has a button on the page %s',
    async page => {
      expect(await lettersOf(await bytesOf(await issueOn(`${ACCOUNT}${page}`)))).toContain(TRADER)
    },
  )

  test('of a declaration shows its broker no payment and no balance of the account', async () => {
    const number = numberOfFile(await issueOn(`${ACCOUNT}/declarations/A/1`))
    const content = await (await site.request(`${ACCOUNT}/documents/${number}/content`)).text()
    const { rows } = JSON.parse(content)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(Object.keys(row).toSorted()).toEqual(['amount', 'cause', 'ledger', 'open', 'operationDate', 'type'])
    }
  })
})

describe('a PDF document that cannot be made', () => {
  test.each([
    ['busy', 'Hazırda çox sənəd hazırlanır. Bir azdan yenidən cəhd edin.'],
    ['too-long', 'Sənədin hazırlanması çox uzun çəkdi. Dövrü qısaldın və ya Export-dan istifadə edin.'],
    ['too-much-memory', 'Sənəd həddən artıq böyükdür. Dövrü qısaldın və ya Export-dan istifadə edin.'],
    ['ended', 'Sənədin hazırlanması yarımçıq qaldı. Yenidən cəhd edin.'],
  ] as const)('(%s) is 503 with the reason, and is not issued', async (reason, sentence) => {
    const renderPdf = () => Promise.reject(new PdfRefusedError(reason))
    await using site = await Site.open([registered()], { renderPdf })
    const response = await site.send(`${ACCOUNT}/documents/extract`, POST)
    expect(response.status).toBe(503)
    expect(await response.text()).toContain(sentence)
    expect(response.headers.get('retry-after')).toBe('5')
    expect((await site.get(`${ACCOUNT}/documents`)).html.table('documents')).toEqual([])
  })
})

test('a reader who takes nothing keeps one of the places for downloads of its person, and no other', async () => {
  const renderPdf = async () => new Uint8Array(1_000_000)
  await using site = await Site.open([registered()], { renderPdf })
  const open = () => site.send(`${ACCOUNT}/documents/extract`, POST)
  const stalled = await Promise.all([open(), open(), open(), open()])
  expect((await open()).status).toBe(429)
  await stalled[0]!.body!.cancel()
  const read = await open()
  expect(read.status).toBe(200)
  expect((await read.arrayBuffer()).byteLength).toBe(1_000_000)
  expect((await open()).status).toBe(200)
})
