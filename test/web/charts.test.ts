import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessed, OTHER_TRADER, on, paidByNumber, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { attribute, type Element, type Html, hasClass, text, within } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const CHARTS = `${ACCOUNT}/pictures`

const EVENTS = [
  registered(),
  registered({ voen: OTHER_TRADER }),
  assessed('A/1', { vat: '90.00' }, on('2025-12-01')),
  assessed('A/2', { vat: '1000.00', fine: '10.00' }, on('2026-02-03')),
  paidByNumber('A/2', '1010.00', on('2026-03-02')),
  assessed('A/3', { excise: '500.00' }, on('2026-04-01')),
]

let site: Site
beforeAll(async () => {
  site = await Site.open(EVENTS)
})
afterAll(() => site[Symbol.asyncDispose]())

const svgs = (html: Html) => html.tags('svg').filter(svg => attribute(svg, 'role') === 'img')
const chartOf = (html: Html, name: string) =>
  svgs(html).find(svg => attribute(svg, 'aria-labelledby')?.startsWith(`${name}-title`))!
const tables = (html: Html) =>
  html
    .all(element => element.tagName === 'table' && hasClass(element, 'figures'))
    .map(table =>
      within(table, 'tr')
        .map(row => [...within(row, 'th'), ...within(row, 'td')].map(text))
        .slice(1),
    )
const heights = (svg: Element, kind: string) =>
  within(svg, 'g')
    .filter(group => hasClass(group, kind))
    .flatMap(group => within(group, 'rect').map(rect => Number(attribute(rect, 'height'))))

