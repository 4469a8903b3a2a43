import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Mandate } from '../../src/domain/mandate.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { assessed, on, paidToCode, registered } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor, BROKER, DECLARANT, OTHER_BROKER, STRANGER } from '../support/people/access-people.ts'
import { attribute, type Element, text } from './html.ts'
import { asHtmx, Site, type Visit } from './site.ts'

const today = '2026-04-20' as PlainDate

/** Clients by VÖEN, with name, debt and advance. */
const CLIENTS = [
  ['1000000001', 'Ilqar Ticarət MMC', '150.00', null],
  ['2000000001', 'İlqar İdxal MMC', null, '900.00'],
  ['3000000002', 'Çinar ASC', '150.00', null],
  ['4000000001', 'Əlvan  MMC', '7.00', null],
] as const

const HIDDEN = '5000000001' as Voen
const UNREGISTERED = '6000000001' as Voen

const OTHER = { voen: OTHER_BROKER, name: 'Başqa Broker MMC', position: null }

type Terms = Partial<Omit<Mandate, 'voen' | 'withdrawn'>>

let site: Site
let broker: Visit
beforeAll(async () => {
  site = await Site.open([
    ...CLIENTS.flatMap(([voen, name, debt, advance]) => [
      registered({ voen, name }),
      ...(debt ? [assessed(`D/${voen}`, { vat: debt }, { voen, ...on('2026-03-05') })] : []),
      ...(advance ? [paidToCode('142330', advance, { voen, ...on('2026-04-01') })] : []),
    ]),
    registered({ voen: HIDDEN, name: 'Gizli MMC' }),
    assessed('HIDDEN/1', { fine: '4321.09' }, { voen: HIDDEN }),
    registered({ voen: '7000000001', name: 'Keçmiş MMC' }),
  ])
  for (const [voen] of CLIENTS) await grant(voen as Voen, {})
  await grant(HIDDEN, { balances: false, to: '2026-12-31' as PlainDate })
  await grant(UNREGISTERED, { exports: false })
  await grant('7000000001' as Voen, { from: '2026-01-01' as PlainDate, to: '2026-04-19' as PlainDate })
  broker = await site.as(DECLARANT)
})
afterAll(() => site[Symbol.asyncDispose]())

async function grant(voen: Voen, terms: Terms): Promise<void> {
  const usual = { broker: BROKER, from: today, to: null, balances: true, exports: true }
  await grantMandate(site.store.access, { voen, ...usual, ...terms }, anActor(ACCOUNTANT), site.now)
}

const rows = async (query: string) =>
  (await broker.get(`/clients${query}`)).html.table('clients').filter(([name]) => name !== 'Cəmi')
const voens = async (query: string) => (await rows(query)).map(([name]) => name!.slice(-10))

