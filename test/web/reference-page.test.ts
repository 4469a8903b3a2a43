import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { referenceUrl } from '../../src/web/urls.ts'
import { charged, on, paidToCode, paidToFund, registered, TRADER } from '../support/oracle/events.ts'
import { representativeOf } from '../support/people/people.ts'
import { attribute, text, within } from './html.ts'
import { asHtmx, Site } from './site.ts'

const page = (reference: string, query = '') => referenceUrl(TRADER, reference, query)

/** Whatever the contract accepts: none of it survives in a path. */
const STRANGE = [
  '.',
  '..',
  'A/B',
  'A//../B?x#y',
  '100%',
  '%2e%2e',
  'a+b c',
  'Ə"\'<b>&amp;',
  '\0nul',
  '\u00a0',
  '\u2060\u2800',
  '\u202Eרק',
  '😀'.repeat(100),
]

let site: Site
beforeAll(async () => {
  site = await Site.open([
    registered(),
    charged(
      'AKT 7',
      { 'late-interest': '10.00', fine: '5.00', 'eservice-fee': '2.00' },
      { ...on('2026-03-02'), dueOn: '2026-04-01' },
    ),
    paidToFund('fine', '3.00', on('2026-03-03')),
    paidToCode('142330', '8.00', on('2026-03-04')),
    // A reference need not be unique.
    charged('AKT 7', { fine: '4.00' }, on('2026-03-05')),
    ...STRANGE.map(reference => charged(reference, { other: '1.00' }, on('2026-03-06'))),
    ...Array.from({ length: 25 }, () => charged('MANY', { fine: '1.00' }, on('2026-03-07'))),
  ])
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the page of a reference', () => {
  test('shows every document under the number, with what closed each charge', async () => {
    const { html } = await site.get(page('AKT 7'))
    const lists = html.tags('section').filter(section => attribute(section, 'class') === 'trace')
    const shown = lists.map(list => [
      text(within(list, 'h3')[0]!),
      text(within(list, 'p')[0]!),
      ...within(list, 'tbody').flatMap(body => within(body, 'tr').map(row => within(row, 'td').map(text).join(' | '))),
    ])
    const advance = 'Avans ödəniş (7 fond) (Hökumət Ödəniş Portalı), 02.03.2026'
    expect(shown).toEqual([
      [
        'Dəbbə pulu',
        '02.03.2026 tarixində 10,00 AZN hesablanıb, ödənişin son günü 01.04.2026. Vəziyyəti: qismən ödənilib; qalıq borc 2,00 AZN.',
        '02.03.2026 | Hesablama |  | 10,00 | 10,00',
        `04.03.2026 | Borcun avansdan silinməsi | ${advance} | 8,00 | 2,00`,
      ],
      [
        'İnzibati cərimə',
        '02.03.2026 tarixində 5,00 AZN hesablanıb, ödənişin son günü 01.04.2026. Vəziyyəti: qismən ödənilib; qalıq borc 2,00 AZN.',
        '02.03.2026 | Hesablama |  | 5,00 | 5,00',
        '03.03.2026 | Borcun artıq ödəmə hesabına bağlanması | Avans ödəniş (1 fond) (Hökumət Ödəniş Portalı), 02.03.2026 | 3,00 | 2,00',
      ],
      [
        'Elektron xidmət haqqı',
        '02.03.2026 tarixində 2,00 AZN hesablanıb, ödənişin son günü 01.04.2026. Vəziyyəti: açıq; qalıq borc 2,00 AZN.',
        '02.03.2026 | Hesablama |  | 2,00 | 2,00',
      ],
      [
        'İnzibati cərimə',
        '05.03.2026 tarixində 4,00 AZN hesablanıb, ödənişin son günü 05.03.2026. Vəziyyəti: açıq; qalıq borc 4,00 AZN.',
        '05.03.2026 | Hesablama |  | 4,00 | 4,00',
      ],
    ])
  })

  test('says of open debt how it can be paid, fund by fund', async () => {
    const { html } = await site.get(page('AKT 7'))
    const notices = html.all(element => attribute(element, 'class') === 'notice').map(text)
    expect(notices.map(notice => notice.replace(/\u00a0/g, ' ').slice(0, 45))).toEqual([
      expect.stringContaining('Dəbbə pulu: 2,00 AZN ödənilməyib.'),
      expect.stringContaining('İnzibati cərimə: 6,00 AZN ödənilməyib.'),
      expect.stringContaining('Elektron xidmət haqqı: 2,00 AZN ödənilməyib.'),
    ])
    expect(notices[2]).toContain('802001')
  })

  test('is linked from the operations of its charges', async () => {
    const { html } = await site.get(`/accounts/${TRADER}/operations/1`)
    expect(html.link('AKT 7')).toBe(page('AKT 7'))
    expect((await site.get(html.link('AKT 7')!)).status).toBe(200)
  })

  test.each(['debts?order=fund', 'preview?amount=1000000'])('is linked from its open debts on %s', async path => {
    const { html } = await site.get(`/accounts/${TRADER}/${path}`)
    expect(html.link('AKT 7') ?? html.link('AKT 7 akt və ya protokol')).toBe(page('AKT 7'))
  })

  test.each(STRANGE)('opens from the link to it, whatever is in the number: %j', async reference => {
    const { status, html } = await site.get(page(reference))
    expect([status, html.tags('h3').length, html.tags('b').filter(bold => text(bold) === '')]).toEqual([200, 1, []])
  })

  test('is linked with a sign where the number is only blanks', async () => {
    const { html } = await site.get(`/accounts/${TRADER}/debts`)
    const links = html.tags('a').filter(link => attribute(link, 'href')?.includes('/references?number='))
    expect(links.filter(link => text(link) === '')).toEqual([])
    expect(links.filter(link => text(link) === '␣').map(link => attribute(link, 'href'))).toEqual([
      page('\u00a0'),
      page('\u2060\u2800'),
    ])
  })

  test('is paged', async () => {
    const first = await site.get(page('MANY'))
    expect(first.html.tags('h3')).toHaveLength(20)
    const next = await site.get(first.html.link('Növbəti hesablamalar →')!, asHtmx)
    expect(next.html.tags('h3')).toHaveLength(5)
    expect(next.html.title).not.toBe(first.html.title)
    expect(next.html.link('Əvvəlinə qayıt')).toBe(page('MANY'))
  })

  test.each(['', 'akt 7', 'AKT 7 ', 'NONE', 'x'.repeat(5000), '\ud800'.toWellFormed()])(
    '%j is 404',
    async reference => {
      expect((await site.get(page(reference))).status).toBe(404)
    },
  )
  test.each(['after=x', 'after=0', 'after=999', 'after=1&after=x'])(
    'AKT 7 with %s is 404, or the page',
    async query => {
      expect([200, 404]).toContain((await site.get(page('AKT 7', query))).status)
    },
  )

  test('is noted as a visit, and not shown to another company', async () => {
    const person = { ...representativeOf(TRADER), subject: 'reader of references' }
    await (await site.as(person)).get(page('AKT 7'))
    expect((await site.rows('access_log')).filter(({ subject }) => subject === person.subject)).toHaveLength(1)
    const stranger = await site.as(representativeOf('1700012342' as Voen))
    expect((await stranger.get(page('AKT 7'))).status).toBe(404)
  })
})
