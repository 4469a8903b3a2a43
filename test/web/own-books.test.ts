import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PlainDate, todayInBaku } from '../../src/domain/dates.ts'
import type { ComparingAnswer } from '../../src/domain/own-books/comparing-answer.ts'
import type { Mapping } from '../../src/domain/own-books/mapping.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { beginComparison, type CompareFile, compareUpload } from '../../src/services/own-books/compare-upload.ts'
import { removeEnded } from '../../src/services/own-books/own-books.ts'
import { ComparisonStoppedError } from '../../src/services/own-books/run-keeper.ts'
import { amended, assessed, on, paidByNumber, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf, SOMEBODY } from '../support/people/people.ts'
import { attribute } from './html.ts'
import { Site, type Visit } from './site.ts'

const BROKER = '7000000001' as Voen
const BOOKS = `/accounts/${TRADER}/own-books`
const DAY_MS = 24 * 60 * 60 * 1000

let site: Site
let owner: Visit
let broker: Visit
beforeAll(async () => {
  site = await Site.open([
    registered(on('2026-01-01')),
    paidToCode('142330', '100.00', { ...on('2026-01-05'), paidOn: '2026-01-05' }),
    assessed('GB-1', { vat: '40.00' }, on('2026-03-02')),
    assessed('GB-2', { vat: '10.00', excise: '5.00' }, on('2026-03-03')),
    paidToCode('142330', '7.00', { ...on('2026-03-04'), paidOn: '2026-03-04', reference: 'PO-1' }),
  ])
  const terms = { from: '2026-01-01' as PlainDate, to: null, balances: true, exports: false }
  await grantMandate(site.store.access, { voen: TRADER, broker: BROKER, ...terms }, SOMEBODY, site.now)
  owner = await site.as(representativeOf(TRADER))
  broker = await site.as(representativeOf(BROKER))
})
afterAll(() => site[Symbol.asyncDispose]())

const CSV =
  'Mart\nTarix;Debet;Kredit;GB;Qeyd\n02.03.2026;;40,01;GB-1;=2+2\n03.03.2026;;15,00;gb-2;\n05.03.2026;3,00;;;\nYekun;;;;\n'
const CHOICE = {
  heading: '2',
  date: '0',
  debit: '1',
  credit: '2',
  declaration: '3',
  text: '4',
  side: 'paid',
  from: '01.03.2026',
  to: '31.03.2026',
}

const MARCH = { from: '2026-03-01' as PlainDate, to: '2026-03-31' as PlainDate }
const MAPPING: Mapping = {
  ...{ headingRow: 2, date: 0, debit: 1, credit: 2, amount: null, debitRaises: true },
  ...{ declaration: 3, reference: null, ledger: null, text: 4 },
}

async function* dyingAfter(results: readonly string[]): AsyncGenerator<ComparingAnswer> {
  yield { results, of: results.length + 1 }
  throw new Error('killed')
}

/** Sends a file as a browser without JavaScript does. @returns the address that it is sent to, or the refusal */
async function upload(who: Visit, content: string | Buffer, name = 'mart.csv') {
  const boundary = '----form'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return who.send(BOOKS, body, `multipart/form-data; boundary=${boundary}`)
}

async function compared(who: Visit, content = CSV): Promise<string> {
  const { headers } = await upload(who, content)
  const address = headers.get('location')!
  await compare(who, address)
  return address
}

/** Sends the form twice, as a double click does, and waits as the page does that refreshes by itself. */
async function compare(who: Visit, address: string): Promise<void> {
  const [answer] = await Promise.all([1, 2].map(() => who.post(`${address}/compare`, CHOICE)))
  expect([answer!.status, answer!.headers.get('location')]).toEqual([303, address])
  while ((await who.get(address)).headers.has('refresh')) await setTimeout(50)
}

