import { describe, expect, test } from 'vitest'
import {
  amended,
  assessed,
  charged,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'
import { Portal } from '../support/people/portal.ts'

const [FIRST, SECOND, THIRD] = ['00010/030326/000001', '00010/040326/000002', '00010/050326/000003'] as const

describe('“Ödənişlərin daxil olma kanalları aşağıdakı kimidir”', () => {
  test.each([
    ['Hökumət Ödəniş Portalı (HÖP)', 'hop', 'Hökumət Ödəniş Portalı'],
    ['bank hesabından ödəniş', 'bank', 'bank hesabından'],
    ['ƏDV depozit hesabı', 'vat-deposit', 'ƏDV depozit hesabı'],
    ['xəzinədən xəzinəyə', 'treasury', 'xəzinədən xəzinəyə'],
  ])('%s: the money arrives, and the operation names the channel', async (_, channel, words) => {
    await using portal = await Portal.after(registered(), paidToFund('vat', '50', { channel, paidOn: '2026-03-01' }))
    const [operation] = (await portal.ledger('vat')).rows
    expect(operation!['Əməliyyatın adı']).toContain(words)
    expect(operation!['Ödəmə tarixi']).toBe('01.03.2026')
    expect((await portal.statement()).card('Balans').sum).toBe('50,00 AZN')
    expect(await portal.service.export({ ledger: 'vat' })).toContain(`,${channel},2026-03-01,50.00,`)
  })
})

describe('““Avans gömrük ödənişləri” altbölməsindəki vəsait bütün gömrük borclarının ödənilməsi üçün istifadə edilir”', () => {
  test('the advance pays debt of every customs fund', async () => {
    await using portal = await Portal.after(
      registered(),
      assessed(FIRST, {
        'customs-duty': '1',
        vat: '2',
        excise: '3',
        'customs-fee': '4',
      }),
      charged('AKT', { 'late-interest': '5', fine: '6', other: '7' }),
      paidToCode('142330', '30'),
    )
    const page = await portal.statement()
    expect(page.card('Cəmi borc').sum).toBe('0,00 AZN')
    expect(page.card('Balans').lines['Avans gömrük ödənişləri (142330)']).toBe('2,00')
  })

  test('the advance does not pay e-service debts, which have their own codes', async () => {
    await using portal = await Portal.after(
      registered(),
      charged('XH', { 'eservice-fee': '8', 'eservice-vat': '9' }),
      paidToCode('142330', '30'),
    )
    expect((await portal.statement()).card('Cəmi borc').sum).toBe('17,00 AZN')
  })
})

describe('“Bu halda gömrük borclarının silinməsi bəyannamələrin ardıcıllığı əsasında həyata keçirilir”', () => {
  const declarations = [
    registered(),
    assessed(SECOND, { vat: '20' }, on('2026-03-02')),
    assessed(FIRST, { vat: '10' }, on('2026-03-03')),
    assessed(THIRD, { vat: '30' }, on('2026-03-04')),
  ]

  test('money paid by VÖEN closes declarations in the order of their approval', async () => {
    await using portal = await Portal.after(...declarations, paidToCode('142330', '25', on('2026-03-05')))
    const states = async (number: string) => (await portal.declaration(number)).rows[0]!['Qalıq borc']
    expect([await states(SECOND), await states(FIRST), await states(THIRD)]).toEqual(['0,00', '5,00', '30,00'])
  })

  test('the next payment continues where the last one stopped', async () => {
    const payments = ['25', '6', '100'].map(amount => paidToCode('142330', amount, on('2026-03-05')))
    await using portal = await Portal.after(...declarations, ...payments)
    const paid = (await portal.ledger('vat', '?type=advance-drawdown')).rows.reverse()
    expect(paid.map(row => [row['Əməliyyatın adı']!.split(' ')[0], row.Məbləğ])).toEqual([
      [SECOND, '20,00'],
      [FIRST, '5,00'],
      [FIRST, '5,00'],
      [THIRD, '1,00'],
      [THIRD, '29,00'],
    ])
  })
})

describe('“Balans vəsaitinin artırılması gpp.az hökumət portalından iki üsulla həyata keçirilir”', () => {
  test.each([
    ['142330', 'Avans gömrük ödənişləri (142330)', 'advance'],
    ['802001', 'Avans – elektron xidmət haqqı (802001)', 'eservice-fee'],
    ['114111', 'Avans – elektron xidmət haqqının ƏDV-si (114111)', 'eservice-vat'],
  ])('code %s raises the line “%s”', async (code, line, ledger) => {
    await using portal = await Portal.after(registered(), paidToCode(code, '75'))
    const { sum, lines } = (await portal.statement()).card('Balans')
    expect([sum, lines[line]]).toEqual(['75,00 AZN', '75,00'])
    expect((await portal.ledger(ledger)).rows).toHaveLength(1)
  })

  test('an unknown code is rejected, and no balance changes', async () => {
    await using portal = await Portal.after(registered())
    const { counts } = await portal.service.import([JSON.stringify(paidToCode('142331', '75'))])
    expect(counts.rejected).toBe(1)
    expect((await portal.statement()).card('Balans').sum).toBe('0,00 AZN')
  })
})

describe('“…gömrük əməkdaşı tərəfindən təsdiqləndikdə ödənişlər avtomatik olaraq avansdan silinəcəkdir”', () => {
  test('an approval draws on the advance at once, so no debt remains', async () => {
    await using portal = await Portal.after(registered(), paidToCode('142330', '100'))
    await portal.service.apply(assessed(FIRST, { vat: '40', 'customs-fee': '15' }, on('2026-03-03')))
    expect((await portal.ledger('vat')).operations).toEqual([
      'Hesablama 40,00 | 40,00 0,00',
      'Avansdan silinmə 40,00 | 0,00 0,00',
    ])
    expect((await portal.ledger('advance')).operations).toEqual([
      'Avans ödəniş (7 fond) 100,00 | 0,00 100,00',
      'Avansdan silinmə 40,00 | 0,00 60,00',
      'Avansdan silinmə 15,00 | 0,00 45,00',
    ])
  })

  test('an advance that is too small pays a part, and the rest remains debt', async () => {
    await using portal = await Portal.after(registered(), paidToCode('142330', '10'), assessed(FIRST, { vat: '40' }))
    const page = await portal.statement()
    expect([page.card('Balans').sum, page.card('Cəmi borc').sum]).toEqual(['0,00 AZN', '30,00 AZN'])
  })
})

describe('“…növbədənkənar müvafiq bəyannamə üzrə ödənişin həyata keçirilməsi…”', () => {
  const declarations = [
    registered(),
    assessed(FIRST, { vat: '10' }),
    assessed(SECOND, { 'customs-duty': '5', vat: '20' }),
  ]

  test('“Bu halda GB üzrə hesablanmış borc məbləği dərhal bağlanır”: only this declaration, out of turn', async () => {
    await using portal = await Portal.after(...declarations, paidByNumber(SECOND, '25'))
    expect((await portal.declaration(SECOND)).facts.Vəziyyəti).toBe('Ödənilib')
    expect((await portal.declaration(FIRST)).facts.Vəziyyəti).toBe('Açıq')
    expect((await portal.ledger('vat')).operations.at(-1)).toBe('HÖP ödəniş 20,00 | 10,00 0,00')
  })

  test('a payment for an unknown number is held until its declaration is approved', async () => {
    await using portal = await Portal.after(registered())
    const { counts } = await portal.service.import([JSON.stringify(paidByNumber(THIRD, '9'))])
    expect(counts).toEqual({ applied: 0, duplicate: 0, held: 1, rejected: 0 })
    expect((await portal.statement()).card('Balans').sum).toBe('0,00 AZN')
    await portal.service.apply(assessed(THIRD, { vat: '9' }))
    expect((await portal.declaration(THIRD)).facts.Vəziyyəti).toBe('Ödənilib')
  })

  test('the excess of a payment goes to the advance', async () => {
    await using portal = await Portal.after(...declarations.slice(0, 2), paidByNumber(FIRST, '12'))
    expect((await portal.ledger('advance')).operations).toEqual(['Avans ödəniş (7 fond) 2,00 | 0,00 2,00'])
  })
})

describe('“Qeyd-1: …yeni borc yarandıqda həmin borc ancaq avans vasitəsi ilə ödənilə bilər”', () => {
  const story = [
    registered(),
    assessed(FIRST, { vat: '10' }),
    paidByNumber(FIRST, '10'),
    amended(FIRST, { vat: '16', excise: '3' }),
  ]

  test('a payment by declaration number is no HÖP payment of the new debt', async () => {
    await using portal = await Portal.after(...story, paidByNumber(FIRST, '4'))
    expect((await portal.ledger('vat', '?type=hop-payment')).rows).toHaveLength(1)
    // Note 1: the money becomes advance, and the advance may pay such a debt.
    expect((await portal.ledger('vat')).operations.slice(-2)).toEqual([
      'Hesablama 6,00 | 6,00 0,00',
      'Avansdan silinmə 4,00 | 2,00 0,00',
    ])
    expect((await portal.ledger('advance')).operations).toEqual([
      'Avans ödəniş (7 fond) 4,00 | 0,00 4,00',
      'Avansdan silinmə 4,00 | 0,00 0,00',
    ])
  })

  test('a payment by VÖEN pays the new debt from the advance', async () => {
    await using portal = await Portal.after(...story, paidToCode('142330', '9'))
    expect((await portal.ledger('vat')).operations.at(-1)).toBe('Avansdan silinmə 6,00 | 0,00 0,00')
    expect((await portal.ledger('excise')).operations).toEqual([
      'Hesablama 3,00 | 3,00 0,00',
      'Avansdan silinmə 3,00 | 0,00 0,00',
    ])
  })
})

describe('“Qeyd-2: ödənişlərin real vaxt rejimində balansınızda əks olunması…”', () => {
  test('a payment is in the balance as soon as it is delivered, and shows its payment date', async () => {
    await using portal = await Portal.after(registered())
    await portal.service.apply(paidToCode('142330', '5', { paidOn: '2026-03-27', ...on('2026-03-30') }))
    const [row] = (await portal.ledger('advance')).rows
    expect([row!['Əməliyyat tarixi'], row!['Ödəmə tarixi']]).toEqual(['30.03.2026', '27.03.2026'])
    expect((await portal.statement()).card('Balans').sum).toBe('5,00 AZN')
  })

  test('a payment that is delivered twice is booked once', async () => {
    await using portal = await Portal.after(registered())
    const line = JSON.stringify(paidToCode('142330', '5'))
    await portal.service.import([line, line])
    const { counts } = await portal.service.import([line])
    expect(counts.duplicate).toBe(1)
    expect((await portal.statement()).card('Balans').sum).toBe('5,00 AZN')
  })
})
