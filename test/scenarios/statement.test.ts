import { describe, expect, test } from 'vitest'
import { createApp } from '../../src/web/app.tsx'
import { Page } from '../support/browser/page.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { Portal, TODAY } from '../support/people/portal.ts'

const NUMBER = '00010/030326/000001'

describe('“…hesablaşmaların vəziyyətini vahid məkanda birləşdirən elektron xidmətdir”', () => {
  test('one page shows a ledger each for duties, taxes, interest, fees, fines and other payments', async () => {
    await using portal = await Portal.after(
      registered(),
      assessed(NUMBER, {
        'customs-duty': '1',
        vat: '2',
        excise: '3',
        'customs-fee': '4',
      }),
      charged('AKT-1', {
        'late-interest': '5',
        fine: '6',
        other: '7',
        'eservice-fee': '8',
        'eservice-vat': '9',
      }),
    )
    const page = await portal.statement()
    const debts = Object.values(page.ledgers).map(ledger => ledger.Borc)
    expect(debts).toEqual(['1,00', '2,00', '3,00', '4,00', '5,00', '6,00', '7,00', '8,00', '9,00', undefined])
    expect(page.sums('debt').Cəmi).toMatchObject({ '+ Hesablanıb': '45,00', '= Son qalıq': '45,00' })
    expect(page.card('Cəmi borc').sum).toBe('45,00 AZN')
  })

  test('the statement shows the account of one trader only', async () => {
    const other = '1700012342'
    await using portal = await Portal.after(
      registered(),
      registered({ voen: other }),
      charged('AKT', { fine: '6' }, { voen: other }),
    )
    expect((await portal.statement()).card('Cəmi borc').sum).toBe('0,00 AZN')
    expect((await portal.open(`/accounts/${other}`)).card('Cəmi borc').sum).toBe('6,00 AZN')
  })
})

describe('“portala daxil olduqdan sonra… “Şəxsi hesab vərəqəsi” - keçidi seçilir”', () => {
  test('a visitor who is not signed in gets directions and a sign-in link, and sees no account', async () => {
    await using portal = await Portal.after(registered())
    const app = createApp({ ...dependenciesOf(portal.service.store), clock: () => TODAY })
    for (const path of ['/', `/accounts/${TRADER}`]) {
      const page = await Page.of(await app.request(path))
      expect(page.text).toContain('“Şəxsi kabinet” bölməsində şirkəti və “Şəxsi hesab vərəqəsi” keçidini seçin')
      expect(page.link('ASAN Login')).toMatch(/^\/sign-in/)
      expect(page.text).not.toContain('Nümunə')
    }
  })

  test('the cabinet links to the statement of each company', async () => {
    await using portal = await Portal.after(registered())
    const cabinet = await portal.open('/companies')
    expect(cabinet.heading).toBe('Şəxsi kabinet')
    const [statement] = cabinet.links(/^Şəxsi hesab vərəqəsi/).filter(href => href.endsWith(TRADER))
    expect((await portal.open(statement!)).text).toContain('Nümunə Ticarət MMC')
  })

  test('an account that does not exist gets 404', async () => {
    await using portal = await Portal.after(registered())
    for (const voen of ['9999999991', '1400057420', 'x'])
      expect((await portal.open(`/accounts/${voen}`)).status).toBe(404)
  })
})

describe('“Bu pəncərədə, həmçinin aşağıdakı məlumatlar öz əksini tapır”', () => {
  test('the page begins with the four cards and the four ledgers of figure 3, in that order', async () => {
    await using portal = await Portal.after(registered())
    const page = await portal.statement()
    expect(page.headings.slice(0, 8)).toEqual([
      'Balans',
      'Artıq ödəmə',
      'Cəmi borc',
      'Hesablanmışdır',
      'Gömrük rüsumları üzrə vərəqə',
      'ƏDV üzrə vərəqə',
      'Aksiz vergisi üzrə vərəqə',
      'Gömrük yığımları üzrə vərəqə',
    ])
  })
})