describe('own books', () => {
  test('are uploaded, mapped and compared, and the bridge leads from one closing balance to the other', async () => {
    const { status, headers } = await upload(owner, CSV)
    expect(status).toBe(303)
    const address = headers.get('location')!
    const form = await owner.get(address)
    expect(form.text).toContain('hələ heç nə müqayisə edilməyib')
    // The guess by the headings, and the month of the first line.
    expect(form.text).toMatch(/name="date"[\s\S]*?<option value="0" selected/)
    expect(form.text).toMatch(/name="declaration"[\s\S]*?<option value="3" selected/)
    expect(form.text).toContain('value="31.03.2026"')

    await compare(owner, address)
    const page = await owner.get(address)
    expect(page.status).toBe(200)
    const text = page.text.replaceAll('\u00a0', ' ')
    // 100.00 − 40.01 − 15.00 + 3.00 by own books; 100.00 − 40.00 − 15.00 + 7.00 by customs.
    for (const amount of ['47,99 AZN, artıq ödəmə', '+0,01 AZN', '−3,00 AZN', '+7,00 AZN', '52,00 AZN, artıq ödəmə']) {
      expect(text).toContain(amount)
    }
    expect(text).toContain('15,00 = 10,00 + 5,00')
    const only = await owner.get(`${address}?outcome=only-there&name=payment`)
    expect(only.text).toContain('PO-1')
    expect(only.text).not.toContain('GB-1')
    expect((await owner.get(`${address}?outcome=nonsense`)).status).toBe(404)
  })

  test('of the same headings are filled in as they were mapped last', async () => {
    await compared(owner)
    const { headers } = await upload(owner, CSV.replace('Mart', 'Aprel'))
    const form = await owner.get(headers.get('location')!)
    expect(form.text).toContain('əvvəl də seçmisiniz')
  })

  test('a suggestion is confirmed once, however often the form is sent, and undone in one step', async () => {
    const address = await compared(owner)
    const open = await owner.get(address)
    const [, seq] = /value="confirm (\d+)"/.exec(open.text)!
    expect(open.text).not.toContain('Siz təsdiq etmisiniz')
    for (const _ of [1, 2]) await owner.post(`${address}/decide`, { decision: `confirm ${seq}` })
    expect((await owner.get(address)).text).toContain('0 açıq, 1 təsdiq edilib, 0 rədd edilib')
    await owner.post(`${address}/decide`, { decision: `undo ${seq}` })
    expect((await owner.get(address)).text).toContain('1 açıq, 0 təsdiq edilib, 0 rədd edilib')
    for (const _ of [1, 2]) await owner.post(`${address}/decide`, { decision: 'confirm-all' })
    await owner.post(`${address}/decide`, { decision: 'confirm 1' })
    expect((await owner.get(address)).text).toContain('0 açıq, 1 təsdiq edilib, 0 rədd edilib')
    await owner.post(`${address}/decide`, { decision: 'undo-all' })
    const back = await owner.post(`${address}/decide`, { decision: `refuse ${seq}`, place: 'outcome=suggested' })
    expect(back.headers.get('location')).toBe(`${address}?outcome=suggested#results`)
    expect((await owner.get(address)).text).toContain('0 açıq, 0 təsdiq edilib, 1 rədd edilib')
  })

  test('lead from a difference to an objection, which draws the act up first', async () => {
    const address = await compared(owner)
    const page = await owner.get(`${address}?outcome=differs`)
    const [, link] = /href="([^"]+\/objection\/\d+)"/.exec(page.text)!
    const toAct = await owner.get(link!)
    expect(toAct.status).toBe(303)
    const acts = await owner.get(toAct.headers.get('location')!)
    expect(acts.text).toContain('value="01.03.2026"')
    const [, books] = /name="books" value="([^"]+)"/.exec(acts.text)!
    const [, result] = /name="result" value="([^"]+)"/.exec(acts.text)!
    const period = { from: '1.3', to: '31.03.2026' }
    const drawnUp = await owner.post(`/accounts/${TRADER}/acts`, { ...period, books: books!, result: result! })
    expect(drawnUp.headers.get('location')).toBe(link)
    // The act is there now, so the same link leads to the form itself.
    const form = (await owner.get(link!)).headers.get('location')!
    expect(form).toMatch(/\/acts\/1\/objections\?ledger=vat&line=assessed&books=/)
    const { text } = await owner.get(form)
    // Customs assessed 40.00 + 10.00, and own books have 40.01 for the first.
    expect(text).toContain('value="50,01"')
    expect(text).toMatch(/<textarea[^>]*>Öz uçotumuz: 02.03.2026, sətir 3, GB-1[^<]*Gömrük: 02.03.2026[^<]*GB-1/)
    const sent = await owner.post(form, { reason: 'Yuvarlaqlaşdırma', own: '50,01', note: '' })
    expect(sent.headers.get('location')).toBe(`/accounts/${TRADER}/acts/1`)
    expect((await owner.get(`/accounts/${TRADER}/acts/1`)).text).toContain('Yuvarlaqlaşdırma')
  })

  test('fill the company’s column of an act, which saves nothing by itself', async () => {
    const address = await compared(owner)
    const figures = `/accounts/${TRADER}/acts/1/ledgers/vat`
    const id = address.split('/').at(-1)
    expect((await owner.get(figures)).text).toContain(`${figures}?books=${id}`)
    const { text } = await owner.get(`${figures}?books=${id}`)
    expect(text).toMatch(/name="assessed"[^>]* value="50,01"/)
    expect(text).toMatch(/name="openingDebt"[^>]* value="0,00"/)
    expect(text).toContain('1 sətri (+3,00')
    expect((await owner.get(figures)).text).toMatch(/name="assessed"[^>]* value=""/)
    // Figures of another file are not there.
    expect((await owner.get(`${figures}?books=0123456789abcdef`)).text).toMatch(/name="assessed"[^>]* value=""/)
  })

  test('lead nobody to an objection who may not object', async () => {
    const address = await compared(broker)
    expect((await broker.get(`${address}?outcome=differs`)).text).not.toContain('/objection/')
    expect((await broker.get(`${address}/objection/1`)).status).toBe(403)
    const own = await compared(owner)
    for (const seq of ['0', '999', 'x']) expect((await owner.get(`${own}/objection/${seq}`)).status).toBe(404)
  })

  test('whose comparison died with its server are offered anew, and nothing of it is left', async () => {
    const { headers } = await upload(owner, CSV)
    const address = headers.get('location')!
    const key = { voen: TRADER, maker: TRADER, id: address.split('/').at(-1)! }
    const order = { key, mapping: MAPPING, scope: null, period: MARCH, ownOpening: null }
    const means = { ...site.store, clock: () => site.now }
    const run = (await beginComparison(means, order))!
    // Ends as a killed process does: with results that nobody finishes.
    const died = compareUpload(means, order, run, () => dyingAfter(['[]', '[]']), todayInBaku(site.now))
    await expect(died).rejects.toThrow('killed')
    expect((await owner.get(address)).headers.has('refresh')).toBe(true)
    expect((await owner.get(address)).text).toContain('2 / 3')
    const now = site.now
    site.now = new Date(now.getTime() + 60_000)
    try {
      expect((await owner.get(address)).text).toContain('Müqayisə yarımçıq qalıb')
      await compare(owner, address)
      expect((await owner.get(address)).text).toContain('GB-1')
    } finally {
      site.now = now
    }
  })

  test('stop being compared when the person says so, and a run that was stopped keeps nothing more', async () => {
    const { headers } = await upload(owner, CSV)
    const address = headers.get('location')!
    const key = { voen: TRADER, maker: TRADER, id: address.split('/').at(-1)! }
    const order = { key, mapping: MAPPING, scope: null, period: MARCH, ownOpening: null }
    const means = { ...site.store, clock: () => site.now }
    const run = (await beginComparison(means, order))!
    const compareFile: CompareFile = async function* ({ signal }) {
      yield { results: ['[]'], of: 2 }
      await owner.post(`${address}/stop`)
      await once(signal, 'abort')
      throw signal.reason
    }
    await expect(compareUpload(means, order, run, compareFile, todayInBaku(site.now))).rejects.toThrow(
      ComparisonStoppedError,
    )
    const page = await owner.get(address)
    expect([page.status, page.headers.has('refresh'), page.text.includes('Sütunların mənası')]).toEqual([
      200,
      false,
      true,
    ])
  })

  test('a decision about an earlier comparison of the file is not kept', async () => {
    const address = await compared(owner)
    const { text } = await owner.get(address)
    const [, seq] = /value="confirm (\d+)"/.exec(text)!
    const [, made] = /name="made" value="(\d+)"/.exec(text)!
    const late = await owner.post(`${address}/decide`, { decision: `confirm ${seq}`, made: `${Number(made) - 1}` })
    expect([late.status, late.text.includes('Qərarınız yazılmayıb')]).toEqual([422, true])
    expect((await owner.get(address)).text).toContain('1 açıq, 0 təsdiq edilib')
    expect((await owner.post(`${address}/decide`, { decision: `confirm ${seq}`, made: made! })).status).toBe(303)
    expect((await owner.get(`${address}?change`)).text).toContain('bütün qərarları əvəz edir')
  })

  test('rows with an amount and no day stand below the bridge, whose sums they are not in', async () => {
    const dated = await owner.get(await compared(owner))
    expect(dated.text).not.toContain('tarix əvəzinə söz')
    const undated = await owner.get(await compared(owner, CSV.replace('Yekun;;;;', 'Mar-05;2,00;;;')))
    expect(undated.text).toContain('Məbləği olan 1 sətirdə tarix əvəzinə söz yazılıb')
  })

  test('a ledger that was downloaded here is recognized, and a heading below the file is refused', async () => {
    const ledger = await owner.get(`/accounts/${TRADER}/ledgers/vat/export?dialect=semicolon`)
    const address = (await upload(owner, ledger.text)).headers.get('location')!
    expect((await owner.get(address)).text).toContain('bu saytdan yüklənmiş vərəqəyə oxşayır')
    const own = (await upload(owner, CSV)).headers.get('location')!
    expect((await owner.get(own)).text).not.toContain('oxşayır')
    expect((await owner.post(`${own}/compare`, { ...CHOICE, heading: '999' })).status).toBe(422)
    expect((await owner.post(`${own}/compare`, { ...CHOICE, date: '99' })).status).toBe(422)
  })

  test('that lack a reduction of what was paid give an act less overpayment, and no debt', async () => {
    await using site = await Site.open([
      registered(),
      assessed('A/1', { vat: '100.00' }, on('2026-03-02')),
      paidByNumber('A/1', '100.00', { ...on('2026-03-03'), paidOn: '2026-03-03' }),
      amended('A/1', { vat: '60.00' }, on('2026-03-04')),
    ])
    const owner = await site.as(representativeOf(TRADER))
    const lines = '\nTarix;Debet;Kredit;GB;Qeyd\n02.03.2026;;100,00;A/1;\n03.03.2026;100,00;;A/1;\n'
    const address = (await upload(owner, lines)).headers.get('location')!
    await owner.post(`${address}/compare`, { ...CHOICE, scope: 'vat' })
    while ((await owner.get(address)).headers.has('refresh')) await setTimeout(50)
    await owner.post(`/accounts/${TRADER}/acts`, { from: '01.03.2026', to: '31.03.2026' })
    const figures = `/accounts/${TRADER}/acts/1/ledgers/vat?books=${address.split('/').at(-1)}`
    const { html } = await owner.get(figures)
    const figure = (line: string) => attribute(html.byId(`figures-${line}`)!, 'value')
    expect(['assessed', 'reducedUnpaid', 'settled', 'closingDebt'].map(figure)).toEqual([
      '100,00',
      '0,00',
      '100,00',
      '0,00',
    ])
    expect(['reducedPaid', 'closingOverpayment'].map(figure)).toEqual(['0,00', '0,00'])
  })

  test('are exported without formulas that run, and deleted after a question', async () => {
    const address = await compared(owner)
    const file = await owner.get(`${address}/export`)
    expect(file.headers.get('content-type')).toContain('text/csv')
    // The text of the file begins as a formula does.
    expect(file.text).not.toMatch(/[;"]=2\+2/)
    expect(file.text).toContain('40,01')
    const workbook = await owner.request(`${address}/export?dialect=xlsx`)
    expect(workbook.headers.get('content-disposition')).toContain('.xlsx')
    expect(
      Buffer.from(await workbook.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect((await owner.get(`${address}/export?dialect=nonsense`)).status).toBe(404)
    const asked = await owner.get(`${address}/delete`)
    expect([asked.status, asked.text.includes('“mart.csv” faylı')]).toEqual([200, true])
    expect((await owner.get(address)).status).toBe(200)
    for (const _ of [1, 2]) expect((await owner.post(`${address}/delete`)).status).toBe(303)
    expect((await owner.get(`${address}/delete`)).status).toBe(404)
    expect((await owner.get(address)).status).toBe(404)
    expect((await owner.get(`${address}/export`)).status).toBe(404)
  })

  test('are seen by those who uploaded them only: the company or the broker', async () => {
    const [ofOwner, ofBroker] = [await compared(owner), await compared(broker)]
    expect((await broker.get(ofBroker)).status).toBe(200)
    for (const [who, address] of [
      [broker, ofOwner],
      [owner, ofBroker],
    ] as const) {
      expect((await who.get(address)).status).toBe(404)
      expect((await who.post(`${address}/decide`, { decision: 'confirm-all' })).status).toBe(404)
      expect((await who.get(BOOKS)).text).not.toContain(address)
      await who.post(`${address}/delete`)
    }
    expect((await owner.get(ofOwner)).status).toBe(200)
    // The mandate of the broker allows no downloads.
    expect((await broker.get(`${ofBroker}/export`)).status).toBe(403)
    const stranger = await site.as(representativeOf('7000000091' as Voen))
    expect((await stranger.get(ofOwner)).status).toBe(404)
  })

  test.each([
    ['no file', '', 'Əvvəlcə fayl seçin'],
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), '.xls'],
    ['a picture', Buffer.from('\x89PNG\r\n\x00\x01'), 'cədvəl deyil'],
  ])('with %s are refused with a sentence', async (_, content, sentence) => {
    const answer = await upload(owner, content)
    expect([answer.status, answer.text.includes(sentence)]).toEqual([422, true])
  })

  test('beyond the bound are refused before they are read to the end', async () => {
    const answer = await upload(owner, Buffer.alloc(17 * 1024 * 1024, 'a'))
    expect([answer.status, answer.text.includes('çox böyükdür')]).toEqual([422, true])
  })

  test('with rows that cannot be read name them; a form without columns keeps its words', async () => {
    const { headers } = await upload(owner, CSV.replace('15,00', '15,001'))
    const address = headers.get('location')!
    await compare(owner, address)
    expect((await owner.get(address)).text).toContain('Sətir 4, “15,001”')
    const answer = await owner.post(`${address}/compare`, { heading: 'x', from: '31.03.2026', to: '01.03.2026' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('value="31.03.2026"')
    expect(answer.text).toContain('Tarix sütununu seçin')
  })

  test('end by themselves after the days that the page names', async () => {
    const address = await compared(owner)
    const now = site.now
    site.now = new Date(now.getTime() + 31 * DAY_MS)
    const later = await site.as(representativeOf(TRADER))
    expect((await later.get(address)).status).toBe(404)
    await removeEnded({ papers: site.store.papers, reader: site.store.reader }, todayInBaku(site.now))
    site.now = now
    const again = await site.as(representativeOf(TRADER))
    expect((await again.get(address)).status).toBe(404)
  })
})
