import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  amended,
  assessed,
  charged,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { HEBREW } from '../support/people/hostile-texts.ts'
import { attribute, text, within } from './html.ts'
import { asHtmx, Site } from './site.ts'

const operation = (row: number | string, query = '') => `/accounts/${TRADER}/operations/${row}${query}`

/** The facts of a page, by their names. */
async function factsAt(site: Site, address: string): Promise<Record<string, string>> {
  const { html } = await site.get(address)
  const pairs = html
    .tags('dl')
    .flatMap(list => within(list, 'div').map(pair => [within(pair, 'dt')[0]!, within(pair, 'dd')[0]!] as const))
  return Object.fromEntries(pairs.map(([term, value]) => [text(term), text(value)]))
}

/** The rows of a list, without its total. */
async function listAt(site: Site, address: string, id: string): Promise<string[][]> {
  const { html } = await site.get(address)
  const body = html.tags('tbody', id)[0]
  return body ? within(body, 'tr').map(row => within(row, 'td').map(text)) : []
}

describe('the page of an operation', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.open([
      registered(),
      assessed('A/1', { 'customs-duty': '10.00', vat: '20.00' }, on('2026-03-02')), // 1, 2
      charged('ACT 7', { fine: '5.00' }, on('2026-03-03')), // 3
      amended('A/1', { vat: '26.00' }, on('2026-03-04')), // 4
      paidToCode('142330', '18.00', { ...on('2026-03-05'), id: 'advance', reference: 'ÖT-1' }), // 5, then drawdowns 6–9
      paidByNumber('A/1', '15.00', on('2026-03-06')), // 10, surplus 11, then drawdowns
    ])
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('of a payment shows what it closed, in order, and why those debts', async () => {
    expect(await listAt(site, operation(5), 'uses')).toEqual([
      ['05.03.2026', 'Gömrük rüsumu A/1', 'Həmin an açıq borcu olan ən köhnə sənəd.', '10,00'],
      ['05.03.2026', 'ƏDV A/1', 'Eyni sənədin növbəti tədiyyə növü.', '8,00'],
    ])
    expect(await factsAt(site, operation(5))).toMatchObject({
      Məbləğ: '18,00 AZN',
      'Sənədin nömrəsi': 'ÖT-1',
      'İstifadə olunub': '18,00 AZN',
      Qalıb: 'heç nə qalmayıb',
      'Nə bildirilib': 'Ödəniş daxil olub',
      'Nə vaxt baş verib': '05.03.2026 12:00',
      'Bura nə vaxt daxil olub': '20.04.2026 10:00',
      Göndərən: 'xidmətin operatoru fayldan yükləyib',
      'Bildirişin identifikatoru': 'advance',
    })
  })

  test('of a payment by number shows the whole payment, and where its surplus went', async () => {
    const parts = [
      ['06.03.2026', 'ƏDV', 'Bəyannamənin nömrəsi göstərilib; içində tədiyyə növləri sıra ilə.', '12,00'],
      [
        '06.03.2026',
        'Avans gömrük ödənişləri',
        'Nömrə ilə ödənilə bilən borc qalmayıb: artıq hissə avansa keçib.',
        '3,00',
      ],
    ]
    for (const row of [10, 11]) expect(await listAt(site, operation(row), 'booked')).toEqual(parts)
    expect((await site.get(operation(10))).html.table('parts').at(-1)).toEqual(['Cəmi', '15,00'])
    expect(await listAt(site, operation(11), 'uses')).toEqual([
      ['06.03.2026', 'ƏDV A/1', 'Düzəlişdən yaranmış borc, bəyannaməsinin sırasında.', '3,00'],
    ])
  })

  test('of an assessment shows its state and what closed it, one click from the payment', async () => {
    expect(await factsAt(site, operation(2))).toMatchObject({
      Vəziyyəti: 'ödənilib',
      Ödənilib: '20,00 AZN',
      'Qalıq borc': '0,00 AZN',
    })
    const { html } = await site.get(operation(2))
    expect(await listAt(site, operation(2), 'closed')).toEqual([
      ['05.03.2026', 'Borcun avansdan silinməsi', 'Avans ödəniş (7 fond) (Hökumət Ödəniş Portalı), 02.03.2026', '8,00'],
      ['06.03.2026', 'HÖP vasitəsilə ödəniş', 'HÖP ödəniş (Hökumət Ödəniş Portalı), 02.03.2026', '12,00'],
    ])
    expect(within(html.byId('closed')!, 'a').map(link => attribute(link, 'href'))).toEqual(
      [8, 5, 10, 10].map(row => operation(row)),
    )
  })

  test('of an open debt says why it is open and how it can be paid', async () => {
    expect(await factsAt(site, operation(4))).toMatchObject({ Vəziyyəti: 'qismən ödənilib', 'Qalıq borc': '3,00 AZN' })
    expect((await site.get(operation(4))).html.text).toContain(
      'Bu borc düzəlişdən yaranıb, ona görə nömrə ilə ödənilmir',
    )
    expect((await site.get(operation(3))).html.text).toContain('Hesablanandan bəri onu bağlayan vəsait daxil olmayıb.')
    expect((await site.get(operation(2))).html.text).not.toContain('Bu borc niyə açıqdır')
  })

  test('of a settlement shows the payment, the debt and the rule, the same on both ledgers', async () => {
    for (const row of [8, 9]) {
      expect(await listAt(site, operation(row), 'sources')).toEqual([
        [
          '05.03.2026',
          'Avans ödəniş (7 fond) (Hökumət Ödəniş Portalı), 02.03.2026 ÖT-1',
          'ümumi məbləği 18,00 AZN',
          '8,00',
        ],
      ])
      expect((await site.get(operation(row))).html.text).toContain(
        'Niyə məhz bu borc? Avans borcları sənədlərin sırası ilə bağlayır',
      )
    }
    expect((await factsAt(site, operation(8)))['Digər vərəqədəki sətir']).toBe('№ 9, Avans gömrük ödənişləri')
  })

  test('is linked from the rows of ledgers and declarations', async () => {
    const ledger = await site.get(`/accounts/${TRADER}/ledgers/fine`)
    expect(ledger.html.link('03.03.2026')).toBe(operation(3))
    const declaration = await site.get(`/accounts/${TRADER}/declarations/A/1`)
    expect(declaration.html.link('04.03.2026')).toBe(operation(4))
  })

  test.each([
    '0',
    '-1',
    '01',
    '1.0',
    '1e1',
    'x',
    '99',
    '9007199254740993',
    '9'.repeat(40),
    '%31%30%30',
    '2?after=x',
    '2?parts=0-1',
    '2?after=1-1-1',
  ])('with the number %s is 404', async row => {
    for (const headers of [{}, asHtmx]) expect((await site.get(operation(row), headers)).status).toBe(404)
  })
})