describe('the charts of an account', () => {
  test('are three, each with a title, a description and a table of its figures', async () => {
    const { status, html } = await site.get(CHARTS)
    expect(status).toBe(200)
    expect(svgs(html)).toHaveLength(3)
    for (const svg of svgs(html)) {
      const [title, description] = [within(svg, 'title')[0]!, within(svg, 'desc')[0]!]
      expect(attribute(svg, 'aria-labelledby')).toBe(`${attribute(title, 'id')} ${attribute(description, 'id')}`)
      expect([text(title), text(description)]).not.toContain('')
    }
    expect(text(within(chartOf(html, 'months'), 'desc')[0]!)).toBe(
      'Hər ay üçün iki sütun. Cəmi hesablanıb: 1.600,00 AZN, ondan ödənilib: 1.010,00 AZN. Ən çox hesablama: fevral 2026, 1.010,00 AZN.',
    )
    expect(html.tags('figcaption').map(text)).toEqual([
      'Hesablanıb: 1.600,00 AZN Ödənilib: 1.010,00 AZN',
      'Avans, 20.04.2026 tarixinə: 0,00 AZN Cəmi borc, 20.04.2026 tarixinə: 590,00 AZN',
      'Cəmi borc: 590,00 AZN',
    ])
  })

  test('show assessed and paid amounts by the month of the assessment', async () => {
    const { html } = await site.get(CHARTS)
    const [months] = tables(html)
    expect(months).toHaveLength(13)
    expect(months!.slice(-6)).toEqual([
      ['dekabr 2025', '90,00', '0,00'],
      ['yanvar 2026', '0,00', '0,00'],
      ['fevral 2026', '1.010,00', '1.010,00'],
      ['mart 2026', '0,00', '0,00'],
      ['aprel 2026 01.04.2026 – 20.04.2026', '500,00', '0,00'],
      ['Cəmi', '1.600,00', '1.010,00'],
    ])
  })

  test('match their tables: bars have the height of their amounts, and zero has no bar', async () => {
    const { html } = await site.get(CHARTS)
    const svg = chartOf(html, 'months')
    const [december, february, april] = heights(svg, 'assessed')
    expect(heights(svg, 'assessed')).toHaveLength(3)
    expect(heights(svg, 'paid')).toEqual([february])
    expect(december! / february!).toBeCloseTo(90 / 1010, 2)
    expect(april! / february!).toBeCloseTo(500 / 1010, 2)
    const owed = within(chartOf(html, 'ages'), 'rect').filter(rect => hasClass(rect, 'owed'))
    expect(owed.map(rect => attribute(rect, 'width'))).toEqual(['84.7%', '0%', '0%', '15.3%'])
    expect(tables(html)[2]).toEqual([
      ['0–30 gün', '500,00'],
      ['31–60 gün', '0,00'],
      ['61–90 gün', '0,00'],
      ['90 gündən çox', '90,00'],
      ['Cəmi', '590,00'],
    ])
  })

  test('show each day of a month, with the debt below the line and the advance above', async () => {
    const { html } = await site.get(`${CHARTS}?from=1.2.26&to=5.2.26`)
    expect(tables(html)[1]).toEqual([
      ['01.02.2026', '90,00', '0,00'],
      ['02.02.2026', '90,00', '0,00'],
      ['03.02.2026', '1.100,00', '0,00'],
      ['04.02.2026', '1.100,00', '0,00'],
      ['05.02.2026', '1.100,00', '0,00'],
    ])
    const [advance, debt] = within(chartOf(html, 'balances'), 'path')
    expect([attribute(advance!, 'class'), attribute(debt!, 'class')]).toEqual(['advance', 'debt'])
    // The first two of five days are low; the third begins at two fifths of the width.
    expect(attribute(debt!, 'd')).toBe(
      'M0,18L200,18L200,18L400,18L400,220L600,220L600,220L800,220L800,220L1000,220L1000,220V0H0Z',
    )
    expect(attribute(advance!, 'd')).toBe('M0,0L200,0L200,0L400,0L400,0L600,0L600,0L800,0L800,0L1000,0L1000,0V0H0Z')
  })

  test('end with the amounts of the cards if the period ends today', async () => {
    const [cards, charts] = [(await site.get(ACCOUNT)).html, (await site.get(CHARTS)).html]
    const [, debt] = tables(charts)[1]!.at(-1)!
    expect(text(cards.tags('p', 'debt')[0]!)).toBe(`${debt} AZN`)
    const dates = '?from=2025-05-01&to=2026-04-20'
    const [sum] = (await site.get(`${ACCOUNT}${dates}`)).html.tags('p', 'assessed').map(text)
    expect(sum).toBe(`${tables(charts)[0]!.at(-1)![1]} AZN`)
  })

  test('say so instead of drawing nothing for an empty account', async () => {
    const { status, html } = await site.get(`/accounts/${OTHER_TRADER}/pictures`)
    expect([status, svgs(html).length]).toEqual([200, 0])
    expect(html.all(element => hasClass(element, 'empty')).map(text)).toEqual([
      'Bu dövrdə bəyannamələr üzrə hesablama yoxdur.',
      'Bu dövrdə nə borc, nə avans olub.',
      'Borc yoxdur.',
    ])
  })

  test('abbreviate the axis labels of the largest amounts, and keep the tables exact', async () => {
    const max = '9999999999999.99'
    await using rich = await Site.open([
      registered(),
      ...Array.from({ length: 9 }, () => paidToCode('142330', max)),
      assessed('B/1', { vat: max }),
    ])
    const { html } = await rich.get(CHARTS)
    const labels = within(chartOf(html, 'months'), 'text').map(text)
    expect(labels.slice(0, 4)).toEqual(['trln AZN', '0', '2', '4'])
    expect(tables(html)[0]!.at(-1)).toEqual(['Cəmi', '9.999.999.999.999,99', '9.999.999.999.999,99'])
    expect(tables(html)[1]!.at(-1)).toEqual(['20.04.2026', '0,00', '79.999.999.999.999,92'])
  })

  test('have no fractional grid lines for an amount of one qəpik', async () => {
    await using poor = await Site.open([registered(), assessed('C/1', { vat: '0.01' })])
    const { html } = await poor.get(CHARTS)
    const lines = within(chartOf(html, 'months'), 'text').filter(label => hasClass(label, 'amount'))
    expect(lines.map(text)).toEqual(['0', '0,01'])
  })
})

