import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CUSTOMS_FUNDS, LEDGERS } from '../../src/domain/fund.ts'
import { CHANNELS, OPERATION_TYPES, PAYMENT_CODES } from '../../src/domain/operation-type.ts'
import { MAX_DECLARATIONS } from '../../src/domain/statement-filter.ts'
import { readTypedDate } from '../../src/domain/typed/date.ts'
import { HELP_CARDS, HELP_COLUMNS, HELP_TOPICS, type HelpTerm } from '../../src/i18n/help-terms.ts'
import { catalogueOf, LANGUAGES } from '../../src/i18n/index.ts'
import { MAX_ROWS } from '../../src/services/statement/extract.ts'
import { balanceExample, ledgerExample } from '../../src/web/models/help-examples.ts'
import { helpPageModel } from '../../src/web/models/help-page.ts'
import { HELP, helpUrl } from '../../src/web/urls.ts'
import { booked } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { attribute, type Html, text } from './html.ts'
import { Site } from './site.ts'

/** Every term, from the codes of the domain instead of the page. */
const TERMS: readonly HelpTerm[] = [
  ...Object.values(HELP_TOPICS).flat(),
  ...HELP_CARDS.map(card => `card-${card}` as const),
  ...LEDGERS.map(ledger => `ledger-${ledger}` as const),
  ...HELP_COLUMNS.map(column => `column-${column}` as const),
  ...OPERATION_TYPES.map(type => `operation-${type}` as const),
]