describe('“Balans (1) kartında cari tarixə balansınızda olan məbləğləri izləmək mümkündür”', () => {
  const money = [
    registered(),
    paidToCode('142330', '100'),
    paidToFund('vat', '20'),
    paidToFund('fine', '3'),
    paidToCode('802001', '0.4'),
    paidToCode('114111', '0.05'),
  ]

  test('the balance is the advance and all overpayment, in four lines', async () => {
    await using portal = await Portal.after(...money)
    expect((await portal.statement()).card('Balans')).toEqual({
      sum: '123,45 AZN',
      lines: {
        'Avans gömrük ödənişləri (142330)': '100,00',
        'Gömrük ödənişləri üzrə artıq ödəmə': '23,00',
        'Avans – elektron xidmət haqqı (802001)': '0,40',
        'Avans – elektron xidmət haqqının ƏDV-si (114111)': '0,05',
      },
    })
  })

  test('“…Artıq ödəməni detallı olaraq Artıq ödəmə (2) kartında görə bilərsiz”: fund by fund, without the advance', async () => {
    await using portal = await Portal.after(...money)
    const { sum, lines } = (await portal.statement()).card('Artıq ödəmə')
    expect(sum).toBe('23,45 AZN')
    expect(Object.entries(lines).filter(([, amount]) => amount !== '0,00')).toEqual([
      ['ƏDV', '20,00'],
      ['İnzibati cərimə', '3,00'],
      ['Elektron xidmət haqqı', '0,40'],
      ['Elektron xidmət haqqının ƏDV-si', '0,05'],
    ])
    expect(Object.keys(lines)).toHaveLength(9)
  })

  test('“Daxil olan vəsaiti Balans (1) kartında görmək olar”: at once, whatever dates are chosen', async () => {
    await using portal = await Portal.after(registered())
    expect((await portal.statement()).card('Balans').sum).toBe('0,00 AZN')
    await portal.service.apply(paidToCode('142330', '12.34'))
    expect((await portal.statement()).card('Balans').sum).toBe('12,34 AZN')
    expect((await portal.statement('?from=2020-01-01&to=2020-12-31')).card('Balans').sum).toBe('12,34 AZN')
  })

  test('sums beyond 2^53 qəpik are written to the last qəpik', async () => {
    const max = '9999999999999.99'
    const payments = ['customs-duty', 'vat', 'excise', 'customs-fee', 'fine', 'other'].flatMap(fund => [
      paidToFund(fund, max),
      paidToFund(fund, max),
    ])
    await using portal = await Portal.after(registered(), ...payments)
    expect((await portal.statement()).card('Balans').sum).toBe('119.999.999.999.999,88 AZN')
  })
})

describe('““Cəmi borc” (3) kartında cari tarixə olan borcunuz”', () => {
  test('is today’s debt fund by fund, whatever dates are chosen', async () => {
    await using portal = await Portal.after(
      registered(),
      assessed(NUMBER, { vat: '540', 'customs-duty': '300' }),
      paidToCode('142330', '310'),
    )
    for (const query of ['', '?from=2020-01-01&to=2020-12-31']) {
      const { sum, lines } = (await portal.statement(query)).card('Cəmi borc')
      expect(sum).toBe('530,00 AZN')
      expect([lines.ƏDV, lines['Gömrük rüsumu']]).toEqual(['530,00', '0,00'])
    }
  })
})

describe('““Hesablanmışdır” (4) kartında seçilmiş tarix intervalında gömrük bəyannamələri üzrə hesablanmış məbləğlər”', () => {
  const story = [
    registered(),
    assessed(NUMBER, { vat: '100' }, on('2026-03-01')),
    paidByNumber(NUMBER, '60', on('2026-03-20')),
    assessed('GB-2', { vat: '10', excise: '1' }, on('2026-03-10')),
    amended(NUMBER, { vat: '130' }, on('2026-03-15')),
    charged('AKT', { vat: '7', fine: '5' }, on('2026-03-15')),
  ]
  const card = async (portal: Portal, from: string, to: string) =>
    (await portal.statement(`?from=${from}&to=${to}`)).card('Hesablanmışdır')

  test('the card sums the charges assessed in the chosen dates, both days included, and their payments', async () => {
    await using portal = await Portal.after(...story)
    const all = await card(portal, '2026-03-01', '2026-03-31')
    expect(all.sum).toBe('141,00 AZN')
    expect(all.lines.ƏDV).toBe('140,00 ödənilmişdir 60,00')
    expect((await card(portal, '2026-03-01', '2026-03-01')).lines.ƏDV).toBe('100,00 ödənilmişdir 60,00')
    expect((await card(portal, '2026-03-02', '2026-03-19')).sum).toBe('0,00 AZN')
  })

  test('an amendment’s charge counts on the day of the amendment', async () => {
    await using portal = await Portal.after(...story)
    // R1: no row is dated before the account’s last row, so GB-2 and all later events are dated the 20th.
    expect((await card(portal, '2026-03-20', '2026-03-20')).lines.ƏDV).toBe('40,00 ödənilmişdir 0,00')
  })

  test('a charge without a declaration does not count', async () => {
    await using portal = await Portal.after(registered(), charged('AKT', { vat: '7', fine: '5' }))
    expect((await portal.statement()).card('Hesablanmışdır').sum).toBe('0,00 AZN')
  })

  test('a later reduction lowers the sum at the date of the assessment', async () => {
    await using portal = await Portal.after(
      registered(),
      assessed(NUMBER, { vat: '100' }, on('2026-02-01')),
      paidByNumber(NUMBER, '100'),
      amended(NUMBER, { vat: '70' }, on('2026-03-20')),
      assessed('GB-2', { vat: '5' }),
      cancelled('GB-2'),
    )
    expect((await card(portal, '2026-02-01', '2026-02-28')).lines.ƏDV).toBe('70,00 ödənilmişdir 70,00')
    expect((await card(portal, '2026-03-01', '2026-03-31')).sum).toBe('0,00 AZN')
  })
})
