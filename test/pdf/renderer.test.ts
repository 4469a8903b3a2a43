import { setTimeout } from 'node:timers/promises'
import decodeQR from 'qr/decode.js'
import { getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { MAX_PDF_ROWS } from '../../src/pdf/document.ts'
import { PdfRefusedError } from '../../src/pdf/pdf-process.ts'
import { printableText } from '../../src/pdf/printable-text.ts'
import { qrCodeSvg } from '../../src/pdf/qr-code.ts'
import { PdfRenderer } from '../../src/pdf/renderer.ts'
import { CONTROLS, HEBREW, TURNING } from '../support/people/hostile-texts.ts'
import { attachmentOf, documentOf, letters, lettersOf, PATIENT, rolesOf, rows, tableOf } from './sample.ts'

const createdAt = new Date('2026-04-20T10:00:00+04:00')
const BY_SOMEBODY = { owner: 'somebody', createdAt }

const renderer = new PdfRenderer(PATIENT)
afterAll(() => renderer.close())

const refused = (reason: string) => expect.objectContaining({ name: 'PdfRefusedError', reason })

describe('a document', () => {
  test('is tagged, and names its title, its language and the time of its figures', async () => {
    const pdf = await renderer.render(documentOf(tableOf(...rows(120))), BY_SOMEBODY)
    const proxy = await getDocumentProxy(pdf.slice())
    const { info } = await proxy.getMetadata()
    expect(info).toMatchObject({
      Title: 'Şəxsi hesab vərəqəsindən çıxarış',
      Language: 'az',
      CreationDate: 'D:20260420060000Z',
    })
    expect(await proxy.getMarkInfo()).toMatchObject({ Marked: true })
    expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
    const roles = await rolesOf(pdf, 1)
    expect(roles.slice(roles.indexOf('H1'), roles.indexOf('TD'))).toEqual(
      expect.arrayContaining(['H1', 'Table', 'THead', 'TR', 'TH', 'TH', 'TH', 'TBody']),
    )
  })

  test('repeats the headings of a table, and counts its pages', async () => {
    const text = await lettersOf(await renderer.render(documentOf(tableOf(...rows(150))), BY_SOMEBODY))
    expect(text.match(/TarixAdMəbləğ/g)).toHaveLength(3)
    for (const page of [1, 2, 3]) expect(text).toContain(`Səhifə${page}/3`)
  })

  test('has the same bytes when another process makes it again, and others at another time', async () => {
    const document = documentOf(tableOf(...rows(60)))
    const pdf = await renderer.render(document, BY_SOMEBODY)
    using another = new PdfRenderer(PATIENT)
    expect(Buffer.compare(pdf, await another.render(document, BY_SOMEBODY))).toBe(0)
    const later = await renderer.render(document, { ...BY_SOMEBODY, createdAt: new Date(createdAt.getTime() + 1000) })
    expect(Buffer.compare(pdf, later)).not.toBe(0)
  })

  test('prints what senders write, and never obeys it', async () => {
    const markup = '#let x = 1 $x^2$ \\ *a* _b_ <c> @d `e` = f // g /* h */ #read("/etc/passwd") #import "../app.css"'
    const text = await lettersOf(
      await renderer.render(
        documentOf({ kind: 'text', text: markup }, tableOf(['01.03.2026', markup, '1,00'])),
        BY_SOMEBODY,
      ),
    )
    expect(text.split(letters(markup))).toHaveLength(3)
  })

  test('shows a mark for characters without a glyph, and keeps letters of other scripts', async () => {
    const strange = [...CONTROLS, ...TURNING, '\uD800', '中', '👍', '\uE000', '\uFEFF']
    const text = await lettersOf(
      await renderer.render(
        documentOf(...strange.map(each => ({ kind: 'text', text: `a${each}b` }) as const), {
          kind: 'text',
          text: `Əəşğİıçöü Щё ₼ ${HEBREW} \u2068x\u2069 – − №`,
        }),
        BY_SOMEBODY,
      ),
    )
    expect(text.match(/a\uFFFDb/g)?.length).toBe(strange.length)
    expect(text).toContain('ƏəşğİıçöüЩё₼')
  })

  test('breaks a word that is longer than its column, without a letter more', async () => {
    const word = 'ABCDEFGHIJ'.repeat(20)
    const pdf = await renderer.render(documentOf(tableOf(['01.03.2026', word, '1,00'])), BY_SOMEBODY)
    expect(await lettersOf(pdf)).toContain(`${word}1,00`)
    expect(printableText(`a ${word} b`)).toEqual(['a ', ...(word.match(/.{1,6}/g) ?? []).map(part => [part]), ' b'])
    expect(printableText('a short word')).toBe('a short word')
  })

  test('has room for the greatest amounts', async () => {
    const amount = '90.071.992.547.409,91'
    const pdf = await renderer.render(
      documentOf(tableOf(['01.03.2026', 'a', amount], { label: 'Cəmi', cells: [amount], tone: 'total' })),
      BY_SOMEBODY,
    )
    expect((await lettersOf(pdf)).split(amount)).toHaveLength(3)
  })

  test('that is issued has its number, an address to check it, and the address as a code', async () => {
    const verifyUrl = 'https://vereqe.example/verify/AB12-CD34-EF56'
    const attachment = { name: 'head-proof.json', description: 'Sübut', json: '{"ə":1}' }
    const issue = { number: '№ AB12-CD34', verifyUrl, verifyHint: 'Sənədi yoxlamaq üçün:', attachment }
    const pdf = await renderer.render(documentOf(tableOf(...rows(3))), { ...BY_SOMEBODY, issue })
    const text = await lettersOf(pdf)
    expect(text).toContain(letters(`${issue.verifyHint}${verifyUrl}`))
    expect(await attachmentOf(pdf, attachment.name)).toBe(attachment.json)
    expect(text.split('№AB12-CD34')).toHaveLength(3)
    expect(readCode(qrCodeSvg(verifyUrl))).toBe(verifyUrl)
  })
})

/** Reads the image of a code as a camera would. */
function readCode(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)![1])
  const scale = 4
  const width = size * scale
  const data = new Uint8Array(width * width * 3).fill(255)
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let line = Number(y) * scale; line < (Number(y) + 1) * scale; line += 1) {
      const start = (line * width + Number(x) * scale) * 3
      data.fill(0, start, start + Number(length) * scale * 3)
    }
  }
  return decodeQR({ width, height: width, data })
}