describe('the clients of a broker', () => {
  test('see in their access logs that their row was shown; others see nothing', async () => {
    const nigar = { ...DECLARANT, subject: 'sub-nigar' }
    const visit = await site.as(nigar)
    const noted = async () =>
      (await site.rows('access_log'))
        .filter(({ subject }) => subject === nigar.subject)
        .map(({ voen, action, broker, detail }) => [voen, action, broker, detail])
        .toSorted()
    await visit.get('/clients?q=1000000001')
    expect(await noted()).toEqual([['1000000001', 'viewed', BROKER, 'list']])
    await visit.get('/clients')
    await visit.get('/clients?sort=-debt')
    expect(await noted(), 'one line each, and none of a client whose balances are hidden').toEqual(
      CLIENTS.map(([voen]) => [voen, 'viewed', BROKER, 'list']),
    )
  })

  test('are listed with debt, advance, last operation, scope and end of the mandate', async () => {
    expect(await rows('')).toEqual([
      ['Çinar ASC VÖEN 3000000002', '150,00', '0,00', '05.03.2026', 'Bütün hesab', 'müddətsiz'],
      ['Əlvan MMC VÖEN 4000000001', '7,00', '0,00', '05.03.2026', 'Bütün hesab', 'müddətsiz'],
      [
        'Gizli MMC VÖEN 5000000001',
        'göstərilmir',
        'göstərilmir',
        'göstərilmir',
        'Yalnız brokerin verdiyi bəyannamələr',
        '31.12.2026 tarixinədək',
      ],
      ['Ilqar Ticarət MMC VÖEN 1000000001', '150,00', '0,00', '05.03.2026', 'Bütün hesab', 'müddətsiz'],
      ['İlqar İdxal MMC VÖEN 2000000001', '0,00', '900,00', '01.04.2026', 'Bütün hesab', 'müddətsiz'],
      ['hələ hesab yoxdur VÖEN 6000000001', '–', '–', '–', 'Bütün hesab Export yoxdur', 'müddətsiz'],
    ])
  })

  test('link to the statement, or to the declarations with a limited mandate', async () => {
    const { html } = await broker.get('/clients?from=2026-01-01&ledger=vat')
    expect(html.link('Çinar ASC')).toBe('/accounts/3000000002/ledgers/vat?from=2026-01-01')
    expect(html.link('Gizli MMC')).toBe(`/accounts/${HIDDEN}/declarations`)
    expect(html.link('hələ hesab yoxdur')).toBeUndefined()
  })

  test('show no amounts with a limited mandate', async () => {
    for (const query of ['', '?sort=-debt', '?q=gizli']) {
      expect((await broker.get(`/clients${query}`)).text).not.toContain('4.321,09')
    }
  })

  test('are not shown to other people', async () => {
    const stranger = await (await site.as(STRANGER)).get('/clients?q=çinar')
    expect(stranger.html.text).toContain('Bu gün heç bir müştərinin verdiyi baxış icazəsi qüvvədə deyil.')
    expect(stranger.text).not.toContain('Çinar')
    expect((await (await site.as(null)).get('/clients')).status).toBe(401)
  })

  test('disappear when the mandate is withdrawn', async () => {
    await grant('7000000001' as Voen, {})
    expect(await voens('?q=keçmiş')).toEqual(['7000000001'])
    await withdrawMandate(
      site.store.access,
      { voen: '7000000001' as Voen, broker: BROKER },
      anActor(ACCOUNTANT),
      site.now,
    )
    expect(await voens('?q=keçmiş')).toEqual([])
  })

  test('do not include the person’s own companies', async () => {
    const company = { voen: HIDDEN, name: 'Gizli MMC', position: null }
    const both: Person = { ...DECLARANT, subject: 'client too', companies: [...DECLARANT.companies, company] }
    const { html } = await (await site.as(both)).get('/clients?q=gizli')
    expect(html.table('clients')).toEqual([])
  })

  test('of two brokers are listed once, by the mandate that shows most, with its broker', async () => {
    const both: Person = { ...DECLARANT, subject: 'both', companies: [...DECLARANT.companies, OTHER] }
    await grant(HIDDEN, { broker: OTHER_BROKER, balances: true, exports: false })
    const { html } = await (await site.as(both)).get('/clients?q=gizli')
    expect(html.table('clients')).toEqual([
      [
        `Gizli MMC VÖEN ${HIDDEN}`,
        '4.321,09',
        '0,00',
        '02.03.2026',
        `Bütün hesab Export yoxdur broker, VÖEN ${OTHER_BROKER}`,
        'müddətsiz',
      ],
    ])
    expect(html.link('Gizli MMC')).toBe(`/accounts/${HIDDEN}`)
    expect((await rows('?q=gizli'))[0]![1]).toBe('göstərilmir')
  })
})

