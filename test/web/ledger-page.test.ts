import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tableIn } from '../support/oracle/csv.ts'
import { assessed, on, registered, TRADER } from '../support/oracle/events.ts'
import { attribute, text, within } from './html.ts'
import { asHtmx, Site } from './site.ts'

const VAT = `/accounts/${TRADER}/ledgers/vat`

const isSum = (words: string) => /^(Borc|Artıq ödəmə|Avans|Seçilmiş|Vərəqənin) /.test(words)

describe('a ledger page', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.openExample()
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('shows the rows newest first in seven columns', async () => {
    const { html } = await site.get(VAT)
    expect(html.tags('th', 'results').map(text)).toEqual([
      'Əməliyyat tarixi',
      'Əməliyyatın adı',
      'Əməliyyatın növü',
      'Ödəmə tarixi',
      'Məbləğ',
      'Borc',
      'Artıq ödəmə',
    ])
    const rows = html.table('entries')
    expect(rows).toHaveLength(11)
    expect(rows[0]).toEqual([
      '12.03.2026',
      '00010/040326/000002 nömrəli GB üzrə ləğv nəticəsində hesablanmış məbləğin azalması',
      'Azalma',
      '',
      '270,00',
      '0,00',
      '279,00',
    ])
    expect(rows[5]).toEqual([
      '06.03.2026',
      'ƏDV üzrə avans ödənişi (ƏDV depozit hesabı)',
      'Avans ödəniş (1 fond)',
      '05.03.2026',
      '300,00',
      '270,00',
      '300,00',
    ])
  })

  test('filters by channel and by payment date, with sums, chips and the file', async () => {
    const query = 'channel=vat-deposit&paid-from=2026-03-05&paid-to=2026-03-05'
    const { status, html } = await site.get(`${VAT}?paid-to=5.3.26&paid-from=5.3.26&channel=vat-deposit`)
    expect(status).toBe(200)
    expect(html.table('entries').map(row => row[1])).toEqual(['ƏDV üzrə avans ödənişi (ƏDV depozit hesabı)'])
    expect(text(html.byId('results')!)).toContain('Daxil olub 300,00')
    const chips = html.tags('a', 'chosen').filter(link => attribute(link, 'id')?.startsWith('chip-'))
    expect(chips.map(link => attribute(link, 'href'))).toEqual([
      `${VAT}?paid-from=2026-03-05&paid-to=2026-03-05`,
      `${VAT}?channel=vat-deposit&paid-to=2026-03-05`,
      `${VAT}?channel=vat-deposit&paid-from=2026-03-05`,
    ])
    expect(attribute(html.byId('filter-payment')!, 'open')).toBeDefined()
    const file = await site.get(`${VAT}/export?${query}`)
    expect(
      file.text
        .trim()
        .split('\r\n')
        .filter(line => line.includes('300')),
    ).toHaveLength(1)
  })

  test('refuses a payment date that is none, and keeps the words', async () => {
    const { status, html } = await site.get(`${VAT}?channel=bank&paid-from=qəbz`, asHtmx)
    expect(status).toBe(422)
    expect(attribute(html.byId('filter-paid-from')!, 'value')).toBe('qəbz')
    expect(html.table('entries')).toEqual([])
    expect(html.text).toContain('Tarixi gg.aa.iiii şəklində yazın')
    expect((await site.get(`${VAT}?channel=cash`)).html.text).toContain('Ödəniş kanalını siyahıdan seçin.')
  })

  test('links each row to its declaration', async () => {
    const { html } = await site.get(VAT)
    expect(html.link('00010/050326/000003')).toBe(`/accounts/${TRADER}/declarations/00010/050326/000003`)
  })

  test('leads from the opening to the closing balance, in debt and in overpayment', async () => {
    const { html } = await site.get(`${VAT}?from=5.3.26&to=9.3.26`)
    expect(html.tags('div', 'results').map(text).filter(isSum)).toEqual([
      [
        'Borc İlkin qalıq 05.03.2026 tarixinin əvvəlinə 270,00',
        '+ Hesablanıb 90,00 − Ödənilib 360,00 = Son qalıq 09.03.2026 tarixinin sonuna 0,00',
      ].join(' '),
      [
        'Artıq ödəmə İlkin qalıq 05.03.2026 tarixinin əvvəlinə 0,00',
        '+ Daxil olub 300,00 + Azalmadan yaranıb 9,00 − Borclara silinib 270,00',
        '= Son qalıq 09.03.2026 tarixinin sonuna 39,00',
      ].join(' '),
    ])
    expect(text(html.byId('status')!)).toBe('5 əməliyyat tapıldı.')
  })

  test('filtered by type or declaration shows sums by kind, and no way from one balance to the other', async () => {
    for (const [query, sums] of [
      ['type=assessment', 'Əməliyyat sayı 1 Hesablanıb 90,00'],
      ['declaration=00010/050326/000003', 'Əməliyyat sayı 2 Hesablanıb 90,00 Ödənilib 90,00'],
    ]) {
      const { html } = await site.get(`${VAT}?from=5.3.26&to=9.3.26&${query}`)
      const [selected, balances, ...others] = html.tags('div', 'results').map(text).filter(isSum)
      expect(selected).toBe(`Seçilmiş əməliyyatlar ${sums}`)
      expect(balances).toContain('Son artıq ödəmə 09.03.2026 tarixinin sonuna 39,00')
      expect(others).toEqual([])
      expect(html.text).not.toContain('= Son')
    }
  })

  test('of the advance has no debt', async () => {
    const { html } = await site.get(`/accounts/${TRADER}/ledgers/advance`)
    const [advance, ...others] = html.tags('div', 'results').map(text).filter(isSum)
    expect(advance).toMatch(/^Avans İlkin qalıq uçotun əvvəlinə 0,00 \+ Daxil olub /)
    expect(others).toEqual([])
  })

  test.each([
    ['19.4.26', '19.04.2026 tarixinin sonuna'],
    ['20.4.26', 'bu günə'],
    ['31.12.26', 'bu günə'],
  ])('dates the closing balance of a period until %s as %s', async (to, then) => {
    const { html } = await site.get(`${VAT}?from=1.1.26&to=${to}`)
    const overpayment = html.tags('div', 'results').map(text).filter(isSum).at(-1)
    expect(overpayment).toMatch(/^Artıq ödəmə /)
    expect(overpayment).toContain(`= Son qalıq ${then} 279,00`)
  })

  test('a reversed date range is 422, with the reason in the fragment and the typed text kept', async () => {
    const { status, html, headers } = await site.get(`${VAT}?from=2026-05-01&to=2026-01-01`, asHtmx)
    expect(status).toBe(422)
    expect(html.table('entries')).toEqual([])
    expect(html.title).toMatch(/^Xəta: ƏDV üzrə vərəqə/)
    expect(html.text).toContain('Son tarix başlanğıc tarixindən əvvəldir.')
    expect(attribute(html.byId('filter-from')!, 'value')).toBe('2026-05-01')
    expect(headers.get('hx-push-url')).toBeNull()
  })

  test('a problem is listed first, linked to its field, and shown beside the field', async () => {
    const { status, html } = await site.get(`${VAT}?declaration=%3F&type=gift`)
    expect(status).toBe(422)
    const links = html.tags('a', 'filter').map(link => attribute(link, 'href'))
    expect(links.slice(0, 2)).toEqual(['#filter-type', '#filter-declaration'])
    const field = html.byId('filter-declaration')!
    expect(attribute(field, 'value')).toBe('?')
    expect(attribute(field, 'aria-invalid')).toBe('true')
    expect(attribute(field, 'aria-describedby')).toBe('filter-declaration-hint filter-declaration-problem')
    const chosen = html.tags('option', 'filter').filter(option => attribute(option, 'selected') !== undefined)
    expect(chosen.map(text)).toEqual(['gift'])
    expect(html.tags('a').filter(link => attribute(link, 'download') !== undefined)).toEqual([])
  })

  test('offers only operation types that can occur; another type is valid and finds nothing', async () => {
    const { html, status } = await site.get(`/accounts/${TRADER}/ledgers/advance?type=reduction`)
    expect(status).toBe(200)
    expect(within(html.byId('filter-type')!, 'option').map(text)).toEqual([
      'Hamısı',
      'Avansdan silinmə',
      'Avans ödəniş (7 fond)',
      'Geri qaytarma',
      'Köçürmə (məxaric)',
      'Köçürmə (mədaxil)',
      'Azalma',
    ])
    expect(html.text).toContain('Bu şərtlərə uyğun əməliyyat yoxdur.')
  })

  test.each([
    ['?declaration=ZZ', 'Bu hesabda ZZ nömrəli bəyannamə tapılmadı.'],
    ['?declaration=00010/030326/000001&to=1.1.26', '00010/030326/000001 nömrəli bəyannamə üzrə bu şərtlərə uyğun'],
    ['?from=1.1.27', 'Bu şərtlərə uyğun əməliyyat yoxdur.'],
    ['?before=1', 'Bu səhifədə əməliyyat yoxdur.'],
  ])('%s finds nothing and says why', async (query, answer) => {
    const { html, status } = await site.get(`${VAT}${query}`)
    expect(status).toBe(200)
    expect(html.table('entries')).toEqual([])
    expect(html.text).toContain(answer)
  })

  test('an empty ledger says that it is empty', async () => {
    const { html } = await site.get(`/accounts/${TRADER}/ledgers/other`)
    expect(html.text).toContain('Bu vərəqədə hələ əməliyyat yoxdur.')
    expect(text(html.byId('status')!)).toBe('Əməliyyat tapılmadı.')
  })

  test('links to the other nine ledgers and keeps the filter', async () => {
    const { html } = await site.get(`${VAT}?from=1.3.26`)
    const links = html.tags('a', 'ledgers')
    expect(links).toHaveLength(10)
    expect(attribute(links[0]!, 'href')).toBe(`/accounts/${TRADER}/ledgers/customs-duty?from=2026-03-01`)
    expect(links.filter(link => attribute(link, 'aria-current') === 'page').map(text)).toEqual(['ƏDV'])
  })

  test.each(['/ledgers/gold', '/ledgers/vat?before=x', '/ledgers/vat?after=-1', '/ledgers/vat?before=1&after=2'])(
    '%s is 404',
    async path => {
      expect((await site.get(`/accounts/${TRADER}${path}`)).status).toBe(404)
    },
  )
})