let site: Site
let html: Html
beforeAll(async () => {
  site = await Site.open([registered()])
  html = (await (await site.as(null)).get(HELP)).html
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the guide', () => {
  test('is open to everyone; signed-in users keep their links', async () => {
    const [stranger, signedIn] = [await (await site.as(null)).get(HELP), await site.get(HELP)]
    expect([stranger.status, signedIn.status]).toEqual([200, 200])
    expect(stranger.html.link('Şəxsi kabinet')).toBeUndefined()
    expect(signedIn.html.link('Şəxsi kabinet')).toBe('/companies')
  })

  test('has no pages below its address', async () => {
    for (const path of ['/help/', '/help/card-balance', '/help/x']) expect((await site.get(path)).status).toBe(404)
  })

  test('is linked from every page, including error pages', async () => {
    for (const path of ['/companies', '/nowhere', HELP]) expect((await site.get(path)).html.link('Kömək')).toBe(HELP)
    expect((await (await site.as(null)).get('/')).html.link('Kömək')).toBe(HELP)
  })

  test('has a table of contents with all of its sections', () => {
    const sections = html.tags('section').filter(section => attribute(section, 'id')?.startsWith('help-'))
    expect(html.tags('nav').filter(nav => text(nav).startsWith('Mündəricat'))).toHaveLength(1)
    const targets = html.tags('a').flatMap(link => attribute(link, 'href')?.match(/^#(help-.+)/)?.[1] ?? [])
    expect(targets).toEqual(sections.map(section => attribute(section, 'id')))
    expect(targets).toHaveLength(8)
  })

  test('names terms as the other pages do', () => {
    const name = (term: HelpTerm) => text(html.byId(term)!.childNodes[0]!)
    expect(name('card-debt')).toBe('Cəmi borc')
    expect(name('ledger-advance')).toBe('Avans gömrük ödənişləri üzrə vərəqə')
    expect(name('column-paymentDate')).toBe('Ödəmə tarixi')
    expect(name('operation-overpayment-offset')).toBe('Ödənişin bağlanması')
  })
})

describe.each(LANGUAGES)('the guide in the language %s', language => {
  const t = catalogueOf(language)
  const model = helpPageModel(t)

  test('explains every term exactly once', () => {
    const lines = model.sections.flatMap(section => section.lines.map(line => line.term))
    expect(lines.toSorted()).toEqual(TERMS.toSorted())
  })

  test('lists the channels, the payment codes and the three date formats', () => {
    const textOf = (term: HelpTerm) => [...texts(t.help.lines[term])].join(' ')
    expect(t.help.lines['pay-channels'].items).toHaveLength(CHANNELS.length)
    const paying = HELP_TOPICS.paying.map(textOf).join(' ')
    for (const code of PAYMENT_CODES) expect(paying).toContain(code)
    const dates = t.help.lines['search-dates'].items!
    expect(dates).toEqual(expect.arrayContaining(['1.3.26', '01.03.2026', '2026-03-01']))
    expect(dates.map(typed => readTypedDate(typed).date)).toEqual(dates.map(() => '2026-03-01'))
  })

  test('states the real limits, and the funds in their payment order', () => {
    const { lines } = t.help
    expect(lines['search-declaration'].text.join(' ').match(/\d+/g)).toEqual([String(MAX_DECLARATIONS)])
    expect(lines.print.text.join(' ')).toContain(t.format.count(MAX_ROWS))
    const funds = lines['pay-order'].steps!.at(-1)!.split(': ')[1]!.split(', ')
    expect(funds).toHaveLength(CUSTOMS_FUNDS.length)
    const position = (name: string) => CUSTOMS_FUNDS.findIndex(fund => isCalled(t.funds[fund], name.replace('.', '')))
    expect(funds.map(position)).toEqual(CUSTOMS_FUNDS.map((_, index) => index))
  })

  test('quotes only words of other pages', () => {
    const { help, ...pages } = t
    const pageTexts = new Set([...texts(pages)].flatMap(word => [word, ...quotedIn(word)]))
    const quoted = [...texts(help)].flatMap(quotedIn)
    expect(quoted.length).toBeGreaterThan(10)
    expect(quoted.filter(quote => !pageTexts.has(quote))).toEqual([])
  })

  test('has a step for each row of its example', () => {
    expect(t.help.examples.steps).toHaveLength(ledgerExample(t).rows.length)
  })
})

describe('the examples of the guide', () => {
  const t = catalogueOf('az')
  const { amount } = t.format

  test('show the ledger as the rules post it', () => {
    const book = booked(
      registered(),
      assessed('A', { vat: '100' }),
      paidByNumber('A', '100'),
      amended('A', { vat: '70' }),
      assessed('B', { vat: '50' }),
      paidToCode('142330', '20'),
    )
    const rows = book.rows().filter(row => row.ledger === 'vat')
    const shown = rows.map(row => [t.operationTypes[row.type], ...[row.amount, row.debt, row.overpayment].map(amount)])
    expect(ledgerExample(t).rows.map(cells => cells.slice(1))).toEqual(shown)
    expect(shown).toHaveLength(6)
  })

  test('show the balance as the cards do', async () => {
    await using other = await Site.open([
      registered(),
      paidToCode('142330', '500'),
      paidToFund('vat', '30'),
      paidToCode('802001', '10'),
      paidToCode('114111', '1.80'),
    ])
    const page = (await other.get(`/accounts/${TRADER}`)).html
    const lines = page
      .tags('dt', 'balance')
      .map((label, index) => [text(label), text(page.tags('dd', 'balance')[index]!)])
    const { rows, sum } = balanceExample(t)
    expect(rows.map(([label, balance]) => [label, balance])).toEqual(lines)
    const sums = ['balance', 'overpayment'].map(card => text(page.tags('p', card)[0]!).replace(/\sAZN$/, ''))
    expect(sum!.slice(1)).toEqual(sums)
  })
})

describe.each(LANGUAGES)('the page in the language %s', language => {
  let page: Html
  beforeAll(async () => {
    page = (await (await site.as(null)).get(`${HELP}?lang=${language}`)).html
  })

  test('has that language', () => {
    expect(attribute(page.tags('html')[0]!, 'lang')).toBe(language)
    expect(text(page.tags('h1')[0]!)).toBe(catalogueOf(language).help.heading)
  })

  test.each(TERMS)('contains %s at its address, once', term => {
    const [path, id] = helpUrl(term).split('#')
    expect(path).toBe(HELP)
    expect(page.all(element => attribute(element, 'id') === id)).toHaveLength(1)
  })
})

/** Compares words without their inflected endings. */
function isCalled(whole: string, short: string): boolean {
  return whole.toLowerCase().includes(short.toLowerCase().slice(0, Math.max(3, short.length - 2)))
}

function quotedIn(text: string): string[] {
  return [...text.matchAll(/[“«]([^”»]+)[”»]/g)].map(([, quote]) => quote!)
}

function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* texts(part)
}