describe('the renderer', () => {
  test('refuses a document with too many rows', async () => {
    await expect(renderer.render(documentOf(tableOf(...rows(MAX_PDF_ROWS + 1))), BY_SOMEBODY)).rejects.toThrow(
      RangeError,
    )
  })

  test('makes a document in another process when its own is killed, and says so when that is killed too', async () => {
    using renderer = new PdfRenderer(PATIENT)
    const document = documentOf(tableOf(...rows(500)))
    const pdf = await renderer.render(document, BY_SOMEBODY)
    process.kill(renderer.pids[0]!, 'SIGKILL')
    expect(Buffer.compare(await renderer.render(document, BY_SOMEBODY), pdf)).toBe(0)
    const killed = renderer.render(document, BY_SOMEBODY).catch(error => error)
    await setTimeout(50)
    const [first] = renderer.pids
    process.kill(first!, 'SIGKILL')
    await vi.waitUntil(() => renderer.pids.some(pid => pid !== first))
    process.kill(renderer.pids[0]!, 'SIGKILL')
    expect(await killed).toEqual(refused('ended'))
  })

  test('ends what takes too long or too much memory', async () => {
    const long = documentOf(tableOf(...rows(4000)))
    using impatient = new PdfRenderer({ ...PATIENT, document_ms: 100 })
    await expect(impatient.render(long, BY_SOMEBODY)).rejects.toEqual(refused('too-long'))
    expect(impatient.pids).toEqual([])
    using small = new PdfRenderer({ ...PATIENT, memory_bytes: 50 * 1024 * 1024 })
    await expect(small.render(long, BY_SOMEBODY)).rejects.toEqual(refused('too-much-memory'))
  })

  test('replaces its process after some documents, and ends it when it has nothing to do', async () => {
    using renderer = new PdfRenderer({ ...PATIENT, documents: 2, idle_ms: 50 })
    await renderer.render(documentOf(), BY_SOMEBODY)
    expect(renderer.pids).toHaveLength(1)
    await renderer.render(documentOf(), BY_SOMEBODY)
    expect(renderer.pids).toEqual([])
    await renderer.render(documentOf(), BY_SOMEBODY)
    await setTimeout(200)
    expect(renderer.pids).toEqual([])
  })

  test('starts a process ahead, and another one when that has ended', async () => {
    using renderer = new PdfRenderer({ ...PATIENT, documents: 1, ahead_ms: 20 })
    expect(renderer.pids).toEqual([])
    await vi.waitUntil(() => renderer.pids.length === 1)
    const [first] = renderer.pids
    const rendering = renderer.render(documentOf(), BY_SOMEBODY)
    await vi.waitUntil(() => renderer.pids.length === 1)
    expect(renderer.pids).toEqual([first])
    await rendering
    await vi.waitUntil(() => renderer.pids.length === 1 && renderer.pids[0] !== first)
    const other = new PdfRenderer({ ...PATIENT, ahead_ms: 20 })
    other.close()
    await setTimeout(100)
    expect(other.pids).toEqual([])
  })

  test('gives the next place to whoever has had none, and refuses one too many', async () => {
    using renderer = new PdfRenderer({ ...PATIENT, processes: 1, waiting: 2 })
    const order: string[] = []
    const render = (owner: string) =>
      renderer.render(documentOf(tableOf(...rows(100))), { owner, createdAt }).then(
        () => order.push(owner),
        error => order.push(error instanceof PdfRefusedError ? error.reason : String(error)),
      )
    await Promise.all(['greedy', 'greedy', 'other', 'late'].map(render))
    expect(order).toEqual(['busy', 'greedy', 'other', 'greedy'])
  })

  test('makes the documents of a person one after another', async () => {
    using renderer = new PdfRenderer({ ...PATIENT, processes: 2 })
    const made = Promise.all([1, 2, 3].map(() => renderer.render(documentOf(), BY_SOMEBODY)))
    await setTimeout(20)
    expect(renderer.pids).toHaveLength(1)
    await made
    expect(renderer.pids).toHaveLength(1)
  })

  test('takes a document back when its reader leaves before its turn', async () => {
    using renderer = new PdfRenderer({ ...PATIENT, processes: 1 })
    const reader = new AbortController()
    const first = renderer.render(documentOf(tableOf(...rows(300))), BY_SOMEBODY)
    const left = renderer.render(documentOf(), { ...BY_SOMEBODY, owner: 'other', signal: reader.signal })
    reader.abort(new Error('left'))
    await expect(left).rejects.toThrow('left')
    await first
  })
})