describe('kinds of clients', () => {
  const foot = async (query: string) =>
    (await broker.get(`/clients${query}`)).html
      .tags('td')
      .filter(({ parentNode }) => (parentNode as Element).parentNode?.nodeName === 'tfoot')
      .map(text)

  test('in debt are shown alone, with the sums of what the page shows', async () => {
    expect(await voens('?only=debt')).toEqual(['3000000002', '4000000001', '1000000001'])
    expect(await foot('?only=debt')).toEqual(['307,00', '0,00', ''])
    const said = async (query: string) => text((await broker.get(`/clients${query}`)).html.byId('status')!)
    expect(await said('?only=debt')).toContain('Borcunu göstərməyən 1 müştəri bu siyahıda yoxdur.')
    expect(await said('')).not.toContain('göstərməyən')
    // A hidden balance is in no sum, and one client needs none.
    expect(await foot('')).toEqual(['307,00', '900,00', ''])
    expect(await foot('?q=gizli')).toEqual([])
    // What the page shows whole needs no question.
    const { html } = await broker.get('/clients?only=debt')
    expect(html.tags('dd', 'results').map(text)).toEqual(['307,00 AZN', '0,00 AZN', '0,00 AZN', '0,00 AZN'])
  })

  test('whose mandate ends within 30 days are marked and shown alone; any other word shows all', async () => {
    await grant('4000000001' as Voen, { to: '2026-05-20' as PlainDate })
    expect((await rows('?only=ending')).map(row => [row[0]!.slice(-10), row[5]])).toEqual([
      ['4000000001', '20.05.2026 tarixinədək tezliklə bitir'],
    ])
    await grant('4000000001' as Voen, { to: '2026-05-21' as PlainDate })
    expect((await broker.get('/clients?only=ending')).html.text).toContain('Belə müştəri yoxdur.')
    await grant('4000000001' as Voen, {})
    expect(await foot('?only=gold')).toEqual(await foot(''))
  })
})

test('a client leads back to the list as it was in this session; forged words in the cookie lead nowhere else', async () => {
  const list = await broker.get('/clients?q=mmc&sort=-debt&only=debt&start=1')
  const cookie = list.headers.getSetCookie().find(line => line.startsWith('__Host-vereqe-clients='))!
  const account = (query: string, kept: string) =>
    broker.get(`/accounts/1000000001${query}`, { cookie: `__Host-vereqe-session=${broker.token}; ${kept}` })
  const { html } = await account('/ledgers/vat', cookie.split(';')[0]!)
  expect(html.link('Şirkəti dəyiş')).toBe('/clients?q=mmc&sort=-debt&only=debt&ledger=vat')
  const kept = decodeURIComponent(cookie.split(/[=;]/)[1]!)
  const handle = kept.slice(0, kept.indexOf(' ') + 1)
  for (const forged of [`${handle}start=x&q=//evil.example`, `another-session q=mmc`, 'q=mmc']) {
    const { html } = await account('', `__Host-vereqe-clients=${encodeURIComponent(forged)}`)
    expect(html.link('Şirkəti dəyiş')).toBe('/companies')
  }
  expect(list.headers.getSetCookie().some(line => line.startsWith('__Host-vereqe-sheet='))).toBe(true)
})

describe('a search among clients', () => {
  test('of any length leaves headers that every proxy accepts', async () => {
    const { headers } = await broker.get(`/clients?q=${encodeURIComponent('Ə'.repeat(2000))}`, asHtmx)
    for (const [name, value] of headers) expect([name, value.length < 3000]).toEqual([name, true])
  })

  test.each([
    ['ilqar', ['1000000001', '2000000001']],
    ['İLQAR', ['1000000001', '2000000001']],
    ['ılqar', ['1000000001', '2000000001']],
    ['ILQAR', ['1000000001', '2000000001']],
    ['i\u0307lqar', ['1000000001', '2000000001']],
    ['ÇİNAR', ['3000000002']],
    ['  əlvan   mmc ', ['4000000001']],
    ['ƏLVAN MMC', ['4000000001']],
    ['3000000002', ['3000000002']],
    ['30000 00002', ['3000000002']],
    ['00000001', ['4000000001', HIDDEN, '1000000001', '2000000001', UNREGISTERED]],
    ['yoxdur belə', []],
  ])('for “%s” finds %j', async (words, found) => {
    expect(await voens(`?q=${encodeURIComponent(words)}`)).toEqual(found)
  })

  test('states how many of all clients match', async () => {
    const found = await broker.get('/clients?q=mmc')
    expect(text(found.html.byId('status')!)).toBe('6 müştəridən 4 müştəri tapıldı.')
    expect(text((await broker.get('/clients')).html.byId('status')!)).toBe('6 müştəri.')
    const none = await broker.get('/clients?q=%22%3E%3Cb%3E')
    expect(none.html.text).toContain('“"><b>” axtarışına uyğun müştəri yoxdur.')
    expect(attribute(none.html.byId('search-words')!, 'value')).toBe('"><b>')
  })

  test('keeps the order and the section, and can be cleared', async () => {
    const { html } = await broker.get('/clients?q=mmc&sort=-debt&page=declarations')
    const fields = html.tags('input', 'search').map(input => [attribute(input, 'name'), attribute(input, 'value')])
    expect(fields).toEqual([
      ['q', 'mmc'],
      ['sort', '-debt'],
      ['page', 'declarations'],
    ])
    expect(html.link('Təmizlə')).toBe('/clients?sort=-debt&page=declarations')
  })
})

