import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { grantMandate } from '../../src/services/access/mandates.ts'
import { assessed, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT } from '../support/people/access-people.ts'
import { attribute, type Element, type Html, hasClass, text, within } from './html.ts'
import { Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const EXTRACT = `${ACCOUNT}/document`
const VAT_DOCUMENT = `${ACCOUNT}/ledgers/vat/document`

/** A formatted amount in qəpik; an empty cell is zero. */
const qepik = (amount: string) => BigInt(amount.replace(/[.,]/g, ''))

/** The rows of a table of sums: the ledger, then its figures. */
function sumsOn(html: Html, side: 'debt' | 'overpayment' | 'selected'): string[][] {
  const table = html.byId(`${side}-sums`)
  return table ? within(table, 'tr').map(row => row.childNodes.filter(node => 'tagName' in node).map(text)) : []
}

/** A ledger's rows from the opening to the closing balance. */
function sheetOf(html: Html, ledger: string): string[][] {
  const heading = html.byId(`ledger-${ledger}`)!
  const rows = within(heading.parentNode as Element, 'tr')
  return rows.slice(2).map(row => row.childNodes.filter(node => 'tagName' in node).map(text))
}

const factsOf = (html: Html) =>
  Object.fromEntries(html.tags('dt').map((term, index) => [text(term), text(html.tags('dd')[index]!)]))

describe('an extract', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.openExample()
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('names the taxpayer, the period, the filter, the time, and the state of the books', async () => {
    const { status, html } = await site.get(`${EXTRACT}?from=1.3.26&to=31.3.26&type=assessment`)
    expect(status).toBe(200)
    expect(html.tags('h1').map(text)).toEqual(['Şəxsi hesab vərəqəsindən çıxarış'])
    expect(factsOf(html)).toMatchObject({
      Ödəyici: 'Nümunə Ticarət MMC',
      VÖEN: TRADER,
      Dövr: '01.03.2026 – 31.03.2026',
      'Əməliyyatın növü': 'Hesablama',
      Hazırlanıb: '20.04.2026 10:00, Bakı vaxtı',
      'Uçotun vəziyyəti': '16 bildiriş uçota alınıb, son əməliyyat 16.03.2026',
    })
    expect(html.title).toBe(
      `Şəxsi hesab vərəqəsindən çıxarış, Nümunə Ticarət MMC, VÖEN ${TRADER}, 01.03.2026 – 31.03.2026 – Vərəqə`,
    )
  })

  test('replaces open ends of the period by the first operation and today', async () => {
    const { html } = await site.get(EXTRACT)
    expect(factsOf(html).Dövr).toBe('02.03.2026 – 20.04.2026')
  })

  test('ends today at the latest, because later closing balances are unknown', async () => {
    for (const path of [EXTRACT, VAT_DOCUMENT]) {
      const { html } = await site.get(`${path}?from=1.3.26&to=31.12.26`)
      expect(factsOf(html).Dövr).toBe('01.03.2026 – 20.04.2026')
      expect(html.text).not.toContain('31.12.2026')
      expect(html.text).toContain('Son qalıq, 20.04.2026 tarixinin sonuna')
    }
    const tomorrow = await site.get(`${EXTRACT}?from=21.4.26&to=31.12.26`)
    expect(factsOf(tomorrow.html).Dövr).toBe('21.04.2026')
  })

  test('covers only its last day if it ends before the first operation', async () => {
    for (const path of [EXTRACT, VAT_DOCUMENT]) {
      const { status, html } = await site.get(`${path}?to=31.1.26`)
      expect([status, factsOf(html).Dövr]).toEqual([200, '31.01.2026'])
      expect([...sumsOn(html, 'debt'), ...sumsOn(html, 'overpayment')]).toEqual([])
    }
  })

  test('shows the first three cards at the end of the period, and says when card 4 was paid', async () => {
    const { html } = await site.get(`${EXTRACT}?from=3.3.26&to=3.3.26`)
    expect(html.tags('dl')[1]!.childNodes.map(text)).toEqual([
      'Balans100,00 AZN03.03.2026 tarixinin sonuna',
      'Artıq ödəmə0,00 AZN03.03.2026 tarixinin sonuna',
      'Cəmi borc0,00 AZN03.03.2026 tarixinin sonuna',
      'Hesablanmışdır841,00 AZNBəyannamələr üzrə, azalmalar çıxılmaqla: 03.03.2026. 20.04.2026 tarixinədək ödənilib: 841,00 AZN',
    ])
    const now = (await site.get(EXTRACT)).html.tags('dl')[1]!.childNodes.map(text)
    expect(now.slice(0, 3)).toEqual([
      'Balans455,37 AZN20.04.2026 tarixinə',
      'Artıq ödəmə455,37 AZN20.04.2026 tarixinə',
      'Cəmi borc103,15 AZN20.04.2026 tarixinə',
    ])
  })

  test('has the sums of the page, figure by figure', async () => {
    for (const query of ['?from=5.3.26&to=9.3.26', '?from=5.3.26&to=9.3.26&type=assessment', '?from=1.1.27']) {
      const [page, extract] = await Promise.all([site.get(ACCOUNT + query), site.get(EXTRACT + query)])
      for (const side of ['debt', 'overpayment', 'selected'] as const) {
        expect(sumsOn(extract.html, side).slice(1), `${side} ${query}`).toEqual(sumsOn(page.html, side).slice(1))
      }
    }
  })

  test('lists each ledger oldest first, between its opening and closing balance', async () => {
    const { html } = await site.get(`${EXTRACT}?from=5.3.26&to=9.3.26`)
    const [opening, first, second, ...others] = sheetOf(html, 'vat')
    expect(opening).toEqual(['İlkin qalıq, 05.03.2026 tarixinin əvvəlinə', '270,00', '0,00'])
    const assessed = '00010/050326/000003 nömrəli GB üzrə hesablama'
    expect(first).toEqual(['05.03.2026', assessed, 'Hesablama', '', '90,00', '360,00', '0,00'])
    const paid = '00010/050326/000003 nömrəli GB üzrə HÖP vasitəsilə ödəniş'
    expect(second).toEqual(['05.03.2026', paid, 'HÖP ödəniş', '05.03.2026', '90,00', '270,00', '0,00'])
    expect(others.slice(0, -2).map(([date, , type]) => `${date} ${type}`)).toEqual([
      '06.03.2026 Avans ödəniş (1 fond)',
      '06.03.2026 Ödənişin bağlanması',
      '09.03.2026 Azalma',
    ])
    expect(others.slice(-2)).toEqual([
      [
        'Seçilmiş əməliyyatlar: 5 (hesablanıb 90,00; azaldılıb 9,00; ödənilib 360,00; daxil olub 300,00; borclara silinib 270,00)',
      ],
      ['Son qalıq, 09.03.2026 tarixinin sonuna', '0,00', '39,00'],
    ])
  })

  test('filtered has matching rows only, and no balances, to which they would not lead', async () => {
    const { html } = await site.get(`${EXTRACT}?type=assessment&declaration=00010/050326/000003`)
    const listed = html.tags('h2').map(heading => attribute(heading, 'id'))
    expect(listed).toContain('ledger-vat')
    expect(listed).not.toContain('ledger-advance')
    expect(html.text).toContain('Sənəddə yalnız şərtlərə uyğun əməliyyatlar var; onlar qalıqları izah etmir.')
    expect(html.text).not.toContain('Son qalıq')
    expect(sheetOf(html, 'vat').at(-1)).toEqual(['Seçilmiş əməliyyatlar: 2 (hesablanıb 120,00)'])
    const partly = await site.get(`${EXTRACT}?declaration=00010/050326/000003,ZZ`)
    expect(factsOf(partly.html)['Bəyannamənin nömrəsi']).toBe('00010/050326/000003, ZZ')
    expect(
      partly.html
        .tags('p', 'main')
        .map(text)
        .find(notice => notice.includes('ZZ')),
    ).toContain('tapılmayan')
    const nothing = await site.get(`${EXTRACT}?declaration=ZZ`)
    expect(nothing.status).toBe(200)
    expect(nothing.html.text).toContain('Əməliyyat tapılmadı.')
  })

  test('of one ledger contains only that ledger', async () => {
    const { html } = await site.get(`${VAT_DOCUMENT}?from=1.3.26`)
    expect(factsOf(html).Vərəqə).toBe('ƏDV üzrə vərəqə')
    const [debt, overpayment, ...others] = html.tags('dt', 'main').map(text).slice(-2)
    expect([debt, overpayment, others]).toEqual(['Borc', 'Artıq ödəmə', []])
    expect(html.text).not.toContain('Hesabın vəziyyəti')
    expect(sheetOf(html, 'vat')).toHaveLength(11 + 3)
    const empty = await site.get(`${ACCOUNT}/ledgers/other/document`)
    expect(sheetOf(empty.html, 'other')).toHaveLength(3)
    expect((await site.get(`${ACCOUNT}/ledgers/gold/document`)).status).toBe(404)
  })

  test('is linked from the page with the same filter, and links back to it', async () => {
    for (const [page, extract, back] of [
      [ACCOUNT, EXTRACT, 'Şəxsi hesab vərəqəsinə qayıt'],
      [`${ACCOUNT}/ledgers/vat`, VAT_DOCUMENT, 'Vərəqəyə qayıt'],
    ] as const) {
      const { html } = await site.get(`${page}?from=1.3.26&type=assessment`)
      const query = '?from=2026-03-01&type=assessment'
      expect(html.link('Çap üçün çıxarış')).toBe(extract + query)
      expect((await site.get(extract + query)).html.link(back)).toBe(page + query)
      expect((await site.get(`${page}?from=x`)).html.link('Çap üçün çıxarış')).toBeUndefined()
    }
  })

  test.each([
    ['?from=30.2.26', 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.'],
    ['?from=2.3.26&to=1.3.26', 'Son tarix başlanğıc tarixindən əvvəldir. Tarixlərdən birini dəyişin.'],
    ['?type=gift', 'Əməliyyatın növünü siyahıdan seçin.'],
  ])('of %s is 422, with the reason and a link to correct it', async (query, reason) => {
    for (const path of [EXTRACT, VAT_DOCUMENT]) {
      const { status, html } = await site.get(path + query)
      expect(status).toBe(422)
      expect(html.title).toMatch(/^Xəta: /)
      expect(html.text).toContain(reason)
      expect(html.tags('table')).toEqual([])
      const [back] = html.tags('a', 'main').map(link => attribute(link, 'href')!)
      const page = await site.get(back!)
      expect([page.status, page.html.text.includes(reason)]).toEqual([422, true])
      expect(back!.split('?')[0]).toBe(path.replace('/document', ''))
    }
  })
})

describe('an extract of very many rows', () => {
  const DECLARATIONS = 700
  /** One payment; two assessments, two drawdowns and their counter-entries per declaration. */
  const ROWS = 1 + DECLARATIONS * 6
  let site: Site
  beforeAll(async () => {
    site = await Site.open([
      registered(),
      paidToCode('142330', '5000.00', on('2026-03-01')),
      ...Array.from({ length: DECLARATIONS }, (_, index) =>
        assessed(`D/${index + 1}`, { vat: '1.00', 'customs-fee': '2.50' }, on('2026-03-02')),
      ),
    ])
    const terms = { voen: TRADER, broker: BROKER, from: '2026-01-01' as PlainDate, to: null, exports: false }
    await grantMandate(site.store.access, { ...terms, balances: true }, anActor(ACCOUNTANT), site.now)
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('shows the newest two thousand, and says first how to get the others', async () => {
    const { html } = await site.get(EXTRACT)
    expect(ROWS).toBe(4201)
    const [notice] = html
      .tags('p', 'main')
      .map(text)
      .filter(notice => notice.includes('2.000'))
    expect(notice).toContain('Seçilmiş 4.201 əməliyyatdan yalnız ən yeni 2.000 əməliyyat göstərilir.')
    expect(notice).toContain('dövrü qısaldın')
    expect(notice).toContain('Export')
    const shown = ['vat', 'customs-fee', 'advance'].map(ledger => sheetOf(html, ledger).slice(2, -2))
    expect(shown.flat()).toHaveLength(2000)
    expect(shown.map(rows => rows.at(-1)![1]!.split(' ')[0])).toEqual(['D/700', 'D/700', 'D/700'])
  })

  test('still adds up: it shows the sums and the balance of the omitted rows', async () => {
    const { html } = await site.get(EXTRACT)
    const kinds = (label: string) =>
      Object.fromEntries(
        [...label.matchAll(/(\p{L}[\p{L} ]+) ([\d.]+,\d\d)/gu)].map(([, kind, sum]) => [kind, qepik(sum!)]),
      )
    for (const [ledger, kind] of [
      ['vat', 'hesablanıb'],
      ['customs-fee', 'ödənilib'],
      ['advance', 'borclara silinib'],
    ] as const) {
      const [opening, leftOut, ...rest] = sheetOf(html, ledger)
      const [rows, selected] = [rest.slice(0, -2), rest.at(-2)!]
      expect(opening!.slice(1)).toEqual(['0,00', '0,00'])
      const count = (label: string) => Number(/\d[\d.]*/.exec(label)![0].replace('.', ''))
      expect(count(leftOut![0]!) + rows.length).toBe(count(selected[0]!))
      const type = { vat: 'Hesablama', 'customs-fee': 'Avansdan silinmə', advance: 'Avansdan silinmə' }[ledger]
      const shown = rows.filter(row => row[2] === type).reduce((total, row) => total + qepik(row[4]!), 0n)
      expect(kinds(leftOut![0]!)[kind]! + shown).toBe(kinds(selected[0]!)[kind]!)
    }
    const [, leftOut, first] = sheetOf(html, 'advance')
    expect(qepik(leftOut![2]!) - qepik(first![4]!)).toBe(qepik(first![6]!))
  })

  test('is complete for a narrower period or filter', async () => {
    const { html } = await site.get(`${EXTRACT}?declaration=D/7`)
    expect(html.text).not.toContain('2.000')
    expect(sheetOf(html, 'vat')).toHaveLength(2 + 1)
    expect((await site.get(`${EXTRACT}?to=1.3.26`)).html.text).not.toContain('2.000')
    expect((await site.get(`${VAT_DOCUMENT}`)).html.text).not.toContain('2.000')
  })

  test('finds its first row by bisection if most rows do not match', async () => {
    const { html } = await site.get(`${EXTRACT}?type=advance-drawdown`)
    expect(html.text).toContain('Seçilmiş 2.800 əməliyyatdan yalnız ən yeni 2.000 əməliyyat')
    const shown = ['vat', 'customs-fee', 'advance'].map(ledger => sheetOf(html, ledger).slice(1, -1))
    expect(shown.flat()).toHaveLength(2000)
  })

  test('filtered by type says which rows are missing, and that the others explain no balance', async () => {
    const { html } = await site.get(`${EXTRACT}?type=advance-drawdown`)
    const notices = html.tags('p', 'main').filter(paragraph => hasClass(paragraph, 'notice'))
    expect(notices.map(text)).toEqual([
      expect.stringContaining('Qalıqlara və yekunlara göstərilməyən əməliyyatlar da daxildir.'),
      'Sənəddə yalnız şərtlərə uyğun əməliyyatlar var; onlar qalıqları izah etmir.',
    ])
  })

  test('does not mention the export to a broker who may not export', async () => {
    const { html, status } = await (await site.as(DECLARANT)).get(EXTRACT)
    expect(status).toBe(200)
    expect(html.text).toContain('dövrü qısaldın')
    expect(html.text).not.toContain('Export')
  })

  test('is recorded as a visit', async () => {
    const broker = await site.as({ ...DECLARANT, name: 'Çap edən' })
    expect((await broker.get(EXTRACT)).status).toBe(200)
    const visits = (await site.rows('access_log')).filter(({ name }) => name === 'Çap edən')
    expect(visits.map(({ action }) => action)).toEqual(['viewed'])
  })
})
