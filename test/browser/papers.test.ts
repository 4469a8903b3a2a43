/**
 * The papers of a company in a real browser, with JavaScript and without: a document that anybody can check, an act of
 * reconciliation from its figures to its signature, and own books from the file to the objection.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { az } from '../../src/i18n/az.ts'
import { SCRIPTS } from '../support/browser/modes.ts'
import { RealSite, TRADER, TRADER_ADDRESS } from '../support/browser/real-site.ts'
import type { Visitor } from '../support/browser/visitor.ts'
import { representativeOf } from '../support/people/people.ts'

const { acts, ownBooks, verify } = az
const [BOOKS, ACTS] = [`${TRADER_ADDRESS}/own-books`, `${TRADER_ADDRESS}/acts`]

/** Own books with one line that customs does not have. */
const books = (month: string) => {
  const buffer = Buffer.from(`Tarix;Debet;Kredit;GB\n02.${month};12,34;;\n`)
  return { name: 'books.csv', mimeType: 'text/csv', buffer }
}

let site: RealSite
beforeAll(async () => {
  site = await RealSite.open()
})
afterAll(() => site.close())

describe.each(SCRIPTS)('%s', (_, scripted) => {
  // An act of a month with one is not drawn up again.
  const month = scripted ? '03.2026' : '04.2026'
  let director: Visitor
  beforeAll(async () => {
    director = await site.visitorAs(representativeOf(TRADER), { scripted })
  })
  afterAll(() => director.leave())

  const press = (visitor: Visitor, name: string) =>
    visitor.click(visitor.tab.getByRole('button', { name, exact: true }).first())
  const fill = async (fields: Readonly<Record<string, string>>) => {
    for (const [id, value] of Object.entries(fields)) await director.tab.locator(`#${id}`).fill(value)
  }
  const text = async (visitor = director) => (await visitor.view()).text

  test('a stranger checks a document by its number, its file, and a file with one byte changed', async () => {
    await director.open(`${TRADER_ADDRESS}/ledgers/vat`)
    const { name, bytes } = await director.download(director.tab.getByRole('button', { name: 'PDF', exact: true }))
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const [number] = /(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(name)!
    await director.open(`${TRADER_ADDRESS}/documents`)
    expect(await text()).toContain(number)

    const stranger = await site.stranger({ scripted })
    await stranger.open('/verify')
    await stranger.tab.locator('#verify-number').fill(number)
    await press(stranger, verify.show)
    expect(await text(stranger)).toContain(verify.verdicts.agree)
    const compare = async (buffer: Buffer) => {
      await stranger.tab.locator('#compare-file').setInputFiles({ name, mimeType: 'application/pdf', buffer })
      await press(stranger, verify.compare)
      return text(stranger)
    }
    expect(await compare(bytes)).toContain(verify.same)
    bytes[bytes.length - 20]! ^= 1
    expect(await compare(bytes)).toContain(verify.other)
    await stranger.leave()
  })

  test('an act is drawn up, objected to, agreed and signed', async () => {
    await director.open(ACTS)
    await fill({ 'act-from': '01.02.2026', 'act-to': '28.02.2026' })
    await press(director, acts.draw)
    await director.click(director.tab.getByText(acts.object, { exact: true }).first())
    await press(director, acts.send)
    expect(await text()).toContain(acts.problems['reason-missing'])
    await fill({ 'objection-reason': 'Ödəniş tapşırığı №\u00a0118 nəzərə alınmayıb', 'objection-own': '1,00' })
    await press(director, acts.send)
    expect(await text()).toContain(acts.waits)
    await director.click(director.tab.getByRole('button', { name: acts.withdrawNumber(1) }))
    await press(director, acts.agree)
    await director.click(director.link(acts.closeLink))
    await press(director, acts.close)
    expect(await text()).toContain(acts.states.closed)
  })

  test('a difference with own books leads to an objection, and the file is deleted after a question', async () => {
    await director.open(BOOKS)
    await director.tab.locator('#upload-file').setInputFiles(books(month))
    await press(director, ownBooks.send)
    await fill({ 'mapping-from': `01.${month}`, 'mapping-to': `30.${month}` })
    await press(director, ownBooks.compare)
    const objection = director.tab.getByRole('row', { name: '12,34' }).locator('a[href*="/objection/"]')
    await objection.waitFor()
    const result = new URL(director.tab.url()).pathname
    await director.click(objection)
    expect(await text()).toContain(ownBooks.objection.drawUp)
    await press(director, acts.draw)
    expect(await text()).toContain(ownBooks.objection.filledIn)
    expect(await director.tab.locator('#objection-reason').inputValue()).toContain('12,34')
    await press(director, acts.send)
    expect(await text()).toContain(acts.waits)

    await director.open(result)
    await director.click(director.link(ownBooks.remove))
    await press(director, ownBooks.removeYes)
    expect(await director.tab.locator(`a[href="${result}"]`).count()).toBe(0)
    expect((await director.tab.goto(site.url + result))!.status()).toBe(404)
  })
})
