import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, type PlainDate } from '../../src/domain/dates.ts'
import { interestTerms, lateInterest as linesOf } from '../../src/domain/interest.ts'
import { readInterestBearing } from '../../src/services/statement/debts.ts'
import { readChargeInterest, SHEET_DOCUMENTS } from '../../src/services/statement/interest-sheet.ts'
import { countTurns } from '../support/count-turns.ts'
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
import { attribute, type Html, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const INTEREST = `${ACCOUNT}/debts/interest`
const lateInterest = {
  rates: [
    { from: '2001-01-01', percent: '0.1' },
    { from: '2026-04-11', percent: '0.05' },
  ],
  maxDays: 365,
}

/** On 20 April: 1,000.01 of VAT was due on 1 March, 400.00 came on 11 March, 100.00 was taken off on 21 March. */
let site: Site
beforeAll(async () => {
  site = await Site.open(
    [
      registered(),
      assessed('A/1', { vat: '1000.01' }, on('2026-03-01')),
      paidToCode('142330', '400.00', { ...on('2026-03-11'), paidOn: '2026-03-11' }),
      amended('A/1', { vat: '900.01' }, on('2026-03-21')),
      charged('AKT-9', { 'late-interest': '12.00' }, on('2026-04-01')),
    ],
    { config: { lateInterest } },
  )
})
afterAll(() => site[Symbol.asyncDispose]())

const facts = (html: Html) => html.tags('dt').map((dt, index) => `${text(dt)}: ${text(html.tags('dd')[index]!)}`)

describe('the sheet of late interest', () => {
  test('has a line for each stretch, unrounded beside rounded, with what ended it', async () => {
    const { status, html } = await site.get(INTEREST)
    expect([status, html.title]).toEqual([200, 'Dəbbə pulunun hesablanması, 20.04.2026, Nümunə Ticarət MMC – Vərəqə'])
    expect(html.table('interest')).toEqual([
      ['A/1, ƏDV son ödəniş tarixi 01.03.2026, dəbbə pulu 28,50 AZN'],
      ['02.03.2026 – 11.03.2026 10 gün', 'Avansdan silinmə (№ 3)', '0,1 %', '1.000,01', '10,0001', '10,00'],
      ['12.03.2026 – 21.03.2026 10 gün', 'Azalma (№ 5)', '0,1 %', '600,01', '6,0001', '6,00'],
      ['22.03.2026 – 10.04.2026 20 gün', 'faiz dərəcəsi dəyişir', '0,1 %', '500,01', '10,0002', '10,00'],
      ['11.04.2026 – 20.04.2026 10 gün', 'seçilmiş gün', '0,05 %', '500,01', '2,50005', '2,50'],
    ])
    expect(html.link('Avansdan silinmə (№ 3)')).toBe(`${ACCOUNT}/operations/3`)
    expect(html.text).toContain('gömrük tərəfindən tutulmayıb')
  })

  test('is compared with what customs charged', async () => {
    const { html } = await site.get(INTEREST)
    expect(facts(html)).toEqual([
      'Hesablanmış təxmini məbləğ, 20.04.2026 günü daxil olmaqla: 28,50 AZN',
      'Gömrüyün hesabladığı dəbbə pulu: 12,00 AZN 20.04.2026 gününədək, azalmalar çıxılmaqla; ondan ödənilib 0,00 AZN',
      'Təxmini məbləğ bu qədər çoxdur: 16,50 AZN',
    ])
    const before = await site.get(`${INTEREST}?to=2026-03-31`)
    expect(facts(before.html)[1]).toContain('0,00 AZN 31.03.2026')
  })

  test('tells how much of it is on debts that are open now, as the list of debts shows it', async () => {
    await using late = await Site.open(
      [
        registered(),
        assessed('A/1', { vat: '100.00' }, on('2026-03-01')),
        paidToCode('142330', '100.00', { ...on('2026-03-11'), paidOn: '2026-03-11' }),
        assessed('A/2', { vat: '200.00' }, on('2026-04-10')),
      ],
      { config: { lateInterest } },
    )
    const { html } = await late.get(INTEREST)
    // 100.00 for 10 days at 0.1 %; 200.00 for 10 days at 0.05 %.
    expect(facts(html)[0]).toMatch(/: 2,00 AZN ondan indi açıq olan borclar üzrə 1,00 AZN, qalanı artıq bağlanmış/)
    const debts = await late.get(`${ACCOUNT}/debts`)
    expect(facts(debts.html)).toContainEqual(expect.stringContaining('dəbbə pulu: 1,00 AZN'))
    const future = await late.get(`${INTEREST}?to=2026-04-30`)
    expect(facts(future.html)[0]).toMatch(/borclar üzrə; o günədək başqa ödəniş olmasa$/)
  })

  test('tells what it will be on a day to come if nothing is paid', async () => {
    const { html } = await site.get(`${INTEREST}?to=30.4.2026`, asHtmx)
    expect(facts(html)[0]).toBe(
      'Hesablanmış təxmini məbləğ, 30.04.2026 günü daxil olmaqla: 31,00 AZN o günədək başqa ödəniş olmasa',
    )
    const end = await site.get(`${INTEREST}?to=9999-12-31`)
    expect(end.html.table('interest').at(-1)![1]).toBe('sayılan günlərin sonu')
  })

  test('of one debt is reached from the debt', async () => {
    const { html } = await site.get(`${ACCOUNT}/debts`)
    const href = html
      .tags('a')
      .map(link => attribute(link, 'href')!)
      .find(href => href.includes('interest?charge='))!
    const sheet = await site.get(href)
    expect(sheet.html.table('interest')).toHaveLength(5)
    expect(facts(sheet.html)).toEqual(['Hesablanmış təxmini məbləğ, 20.04.2026 günü daxil olmaqla: 28,50 AZN'])
    expect(attribute(sheet.html.tags('input').find(input => attribute(input, 'type') === 'hidden')!, 'value')).toBe(
      '1.1',
    )
  })

  test.each([
    ['to=2026-02-30', 'Təqvimdə belə tarix yoxdur'],
    ['to=<b>', 'Tarixi'],
  ])('is 422 with “%s”, with the reason beside the field', async (query, reason) => {
    const { status, html } = await site.get(`${INTEREST}?${query}`)
    expect([status, html.table('interest')]).toEqual([422, []])
    expect(text(html.byId('interest-to-problem')!)).toContain(reason)
  })

  test.each(['charge=x', 'charge=7.1', 'charge=1.9', 'after=x', 'after=-1'])('is not there at “%s”', async query => {
    expect((await site.get(`${INTEREST}?${query}`)).status).toBe(404)
  })

  test('says so where no rates are configured', async () => {
    await using without = await Site.open([registered(), assessed('A/1', { vat: '50.00' })])
    const { status, html } = await without.get(INTEREST)
    expect([status, html.table('interest'), html.byId('interest-form')]).toEqual([200, [], undefined])
    expect(html.text).toContain('faiz dərəcəsi bu sistemdə göstərilməyib')
  })
})

describe('the sheet of late interest of a trader with many amendments and payments', () => {
  const DAY = '2026-04-01'
  const PAYMENTS = 2500
  const paidOn = (day: string) => paidByNumber('B/2', '1.00', { ...on(day), paidOn: day })

  /** A/1 was amended upward 40 times, B/2 was paid on each of 70 days, and then in one day by 2,500 payments; C/3 by one. */
  let site: Site
  beforeAll(async () => {
    const amendments = Array.from({ length: 40 }, (_, index) =>
      amended('A/1', { vat: `${index + 11}.00`, 'customs-duty': `${index + 21}.00` }, on('2026-01-05')),
    )
    const days = Array.from({ length: 70 }, (_, index) => addDays('2026-01-10' as PlainDate, index))
    site = await Site.open(
      [
        registered(),
        assessed('A/1', { vat: '10.00', 'customs-duty': '20.00' }, on('2026-01-01')),
        assessed('B/2', { excise: '5000.00' }, on('2026-01-05')),
        ...amendments,
        ...days.map(paidOn),
        assessed('C/3', { excise: '100.00' }, on('2026-03-25')),
        ...Array.from({ length: PAYMENTS }, () => paidOn(DAY)),
        paidByNumber('C/3', '40.00', { ...on('2026-04-02'), paidOn: '2026-04-02' }),
        assessed('D/4', { excise: '1.00' }, on('2026-04-20')),
      ],
      { config: { lateInterest } },
    )
  })
  afterAll(() => site[Symbol.asyncDispose]())

  /** The lines of a sheet as the command `interest` works them out, in its order. */
  async function worked() {
    const charges = await readInterestBearing(site.store.reader, TRADER)
    const terms = interestTerms(lateInterest)
    return charges.flatMap(({ charge, payments }) =>
      [...linesOf(charge, payments, terms, '2026-04-20' as PlainDate)].map(line => ({ charge, line })),
    )
  }

  async function pagesFrom(path: string): Promise<Html[]> {
    const pages: Html[] = []
    for (let next: string | undefined = path; next; ) {
      const { status, html }: Awaited<ReturnType<Site['get']>> = await site.get(next)
      expect(status).toBe(200)
      pages.push(html)
      const link = html.byId('page-next')
      next = link && attribute(link, 'href')
    }
    return pages
  }

  const stretches = (html: Html) => html.table('interest').filter(cells => cells.length > 1)
  const qepik = (amount: string) => BigInt(amount.replace(/\D/g, ''))

  test('ends a page inside a document, and inside a charge; all lines are those of the command', async () => {
    const pages = await pagesFrom(INTEREST)
    expect(pages.map(html => stretches(html).length)).toEqual([60, 60, 60, 60])
    const shown = pages.flatMap(stretches)
    const lines = await worked()
    expect(shown.map(cells => [qepik(cells[3]!), qepik(cells[5]!)])).toEqual(
      lines.map(({ line }) => [BigInt(line.principal), line.interest]),
    )
    const sum = lines.reduce((sum, { line }) => sum + line.interest, 0n)
    expect(new Set(pages.map(html => qepik(facts(html)[0]!.split(': ')[1]!.split(' AZN')[0]!)))).toEqual(new Set([sum]))
  })

  test('says of a charge that goes on what all its lines come to', async () => {
    const last = (await pagesFrom(INTEREST)).at(-1)!
    const [group] = last.table('interest')
    const lines = (await worked()).filter(({ charge }) => charge.document === 2)
    const sum = lines.reduce((sum, { line }) => sum + line.interest, 0n)
    const [, interest] = /dəbbə pulu ([\d.,]+) AZN, davamı$/.exec(group![0]!)!
    expect(qepik(interest!)).toBe(sum)
    const own = await pagesFrom(`${INTEREST}?charge=2.1`)
    expect(own.map(html => stretches(html).length)).toEqual([60, 13])
    expect(qepik(facts(own[1]!)[0]!.split(': ')[1]!.split(' AZN')[0]!)).toBe(sum)
  })

  test('names a few payments of a day, and leads to the rest', async () => {
    const last = (await pagesFrom(`${INTEREST}?charge=2.1`)).at(-1)!
    const cell = stretches(last).find(cells => cells[0]!.includes('01.04.2026'))![1]!
    expect(cell.match(/№/g)).toHaveLength(3)
    expect(cell).toMatch(/, daha 2\.497 əməliyyat$/)
    const rest = await site.get(last.link('daha 2.497 əməliyyat')!)
    expect(rest.status).toBe(200)
    expect(rest.text).toMatch(/\/operations\/\d+\?after=/)
  })

  test('gives others turns between the payments of one charge', async () => {
    const request = { voen: TRADER, to: '2026-04-20' as PlainDate, terms: interestTerms(lateInterest), after: null }
    const { turns } = await countTurns(() =>
      readChargeInterest(site.store.exporter, request, { document: 2, number: 1 }),
    )
    expect(turns).toBeGreaterThanOrEqual(2)
  })

  test('shows the open debt of that charge now and then, with the same interest', async () => {
    const excise = (html: Html) =>
      html
        .table('open-debts')
        .find(cells => cells[0] === 'Aksiz vergisi')!
        .slice(3, 6)
    const now = await site.get(`${ACCOUNT}/debts?declaration=B/2`)
    const sum = (await worked())
      .filter(({ charge }) => charge.document === 2)
      .reduce((sum, { line }) => sum + line.interest, 0n)
    const [amount, open, interest] = excise(now.html)
    expect([amount, open, qepik(interest!)]).toEqual(['5.000,00', '2.430,00', sum])
    const before = await site.get(`${ACCOUNT}/debts?declaration=B/2&on=2026-03-31`)
    expect(excise(before.html).slice(0, 2)).toEqual(['5.000,00', '4.930,00'])
  })

  test.each(['after=1', 'after=1.2.2026-02-30', 'after=1.0', 'after=1.2.'])('is not there at “%s”', async query => {
    expect((await site.get(`${INTEREST}?${query}`)).status).toBe(404)
  })
})

test('a sheet of more documents than are added up has pages, and no total', async () => {
  const documents = SHEET_DOCUMENTS + 1
  await using site = await Site.open(
    [
      registered(),
      ...Array.from({ length: documents }, (_, index) =>
        assessed(`D/${index + 1}`, { vat: '10.00' }, on('2026-04-15')),
      ),
    ],
    { config: { lateInterest } },
  )
  const names = (html: Html) => html.table('interest').flatMap(([name, ...cells]) => (cells.length === 0 ? name! : []))
  const first = await site.get(INTEREST)
  expect(facts(first.html)).toHaveLength(2)
  expect(facts(first.html)[0]).toContain(': –')
  const second = await site.get(attribute(first.html.byId('page-next')!, 'href')!)
  const shown = [...names(first.html), ...names(second.html)].map(name => name.split(',')[0])
  expect(shown).toEqual(Array.from({ length: 120 }, (_, index) => `D/${index + 1}`))
  const last = await site.get(`${INTEREST}?after=${documents - 1}.1`)
  expect([names(last.html).length, last.html.byId('page-next')]).toEqual([1, undefined])
})
