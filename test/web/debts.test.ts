import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCsv, tableIn } from '../support/oracle/csv.ts'
import {
  amended,
  assessed,
  charged,
  on,
  paidByNumber,
  paidToCode,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { WEB_CONFIG } from '../support/people/people.ts'
import { attribute, type Html, text } from './html.ts'
import { type Answer, asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const DEBTS = `${ACCOUNT}/debts`
const HOP = WEB_CONFIG.hop.url
const lateInterest = { rates: [{ from: '2001-01-01', percent: '0.1' }], maxDays: 365 }

/** On 20 April: A/1 has 30 of VAT open and is overdue, A/2 is due in May, AKT-7 and the e-service fee are overdue. */
let site: Site
beforeAll(async () => {
  site = await Site.open(
    [
      registered(),
      assessed('A/1', { 'customs-duty': '100.00', vat: '50.00' }, on('2026-03-01')),
      charged('AKT-7', { fine: '30.00' }, on('2026-03-11')),
      paidByNumber('A/1', '120.00', { ...on('2026-03-21'), paidOn: '2026-03-21' }),
      amended('A/1', { excise: '7.00' }, on('2026-04-01')),
      assessed('A/2', { vat: '1200.00', 'eservice-fee': '9.00' }, { ...on('2026-04-10'), dueOn: '2026-05-10' }),
    ],
    { config: { lateInterest } },
  )
})
afterAll(() => site[Symbol.asyncDispose]())

const rows = (html: Html) => html.table('open-debts')
const facts = (html: Html) => html.tags('dt').map((dt, index) => [text(dt), text(html.tags('dd')[index]!)])
const hop = (html: Html, label: string) => {
  const href = html.tags('a').find(link => text(link).startsWith(label))
  return href && Object.fromEntries(new URL(attribute(href, 'href')!).searchParams)
}

describe('the open debts', () => {
  test('stand by document in the order of payment, with age, delay, interest and the way to pay', async () => {
    const { status, html } = await site.get(DEBTS)
    expect([status, html.title]).toEqual([200, 'Açıq borclar, Nümunə Ticarət MMC – Vərəqə'])
    expect(rows(html)).toEqual([
      ['A/1 2 borc, cəmi 37,00 AZN Nömrə ilə ödə: 30,00 AZN: A/1'],
      // The interest: 50.00 for 20 days, and 30.00 for 30 days, at 0.1 %.
      ['ƏDV', '01.03.2026 50 gün', '01.03.2026 50 gün gecikib', '50,00', '30,00', '1,90', 'bəyannamə nömrəsi ilə'],
      [
        'Aksiz vergisi',
        '01.04.2026 19 gün',
        '01.04.2026 19 gün gecikib',
        '7,00',
        '7,00',
        '0,13',
        'Ödəniş yolları: A/1, Aksiz vergisi',
      ],
      ['AKT-7 1 borc, cəmi 30,00 AZN'],
      [
        'İnzibati cərimə akt və ya protokol',
        ...['11.03.2026 40 gün', '11.03.2026 40 gün gecikib', '30,00', '30,00', '1,20'],
        'Ödəniş yolları: AKT-7, İnzibati cərimə',
      ],
      ['A/2 2 borc, cəmi 1.209,00 AZN Nömrə ilə ödə: 1.200,00 AZN: A/2'],
      ['ƏDV', '10.04.2026 10 gün', '10.05.2026', '1.200,00', '1.200,00', '0,00', 'bəyannamə nömrəsi ilə'],
      [
        'Elektron xidmət haqqı',
        ...['10.04.2026 10 gün', '10.05.2026', '9,00', '9,00', ''],
        '802001 kodu ilə ödə: A/2, Elektron xidmət haqqı',
      ],
    ])
    expect(html.link('A/1')).toBe(`${ACCOUNT}/declarations/A/1`)
  })

  test('are added up by what can be paid in the same way, and interest is in no debt', async () => {
    const { html } = await site.get(DEBTS)
    expect(facts(html)).toEqual([
      ['Cəmi açıq borc', '1.276,00 AZN 5 borc'],
      ['Ondan vaxtı keçmiş', '67,00 AZN 3 borc'],
      ['Bəyannamə nömrəsi ilə ödənilə bilər', '1.230,00 AZN'],
      ['Yalnız VÖEN ilə ödənilir', '37,00 AZN'],
      ['Elektron xidmət borcu', '9,00 AZN'],
      ['Hesablanmış təxmini dəbbə pulu', '3,23 AZN gömrük tərəfindən tutulmayıb, borca daxil deyil'],
    ])
    expect(text(html.byId('status')!)).toBe('5 açıq borc, cəmi 1.276,00 AZN.')
  })

  test('are paid all at once by one filled button, and one by one in the way that the rules allow', async () => {
    const { html } = await site.get(DEBTS)
    const filled = html.tags('a').filter(link => attribute(link, 'class') === 'button pay-now')
    expect(filled.map(text)).toEqual(['Gömrük borcunun hamısını ödə: 1.267,00 AZN'])
    expect(hop(html, 'Gömrük borcunun hamısını ödə')).toEqual({ voen: TRADER, code: '142330', amount: '1267.00' })
    expect(hop(html, 'Nömrə ilə ödə: 30,00')).toEqual({ declaration: 'A/1', amount: '30.00' })
    expect(hop(html, '802001 kodu ilə ödə')).toEqual({ voen: TRADER, code: '802001', amount: '9.00' })
    expect(html.link('Ödəniş yolları: AKT-7, İnzibati cərimə')).toBe(`${DEBTS}/chosen?charge=2.1`)
    const byFund = await site.get(`${DEBTS}?order=fund`)
    expect(hop(byFund.html, 'ƏDV borcunu ödə: 1.230,00 AZN')).toEqual({ voen: TRADER, fund: 'vat', amount: '1230.00' })
    const filtered = await site.get(`${DEBTS}?order=fund&overdue=1`)
    expect(filtered.html.text).not.toContain('borcunu ödə')
    expect(html.link('Ödənişin nəticəsini göstər')).toBe(`${ACCOUNT}/preview?amount=1267.00`)
  })

  test('as at a past day are those of that day, without ways to pay them', async () => {
    const { status, html } = await site.get(`${DEBTS}?on=2026-03-20&order=due`)
    expect(status).toBe(200)
    expect(rows(html).map(row => [row[0], row[2], row[4], row[5], row[6]])).toEqual([
      ['A/1 Gömrük rüsumu', '01.03.2026 19 gün gecikib', '100,00', '1,90', 'bəyannamə nömrəsi ilə'],
      ['A/1 ƏDV', '01.03.2026 19 gün gecikib', '50,00', '0,95', 'bəyannamə nömrəsi ilə'],
      ['AKT-7 İnzibati cərimə', '11.03.2026 9 gün gecikib', '30,00', '0,27', 'yalnız VÖEN ilə'],
    ])
    expect(html.tags('form').map(form => attribute(form, 'action'))).not.toContain(`${DEBTS}/chosen`)
    expect(html.tags('a').filter(link => attribute(link, 'href')!.startsWith(HOP))).toEqual([])
    expect(html.link('Bugünkü borclara keç')).toBe(`${DEBTS}?order=due`)
    const before = await site.get(`${DEBTS}?on=2026-02-28`)
    expect([rows(before.html), before.html.text.includes('28.02.2026 tarixində açıq borc olmayıb.')]).toEqual([
      [],
      true,
    ])
  })

  test.each([
    ['fund=vat', ['A/1', 'A/2']],
    ['overdue=1', ['A/1', 'AKT-7', 'A/1']],
    ['declaration=a/', ['A/1', 'A/1', 'A/2', 'A/2']],
    ['declaration=kt-7', ['AKT-7']],
    ['declaration=A%2F1&fund=vat', ['A/1']],
    ['overdue=1&fund=eservice-fee', []],
  ])('are chosen by “%s”, with sums of what is chosen', async (query, documents) => {
    const { html } = await site.get(`${DEBTS}?order=due&${query}`)
    expect(rows(html).map(([name]) => name!.split(' ')[0])).toEqual(documents)
    const count = facts(html)[0]?.[1]
    expect(count?.split('AZN ')[1]).toBe(documents.length === 0 ? undefined : `${documents.length} borc`)
  })

  test.each([
    ['fund', ['ƏDV', 'A/1', 'A/2', 'Aksiz', 'A/1', 'İnzibati', 'AKT-7', 'Elektron', 'A/2']],
    ['due', ['A/1', 'AKT-7', 'A/1', 'A/2', 'A/2']],
    ['newest', ['A/2', 'A/2', 'A/1', 'AKT-7', 'A/1']],
    ['open', ['A/2', 'A/1', 'AKT-7', 'A/2', 'A/1']],
  ])('are sorted by “%s”', async (order, names) => {
    const { html } = await site.get(`${DEBTS}?order=${order}`)
    expect(rows(html).map(([name]) => name!.split(' ')[0])).toEqual(names)
  })

  test.each([
    ['on=2026-13-01', 'on', 'Təqvimdə belə tarix yoxdur'],
    ['on=x', 'on', 'Tarixi'],
    ['on=2026-04-21', 'on', 'Bu tarix hələ gəlməyib'],
    ['fund=advance', 'fund', 'Siyahıdan seçin'],
    ['order=<b>', 'order', 'Siyahıdan seçin'],
    ['overdue=2', 'overdue', 'Siyahıdan seçin'],
  ])('asked for with “%s” are 422, with the reason', async (query, field, reason) => {
    for (const headers of [{}, asHtmx]) {
      const { status, html } = await site.get(`${DEBTS}?${query}`, headers)
      expect(status).toBe(422)
      const link = html.tags('a').find(a => attribute(a, 'href') === `#debts-${field}`)!
      expect(text(link)).toContain(reason)
      expect(rows(html)).toEqual([])
    }
    const file = await site.request(`${DEBTS}/export?${query}`)
    expect([file.status, file.headers.get('location')?.split('?')[0]]).toEqual([303, DEBTS])
  })

  test.each(['after=1', 'after=1-2-3-4&before=1-2-3-4', 'before=x', 'after=1-2-3-99999999999999999'])(
    'have no page at “%s”',
    async query => {
      expect((await site.get(`${DEBTS}?${query}`)).status).toBe(404)
    },
  )

  test('stand 25 on a page, or as many as the user chooses, which the filter keeps', async () => {
    const acts = Array.from({ length: 60 }, (_, index) => charged(`AKT-${index}`, { fine: '1.00' }, on('2026-03-11')))
    await using many = await Site.open([registered(), ...acts])
    const choices = ({ html }: Answer) => html.tags('a').filter(link => text(link).endsWith(' sətir'))
    const read = async (query: string) => {
      const answer = await many.get(`${DEBTS}?${query}`)
      const next = answer.html.tags('a').find(link => text(link).startsWith('Növbəti səhifə'))
      return { answer, count: rows(answer.html).length, next: next && attribute(next, 'href') }
    }
    const usual = await read('order=open')
    expect([usual.count, choices(usual.answer).map(text)]).toEqual([25, ['25 sətir', '50 sətir', '100 sətir']])
    expect(attribute(choices(usual.answer)[1]!, 'href')).toBe(`${DEBTS}?order=open&size=50`)
    const longer = await read('order=open&size=50')
    expect([longer.count, longer.next]).toEqual([50, expect.stringContaining('order=open&size=50&after=')])
    expect((await read(longer.next!.split('?')[1]!)).count).toBe(10)
    expect(longer.answer.text).toContain('<input type="hidden" name="size" value="50"/>')
    expect((await read('order=open&size=100')).count).toBe(60)
    expect(choices(await site.get(DEBTS))).toEqual([])
    const { status, text: said } = await many.get(`${DEBTS}?size=7`)
    expect([status, said.includes('Belə sətir sayı və ya sıra yoxdur')]).toEqual([422, true])
  })

  test('today is now: a page of today has its ways to pay', async () => {
    const { html } = await site.get(`${DEBTS}?on=20.4.2026`, asHtmx)
    expect(html.text).toContain('Nömrə ilə ödə')
  })

  test('say so where no rates of interest are configured, and show none', async () => {
    await using without = await Site.open([registered(), assessed('A/1', { vat: '50.00' })])
    const { html } = await without.get(DEBTS)
    expect(html.text).toContain('faiz dərəcəsi bu sistemdə göstərilməyib')
    expect(rows(html)[1]).toHaveLength(6)
    const file = parseCsv(tableIn((await without.get(`${DEBTS}/export`)).text), ';', '\r\n')
    expect(file[0]!.join()).not.toContain('dəbbə')
  })
})

describe('the file of open debts', () => {
  const read = async (query = '') =>
    parseCsv(tableIn((await site.get(`${DEBTS}/export${query}`)).text), ';', '\r\n').slice(1)

  test('has each debt with what was assessed, reduced and paid of it', async () => {
    const { headers } = await site.request(`${DEBTS}/export`)
    const [names = []] = parseCsv(tableIn((await site.get(`${DEBTS}/export`)).text), ';', '\r\n')
    expect(new Set(names).size, 'each column has a name of its own').toBe(names.length)
    expect(headers.get('content-disposition')).toContain(encodeURIComponent(`açıq-borclar-${TRADER}-2026-04-20.csv`))
    expect(await read()).toEqual(
      [
        'A/1;bəyannamə;ƏDV;01.03.2026;50;01.03.2026;50;50,00;0,00;20,00;30,00;1,90;bəyannamə nömrəsi və ya VÖEN ilə',
        'A/1;bəyannamə;Aksiz vergisi;01.04.2026;19;01.04.2026;19;7,00;0,00;0,00;7,00;0,13;VÖEN ilə: 142330 və ya 1 fond',
        'AKT-7;akt və ya protokol;İnzibati cərimə;11.03.2026;40;11.03.2026;40;30,00;0,00;0,00;30,00;1,20;VÖEN ilə: 142330 və ya 1 fond',
        'A/2;bəyannamə;ƏDV;10.04.2026;10;10.05.2026;0;1200,00;0,00;0,00;1200,00;0,00;bəyannamə nömrəsi və ya VÖEN ilə',
        'A/2;bəyannamə;Elektron xidmət haqqı;10.04.2026;10;10.05.2026;0;9,00;0,00;0,00;9,00;;xidmət kodu ilə',
      ].map(line => line.split(';')),
    )
  })

  test('has the chosen debts of the chosen day', async () => {
    expect((await read('?on=2026-03-20&fund=vat')).map(row => [row[0], row[10]])).toEqual([['A/1', '50,00']])
  })
})

describe('chosen debts', () => {
  const chosen = (...names: string[]) => `${DEBTS}/chosen?${names.map(name => `charge=${name}`).join('&')}`
  const choices = async () => {
    const { html } = await site.get(DEBTS)
    return html
      .tags('input')
      .filter(input => attribute(input, 'name') === 'charge')
      .map(input => attribute(input, 'value')!)
  }

  test('are added up, like things only, each with its ways to pay', async () => {
    const { status, html } = await site.get(chosen(...(await choices())))
    expect(status).toBe(200)
    expect(hop(html, 'VÖEN ilə ödə: 1.267,00')).toEqual({ voen: TRADER, code: '142330', amount: '1267.00' })
    expect(html.link('Ödənişin nəticəsini göstər')).toBe(`${ACCOUNT}/preview?amount=1267.00`)
    expect(html.tags('tfoot').map(text)).toEqual(['Cəmi1.267,00 AZN', 'Cəmi9,00 AZN'])
  })

  test('of a declaration are paid by its number only together with its others, which the page says', async () => {
    const [vat] = (await choices()).slice(-2)
    const { html } = await site.get(chosen(vat!))
    expect(html.table('debts')).toEqual([
      ['A/2 bəyannamə', 'ƏDV', 'bəyannamə nömrəsi ilə', '1.200,00'],
      ['Cəmi', '1.200,00 AZN'],
    ])
    expect(html.text).not.toContain('bəyannamə üzrə seçmədikləriniz')
    await using two = await Site.open([registered(), assessed('A/1', { vat: '5.00', excise: '2.00' })])
    const part = await two.get(`${DEBTS}/chosen?charge=1.1`)
    expect(part.html.text).toContain('bəyannamə üzrə seçmədikləriniz də daxil olmaqla 7,00 AZN')
  })

  test('of one fund are paid by money for it, which no other debt can take', async () => {
    const fine = (await choices())[2]
    const { html } = await site.get(chosen(fine!))
    expect(html.table('debts')[0]).toEqual(['AKT-7 akt və ya protokol', 'İnzibati cərimə', 'yalnız VÖEN ilə', '30,00'])
    expect(html.text).toContain(`VÖEN ${TRADER}, İnzibati cərimə, 30,00 AZN`)
    expect(hop(html, 'HÖP ilə ödə')).toEqual({
      voen: TRADER,
      fund: 'fine',
      amount: '30.00',
    })
    expect(html.text).not.toContain('seçmədikləriniz də daxil')
    await using two = await Site.open([
      registered(),
      assessed('A/1', { vat: '5.00' }),
      assessed('A/2', { vat: '2.00', 'customs-duty': '1.00' }),
    ])
    const part = await two.get(`${DEBTS}/chosen?charge=2.2`)
    expect(part.html.text).toContain('tədiyyə növü üzrə seçmədikləriniz də daxil olmaqla 7,00 AZN')
  })

  test('of more than one payment can be are not offered to be paid at once', async () => {
    const greatest = { excise: '9999999999999.99' }
    await using rich = await Site.open([registered(), assessed('A/1', greatest), assessed('A/2', greatest)])
    const byFund = await rich.get(`${DEBTS}?order=fund`)
    expect(byFund.html.text).not.toContain('borcunu ödə')
    const both = await rich.get(`${DEBTS}/chosen?charge=1.1&charge=2.1`)
    const amounts = both.html.tags('a').flatMap(link => /amount=([\d.]+)/.exec(attribute(link, 'href')!)?.[1] ?? [])
    expect(amounts).toEqual(['9999999999999.99', '9999999999999.99'])
  })

  test('of a declaration that was amended hundreds of times have the same ways to pay', async () => {
    const more = Array.from({ length: 600 }, (_, index) => amended('A/1', { vat: `${index + 6}.00` }))
    await using long = await Site.open([
      registered(),
      assessed('A/1', { vat: '5.00', excise: '2.00' }),
      assessed('A/2', { vat: '3.00' }),
      ...more,
    ])
    const { html } = await long.get(`${DEBTS}/chosen?charge=1.1&charge=1.602&charge=2.1`)
    expect(html.table('debts').map(([document]) => document)).toEqual([
      'A/1 bəyannamə',
      'A/1 bəyannamə',
      'A/2 bəyannamə',
      'Cəmi',
    ])
    expect(html.text).toContain('daxil olmaqla 7,00 AZN')
  })

  test('that were paid meanwhile, or never were, are counted and left out', async () => {
    await using paid = await Site.open([
      registered(),
      assessed('A/1', { vat: '5.00' }),
      paidToCode('142330', '5.00'),
      assessed('A/2', { vat: '6.00' }),
    ])
    const { status, html } = await paid.get(`${DEBTS}/chosen?charge=1.1&charge=2.1&charge=7.1`)
    expect([status, html.table('debts')[0]![0]]).toEqual([200, 'A/2 bəyannamə'])
    expect(html.text).toContain('Seçilmiş 2 borc artıq açıq deyil.')
  })

  test.each([
    ['', 'Heç bir borc seçilməyib'],
    ['charge=x', 'Seçim oxunmadı'],
    ['charge=1.1&charge=1.0', 'Seçim oxunmadı'],
    ['charge=99999999999999999.1', 'Seçim oxunmadı'],
    [Array.from({ length: 101 }, (_, index) => `charge=1.${index + 1}`).join('&'), 'ən çoxu 100 borc'],
  ])('are 422 when the choice is “%s”', async (query, reason) => {
    const { status, html }: Answer = await site.get(`${DEBTS}/chosen?${query}`)
    expect([status, html.text.includes(reason), html.tags('table')]).toEqual([422, true, []])
  })
})