describe('the order of clients', () => {
  test.each([
    ['', ['3000000002', '4000000001', HIDDEN, '1000000001', '2000000001', UNREGISTERED]],
    ['?sort=-name', ['2000000001', '1000000001', HIDDEN, '4000000001', '3000000002', UNREGISTERED]],
    ['?sort=debt', ['2000000001', '4000000001', '1000000001', '3000000002', HIDDEN, UNREGISTERED]],
    ['?sort=-debt', ['1000000001', '3000000002', '4000000001', '2000000001', HIDDEN, UNREGISTERED]],
    ['?sort=-advance', ['2000000001', '1000000001', '3000000002', '4000000001', HIDDEN, UNREGISTERED]],
    ['?sort=last', ['1000000001', '3000000002', '4000000001', '2000000001', HIDDEN, UNREGISTERED]],
    ['?sort=-last', ['2000000001', '1000000001', '3000000002', '4000000001', HIDDEN, UNREGISTERED]],
    ['?sort=gold', ['3000000002', '4000000001', HIDDEN, '1000000001', '2000000001', UNREGISTERED]],
  ])('at %s follows the Azerbaijani alphabet, then the VÖEN; unknown values come last', async (query, order) => {
    expect(await voens(query)).toEqual(order)
  })

  test('is reversed by the heading, which states the direction', async () => {
    const headings = async (query: string) =>
      (await broker.get(`/clients${query}`)).html
        .tags('th', 'results')
        .slice(0, 2)
        .map(heading => {
          const [link] = heading.childNodes.filter(node => 'tagName' in node)
          return [attribute(heading, 'aria-sort'), attribute(link!, 'href')]
        })
    expect(await headings('?q=mmc')).toEqual([
      ['ascending', '/clients?q=mmc&sort=-name'],
      [undefined, '/clients?q=mmc&sort=-debt'],
    ])
    expect(await headings('?sort=-debt&ledger=vat')).toEqual([
      [undefined, '/clients?ledger=vat'],
      ['descending', '/clients?sort=debt&ledger=vat'],
    ])
  })

  test('returns the clients, the kept search fields and the status to htmx', async () => {
    const { html, headers } = await broker.get('/clients?q=+mmc+&sort=-debt', asHtmx)
    expect(html.tags('html')).toEqual([])
    expect(html.byId('results')).toBeDefined()
    const targets = html.tags('hx-partial').map(part => attribute(part, 'hx-target'))
    expect(targets).toEqual(['#search', '#status', '#languages', '#banner'])
    expect(headers.get('hx-push-url')).toBe('/clients?q=mmc&sort=-debt')
  })
})