test('the lists of an operation are paged', async () => {
  const debts = Array.from({ length: 60 }, (_, nth) => assessed(`D/${nth}`, { vat: '1.00' }))
  await using site = await Site.open([registered(), ...debts, paidToCode('142330', '60.00')])
  const first = await site.get(operation(61))
  expect(first.html.tags('tbody', 'uses').flatMap(body => within(body, 'tr'))).toHaveLength(50)
  const next = await site.get(first.html.link('Siyahının davamı →')!, asHtmx)
  expect(next.html.tags('tbody', 'uses').flatMap(body => within(body, 'tr'))).toHaveLength(10)
  expect(next.html.title).not.toBe(first.html.title)
  expect(next.html.link('Siyahının əvvəlinə')).toBe(operation(61))
})

test('texts of senders stay texts', async () => {
  const reference = `<b>${HEBREW}\u202E"'&`
  await using site = await Site.open([
    registered(),
    charged(reference, { fine: '5.00' }),
    paidToFund('fine', '2.00', { id: '<i>\u202Eid', reference: '<u>x' }),
  ])
  for (const row of [1, 2, 3]) {
    const { status, html, text } = await site.get(operation(row))
    expect(status).toBe(200)
    expect([html.tags('b').filter(bold => bold.childNodes.length === 0), html.tags('i'), html.tags('u')]).toEqual([
      [],
      [],
      [],
    ])
    expect(text).not.toContain('\u202E')
  }
})
