import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { amended, assessed, on, paidByNumber, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { attribute } from './html.ts'
import { CHOICE, CSV, compare, compared, openOwnBooksSite, upload } from './own-books-site.ts'
import { Site, type Visit } from './site.ts'

let site: Site
let owner: Visit
beforeAll(async () => {
  site = await openOwnBooksSite()
  owner = await site.as(representativeOf(TRADER))
})
afterAll(() => site[Symbol.asyncDispose]())

describe('own books', () => {
  test('compared with one ledger leave out the lines that name another one, and count them', async () => {
    const lines =
      '\nTarix;Debet;Kredit;GB;Fond\n02.03.2026;;40,00;GB-1;ƏDV\n03.03.2026;;5,00;GB-2;Aksiz vergisi\n03.03.2026;;10,00;GB-2;\n'
    const address = (await upload(owner, lines)).headers.get('location')!
    await compare(owner, address, { ...CHOICE, text: '', ledger: '4', scope: 'vat' })
    const { text } = await owner.get(address)
    expect(text).toContain('başqa vərəqənin 1 sətri')
    expect(text.replaceAll('\u00a0', ' ')).toContain('50,00 AZN, borc')
    expect(text).not.toContain('sətir 4')
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
    await compare(owner, address, { ...CHOICE, scope: 'vat' })
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
})