describe('many clients', () => {
  /** Two that show their figures, and one that does not. */
  const WITH_FIGURES = ['9000000011', '9000000021', '9000000031'] as const
  let big: Site
  let visit: Visit
  beforeAll(async () => {
    const numbers = Array.from({ length: 120 }, (_, index) => String(index + 1).padStart(3, '0'))
    const [first, second, hidden] = WITH_FIGURES
    big = await Site.open([
      ...WITH_FIGURES.map(voen => registered({ voen, name: `Rəqəmli ${voen} MMC` })),
      assessed('F/1', { vat: '10.01' }, { voen: first }),
      assessed('F/2', { vat: '20.02' }, { voen: second }),
      paidToCode('142330', '25.02', { voen: second }),
      assessed('F/3', { vat: '4321.09' }, { voen: hidden }),
    ])
    for (const n of numbers) {
      const terms = {
        voen: `900000${n}1` as Voen,
        broker: BROKER,
        from: today,
        to: null,
        balances: `900000${n}1` !== hidden,
        exports: true,
      }
      await grantMandate(big.store.access, terms, anActor(ACCOUNTANT), big.now)
    }
    visit = await big.as(DECLARANT)
  })
  afterAll(() => big[Symbol.asyncDispose]())

  test('have fifty rows a page, a title for each page, and keep search, order and section', async () => {
    const seen: string[] = []
    const titles: string[] = []
    let path: string | undefined = '/clients?q=900&sort=-debt&ledger=vat'
    for (let last = ''; path !== undefined; ) {
      const { html } = await visit.get(path)
      seen.push(
        ...html
          .table('clients')
          .map(([name]) => name!)
          .filter(name => name.includes('VÖEN')),
      )
      titles.push(html.title)
      expect(path).toContain('q=900&sort=-debt')
      last = path
      path = html.link('Növbəti səhifə →')
      if (path === undefined) expect(html.link('← Əvvəlki səhifə')).toBe(last.replace('101', '51'))
    }
    expect(new Set(seen).size).toBe(120)
    expect(titles).toEqual([
      'Müştərilər – Vərəqə',
      'Müştərilər, № 51 və sonrakılar – Vərəqə',
      'Müştərilər, № 101 və sonrakılar – Vərəqə',
    ])
  })

  test('are added up only when asked for; then each that is in the sums sees it in its access log', async () => {
    const adding = { ...DECLARANT, subject: 'sub-adding' }
    const visit = await big.as(adding)
    const noted = async () => (await big.rows('access_log')).filter(({ subject }) => subject === adding.subject)
    // A page without their rows.
    const page = await visit.get('/clients?start=51')
    expect(page.html.byId('totals')?.tagName).toBe('a')
    const ask = page.html.link('Tapılan bütün müştərilərin (2) cəmini hesabla')!
    expect([ask, await noted()]).toEqual(['/clients?start=51&totals=all', []])
    for (const { html } of [await visit.get(ask), await visit.get(ask, asHtmx)]) {
      const sums = html.tags('dd', 'results').map(text)
      // A balance and a debt are two figures; the advance has paid one of the debts.
      expect(sums).toEqual(['10,01 AZN', '0,00 AZN', '5,00 AZN', '5,00 AZN'])
      expect(html.text).toContain('20.04.2026 10:00 vəziyyətinə görə, 2 müştəri üzrə.')
      expect(html.text).toContain('Rəqəmləri göstərilməyən 118 müştəri cəmə daxil deyil.')
      expect(html.text).not.toContain('4.321,09')
      expect(html.link('← Əvvəlki səhifə')).toBe('/clients?totals=all')
      expect(html.link('Yalnız borcu olanlar')).toBe('/clients?only=debt')
    }
    const seen = (await noted()).map(({ voen, detail }) => [voen, detail]).toSorted()
    expect(seen).toEqual(WITH_FIGURES.slice(0, 2).map(voen => [voen, 'list']))
  })

  test('are counted in total, with the range shown', async () => {
    const { html } = await visit.get('/clients?start=51')
    expect(text(html.byId('status')!)).toBe('120 müştəri. 51–100 göstərilir.')
  })

  test('past the end link back to the first page; an invalid page is 404', async () => {
    const { html, status } = await visit.get('/clients?start=121')
    expect([status, html.link('İlk səhifəyə qayıt')]).toEqual([200, '/clients'])
    for (const start of ['0', '-1', 'x', '1e3']) expect((await visit.get(`/clients?start=${start}`)).status).toBe(404)
  })
})

test('words longer than any name are cut between letters', async () => {
  for (const path of ['/clients', '/clients/export']) {
    expect((await broker.get(`${path}?q=${'a'.repeat(199)}%F0%9F%98%80`)).status).toBe(200)
  }
})