describe('paging through a ledger', () => {
  const ROWS = 60
  let site: Site
  beforeAll(async () => {
    const days = Array.from({ length: ROWS }, (_, index) => String((index % 28) + 1).padStart(2, '0')).sort()
    site = await Site.open([
      registered(),
      ...days.map((day, index) => assessed(`D/${index + 1}`, { vat: `${index + 1}.00` }, on(`2026-02-${day}`))),
    ])
  })
  afterAll(() => site[Symbol.asyncDispose]())

  const amounts = (rows: string[][]) => rows.map(row => row[4])
  const newestFirst = Array.from({ length: ROWS }, (_, index) => `${ROWS - index},00`)

  test('visits all rows forwards and backwards, each page with its own title', async () => {
    const titles: string[] = []
    const seen: (string | undefined)[] = []
    let path: string | undefined = `${VAT}?from=1.1.26`
    let last = ''
    while (path !== undefined) {
      const { html } = await site.get(path)
      titles.push(html.title)
      seen.push(...amounts(html.table('entries')))
      last = path
      path = html.link('Növbəti səhifə →')
    }
    expect(seen).toEqual(newestFirst)
    expect(new Set(titles).size).toBe(3)
    expect(titles[1]).toContain('№ 35–11')

    const { html } = await site.get((await site.get(last)).html.link('← Əvvəlki səhifə')!)
    expect(amounts(html.table('entries'))).toEqual(newestFirst.slice(25, 50))
    expect(html.link('← Əvvəlki səhifə')).toContain('from=2026-01-01&after=')
  })

  test.each([
    ['the ledger', VAT],
    ['all operations', `/accounts/${TRADER}/operations`],
  ])('%s has as many rows on a page as are chosen, in either order, and a last page', async (_, list) => {
    const shown = async (path: string) => {
      const { html } = await site.get(path)
      return { html, rows: html.table('entries').map(row => row[4]) }
    }
    for (const [order, sort] of [
      [newestFirst, ''],
      [newestFirst.toReversed(), '&sort=date'],
    ] as const) {
      const first = `${list}?from=2026-01-01&size=25${sort}`
      const canonical = `${list}?from=2026-01-01${sort}`
      const start = await shown(first)
      expect(start.rows).toEqual(order.slice(0, 25))
      const middle = await shown(start.html.link('Növbəti səhifə →')!)
      expect(middle.rows).toEqual(order.slice(25, 50))
      const forward = await shown(middle.html.link('Növbəti səhifə →')!)
      const last = await shown(start.html.link('Son səhifə')!)
      expect(last.rows).toEqual(order.slice(50))
      expect([forward.rows, forward.html.title]).toEqual([last.rows, last.html.title])
      expect([last.html.link('Son səhifə'), last.html.link('Növbəti səhifə →')]).toEqual([undefined, undefined])
      expect(last.html.link('İlk səhifə')).toBe(canonical)
      const back = await shown(last.html.link('← Əvvəlki səhifə')!)
      expect(back.rows).toEqual(order.slice(25, 50))
      expect((await shown(back.html.link('← Əvvəlki səhifə')!)).rows).toEqual(order.slice(0, 25))
      const larger = await shown(start.html.link('50 sətir')!)
      expect(larger.rows).toEqual(order.slice(0, 50))
      expect((await shown(larger.html.link('Son səhifə')!)).rows).toEqual(order.slice(50))
      expect((await shown(larger.html.link('100 sətir')!)).rows).toEqual(order)
    }
  })

  test('a search, another ledger and a live update keep size and order; exports and extracts have their own', async () => {
    const { html } = await site.get(`${VAT}?from=1.1.26&size=50&sort=date`)
    const hidden = html.tags('input', 'filter').filter(input => attribute(input, 'type') === 'hidden')
    expect(hidden.map(input => [attribute(input, 'name'), attribute(input, 'value')])).toEqual([
      ['size', '50'],
      ['sort', 'date'],
    ])
    const kept = 'size=50&sort=date'
    expect(attribute(html.byId('chip-from')!, 'href')).toBe(`${VAT}?${kept}`)
    expect(html.link('Gömrük rüsumu')).toBe(`/accounts/${TRADER}/ledgers/customs-duty?from=2026-01-01&${kept}`)
    expect(attribute(html.byId('live-update')!, 'hx-get')).toContain(`?from=2026-01-01&${kept}&live=`)
    expect(html.tags('caption').map(text).join()).toContain('Əməliyyatlar, ən köhnədən yeniyə')
    const files = html.tags('div', 'results').filter(part => attribute(part, 'class') === 'exports')
    expect(files.flatMap(part => within(part, 'a')).map(link => attribute(link, 'href'))).toEqual([
      `${VAT}/export?from=2026-01-01&dialect=xlsx`,
      `${VAT}/document?from=2026-01-01`,
      ...['semicolon', 'comma', 'machine'].map(dialect => `${VAT}/export?from=2026-01-01&dialect=${dialect}`),
    ])
    const operations = await site.get(`/accounts/${TRADER}/operations?from=1.1.26&size=50&sort=date`)
    expect(operations.html.link('Export (Excel)')).toBe(
      `/accounts/${TRADER}/operations/export?from=2026-01-01&sort=date&dialect=xlsx`,
    )
    const plain = await site.get(VAT)
    expect(plain.html.tags('input', 'filter').filter(input => attribute(input, 'type') === 'hidden')).toEqual([])
  })

  test.each(['size=7', 'size=', 'size=25.0', 'sort=debt', 'sort=', 'size=50&sort=date%20'])(
    'in a size or order that there is not (%s) is 422, without rows and with a way to the list',
    async wrong => {
      for (const list of [VAT, `/accounts/${TRADER}/operations`]) {
        const { status, html } = await site.get(`${list}?from=1.1.26&${wrong}`)
        expect(status).toBe(422)
        expect(html.title).toMatch(/^Xəta: /)
        expect(text(html.byId('status')!)).toBe('Belə sətir sayı və ya sıra yoxdur.')
        expect([html.table('entries'), html.byId('page-after'), html.byId('newest-first')]).toEqual([
          [],
          undefined,
          undefined,
        ])
        expect(html.link('İlk səhifəyə qayıt')).toBe(`${list}?from=2026-01-01`)
        const part = await site.get(`${list}?${wrong}`, { ...asHtmx, 'accept-language': 'en' })
        expect([part.status, part.headers.get('hx-push-url')]).toEqual([422, null])
        expect(part.text).toContain('There is no such page size or order.')
      }
    },
  )

  test('the file of all operations has the rows of the list in its order, and leads back from what it cannot read', async () => {
    const file = `/accounts/${TRADER}/operations/export`
    const rows = async (query: string) =>
      tableIn((await site.get(`${file}?${query}`)).text)
        .trim()
        .split('\r\n')
        .slice(1)
    expect((await rows('from=2026-01-01'))[0]).toMatch(/^ƏDV;28\.02\.2026;/)
    const amountsOf = (lines: string[]) => lines.map(line => line.split(';')[8])
    expect(amountsOf(await rows(''))).toEqual(newestFirst)
    expect(amountsOf(await rows('sort=date'))).toEqual(newestFirst.toReversed())
    for (const wrong of ['sort=debt', 'from=x']) {
      const { status, headers } = await site.get(`${file}?${wrong}`)
      expect([status, headers.get('location')]).toEqual([303, `/accounts/${TRADER}/operations?${wrong}`])
    }
  })

  test('shows the count and sums of all pages', async () => {
    const { html } = await site.get(VAT)
    expect(text(html.byId('status')!)).toBe('60 əməliyyat tapıldı.')
    expect(html.tags('dd', 'results').map(text)).toContain('+ Hesablanıb 1.830,00')
  })
})