describe('the period', () => {
  test('defaults to the last twelve calendar months until today', async () => {
    const { html } = await site.get(CHARTS)
    expect(['charts-from', 'charts-to'].map(id => attribute(html.byId(id)!, 'value'))).toEqual([
      '01.05.2025',
      '20.04.2026',
    ])
    expect(text(html.byId('status')!)).toBe('01.05.2025 – 20.04.2026: 12 ay göstərilir.')
    expect(html.link('Bu il')).toBe(`${CHARTS}?from=2026-01-01&to=2026-12-31`)
    expect(html.link('Son 5 il')).toBe(`${CHARTS}?from=2021-05-01`)
    expect(html.link('Vərəqələr')).toBe(ACCOUNT)
  })

  test.each(['Son 12 ay', 'Bu rüb', 'Bu il', 'Keçən il', 'Son 5 il'])(
    '“%s” links to charts and is marked there',
    async label => {
      const href = (await site.get(CHARTS)).html.link(label)!
      const { status, html } = await site.get(href)
      const current = html.tags('a', 'charts').filter(link => attribute(link, 'aria-current'))
      expect([status, current.map(text)]).toEqual([200, [label]])
    },
  )

  test('is kept in links to the ledgers', async () => {
    const { html } = await site.get(`${CHARTS}?from=1.2.26`)
    expect(html.link('Vərəqələr')).toBe(`${ACCOUNT}?from=2026-02-01`)
  })

  test.each([
    ['from=x', 'from', 'Tarixi gg.aa.iiii şəklində yazın, məsələn, 01.03.2026.'],
    ['to=30.02.2026', 'to', 'Təqvimdə belə tarix yoxdur. Günü və ayı yoxlayın.'],
    ['from=2.1.26&to=1.1.26', 'to', 'Son tarix başlanğıc tarixindən əvvəldir. Tarixlərdən birini dəyişin.'],
    ['from=1.4.2021', 'from', 'Dövr ən çoxu 60 təqvim ayını əhatə edə bilər. Tarixlərdən birini dəyişin.'],
    ['from=21.4.26', 'from', 'Başlanğıc tarix bu gündən sonradır. Bu günü və ya daha əvvəlki günü yazın.'],
  ])('“%s” is 422, with the typed text, the reason and no chart', async (query, field, reason) => {
    const { status, html } = await site.get(`${CHARTS}?${query}`)
    expect(status).toBe(422)
    expect(html.title).toMatch(/^Xəta: /)
    const typed = new URLSearchParams(query).get(field)!
    expect(attribute(html.byId(`charts-${field}`)!, 'value')).toBe(typed)
    expect(text(html.byId(`charts-${field}-problem`)!)).toBe(reason)
    expect(svgs(html)).toEqual([])
  })

  test('updates both charts, the form, the account and the status with htmx', async () => {
    const { html, headers } = await site.get(`${CHARTS}?from=1.3.26`, asHtmx)
    expect(headers.get('hx-push-url')).toBe(`${CHARTS}?from=2026-03-01`)
    expect(svgs(html)).toHaveLength(2)
    expect(html.tags('hx-partial').map(part => attribute(part, 'hx-target'))).toEqual([
      '#charts',
      '#account',
      '#status',
      '#languages',
      '#banner',
    ])
  })

  test('of five years has sixty bars and a label per half-year', async () => {
    const { html } = await site.get(`${CHARTS}?from=1.5.2021`)
    expect(tables(html)[0]).toHaveLength(61)
    const labels = within(chartOf(html, 'months'), 'text').filter(label => hasClass(label, 'time'))
    const positions = labels.map(label => Number.parseFloat(attribute(label, 'x')!))
    expect(labels.map(text).filter(label => label.length < 4)).toEqual(['7', ...Array(4).fill(['1', '7']).flat(), '1'])
    expect(new Set(positions).size).toBe(10)
  })
})

test('an unknown account is 404', async () => {
  expect((await site.get('/accounts/9999999991/pictures')).status).toBe(404)
})
