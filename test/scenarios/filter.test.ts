import { describe, expect, test } from 'vitest'
import { assessed, paidToFund, registered } from '../support/oracle/events.ts'
import { Portal } from '../support/people/portal.ts'
import { SECOND, STORY } from './filter-story.ts'

const ALL = [
  'Avans ödəniş (1 fond) 100,00 | 0,00 100,00',
  'Hesablama 540,00 | 540,00 100,00',
  'Ödənişin bağlanması 100,00 | 440,00 0,00',
  'Hesablama 270,00 | 710,00 0,00',
  'HÖP ödəniş 440,00 | 270,00 0,00',
  'Azalma 40,00 | 270,00 40,00',
  'Ödənişin bağlanması 40,00 | 230,00 0,00',
  'Hesablama 1,00 | 231,00 0,00',
  'Avansdan silinmə 100,00 | 131,00 0,00',
]

describe('“…məlumatları 3 meyar əsasında filtr etmək mümkündür”', () => {
  test('the page offers its criteria and the button, and shows every row without them', async () => {
    await using portal = await Portal.after(...STORY)
    const page = await portal.ledger('vat')
    const dates = ['from', 'paid-from', 'paid-to', 'to'].flatMap(name => [name, `${name}-day`])
    expect(Object.keys(page.fields).sort()).toEqual([...dates, 'channel', 'declaration', 'q', 'type'].sort())
    expect(page.buttons).toContain('Axtar')
    expect(page.operations).toEqual(ALL)
  })

  test('the account page offers the guide’s eleven operation types in its order, then those of money that goes back or moves', async () => {
    await using portal = await Portal.after(...STORY)
    expect((await portal.statement()).fields.type).toEqual([
      'Hamısı',
      'Hesablama',
      'HÖP ödəniş',
      'Ödənişin bağlanması',
      'Avansdan silinmə',
      'Azalma',
      'Avans ödəniş (7 fond)',
      'Avans ödəniş (1 fond)',
      'Avans elektron xidmət',
      'Avans elektron xidmətin ƏDV-si',
      'Avans – Elektron xidmət üzrə HÖP',
      'Avans – Elektron xidmətin ƏDV-si üzrə HÖP',
      'Geri qaytarma',
      'Köçürmə (məxaric)',
      'Köçürmə (mədaxil)',
    ])
  })
})

describe('“1. Müvafiq tarix intervalını (1) seçib…”', () => {
  test.each([
    ['?from=2026-03-04&to=2026-03-09', 3, 7],
    ['?from=04.03.2026&to=09.03.2026', 3, 7],
    ['?from=4.3&to=09032026', 3, 7],
    ['?from=x&from-day=2026-03-04&to=&to-day=2026-03-09', 3, 7],
    ['?from=d%C3%BCn%C9%99n', 9, 9],
    ['?from=2026-03-09', 5, 9],
    ['?to=2026-03-03', 0, 3],
    ['?from=&to=', 0, 9],
    ['?from=2026-03-05&to=2026-03-05', 5, 5],
    ['?from=2027-01-01', 9, 9],
  ])('%s finds rows of those days, both included', async (query, first, end) => {
    await using portal = await Portal.after(...STORY)
    expect((await portal.ledger('vat', query)).operations).toEqual(ALL.slice(first, end))
  })

  test('the page shows the balances before and after the range', async () => {
    await using portal = await Portal.after(...STORY)
    const page = await portal.ledger('vat', '?from=2026-03-04&to=2026-03-09&type=reduction')
    expect(page.operations).toEqual(['Azalma 40,00 | 270,00 40,00'])
    expect(page.facts).toEqual({
      'Seçilmiş əməliyyatlar': 'Əməliyyat sayı 1; Azaldılıb 40,00',
      'Vərəqənin qalığı': [
        'İlkin borc 04.03.2026 tarixinin əvvəlinə 440,00',
        'Son borc 09.03.2026 tarixinin sonuna 230,00',
        'İlkin artıq ödəmə 04.03.2026 tarixinin əvvəlinə 0,00',
        'Son artıq ödəmə 09.03.2026 tarixinin sonuna 0,00',
      ].join('; '),
    })
  })

  test.each([
    ['?from=2026-03-09&to=2026-03-04', 'a range that ends before it begins'],
    ['?from=2026-02-30', 'a day that is not in the calendar'],
    ['?from=someday', 'a word'],
  ])('%s is an error: %s', async query => {
    await using portal = await Portal.after(...STORY)
    const page = await portal.ledger('vat', query)
    expect([page.status, page.rows]).toEqual([422, []])
    expect(page.fields.from).toBe(new URLSearchParams(query).get('from'))
    expect((await portal.statement(query)).status).toBe(422)
  })
})

describe('“2. Əməliyyatın növündən (2) hər hansı bir əməliyyatı seçib…”', () => {
  test.each([
    ['assessment', 'Hesablama', 3],
    ['hop-payment', 'HÖP ödəniş', 1],
    ['overpayment-offset', 'Ödənişin bağlanması', 2],
    ['advance-drawdown', 'Avansdan silinmə', 1],
    ['reduction', 'Azalma', 1],
    ['advance-payment-single', 'Avans ödəniş (1 fond)', 1],
  ])('%s finds the operations called %s', async (type, name, count) => {
    await using portal = await Portal.after(...STORY)
    const { operations } = await portal.ledger('vat', `?type=${type}`)
    expect(operations).toEqual(ALL.filter(operation => operation.startsWith(`${name} `)))
    expect(operations).toHaveLength(count)
  })

  test('a type without rows on the ledger finds nothing, and an unknown type is an error', async () => {
    await using portal = await Portal.after(...STORY)
    expect(await portal.ledger('vat', '?type=eservice-advance')).toMatchObject({
      status: 200,
      rows: [],
    })
    expect(await portal.ledger('vat', '?type=payment')).toMatchObject({
      status: 422,
      rows: [],
    })
  })
})

describe('“3. Gömrük bəyannaməsinin nömrəsini (3) daxil edib…”', () => {
  test('finds the rows of that declaration, also for lower case and surrounding blanks', async () => {
    await using portal = await Portal.after(
      registered(),
      assessed('GB-1/A', { vat: '2' }),
      assessed('GB-1', { vat: '3' }),
    )
    for (const typed of ['GB-1/A', 'gb-1/a', '%20gb-1/a%20', 'GB-1%2Fa']) {
      expect((await portal.ledger('vat', `?declaration=${typed}`)).operations).toEqual(['Hesablama 2,00 | 2,00 0,00'])
    }
  })

  test('finds its rows on every ledger', async () => {
    await using portal = await Portal.after(...STORY)
    const page = await portal.statement(`?declaration=${SECOND}`)
    // VAT: assessment, offset on the 9th, drawdown on the 12th. Excise and the advance have one row each.
    expect(page.sums('selected')).toMatchObject({
      ƏDV: { 'Əməliyyat sayı': '3' },
      'Aksiz vergisi': { 'Əməliyyat sayı': '1' },
      'Avans gömrük ödənişləri': { 'Əməliyyat sayı': '1' },
      Cəmi: { 'Əməliyyat sayı': '5' },
    })
    expect(Object.keys(page.sums('selected'))).toHaveLength(4)
  })

  test('an unknown number finds nothing, and an impossible number is an error', async () => {
    await using portal = await Portal.after(...STORY)
    expect(await portal.ledger('vat', '?declaration=00010/999999/000009')).toMatchObject({ status: 200, rows: [] })
    const wrong = await portal.ledger('vat', '?declaration=%C9%99')
    expect([wrong.status, wrong.fields.declaration]).toEqual([422, 'ə'])
  })
})

test('the three criteria combine: a row must match all of them', async () => {
  await using portal = await Portal.after(...STORY)
  const query = `?from=2026-03-04&to=2026-03-31&type=overpayment-offset&declaration=${SECOND}`
  expect((await portal.ledger('vat', query)).operations).toEqual(['Ödənişin bağlanması 40,00 | 230,00 0,00'])
  expect((await portal.ledger('vat', query.replace('03-04', '03-10'))).operations).toEqual([])
})

test('pages of a long ledger follow each other without a gap, newest first', async () => {
  const payments = Array.from({ length: 60 }, (_, index) => paidToFund('vat', `${index + 1}`))
  await using portal = await Portal.after(registered(), ...payments)
  const seen: string[] = []
  let page = await portal.ledger('vat')
  for (;;) {
    seen.push(...page.rows.map(row => row.Məbləğ!))
    const older = page.links('Növbəti səhifə →')[0]
    if (!older) break
    page = await portal.open(older)
  }
  expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => `${60 - index},00`))
})

test('a last page of one row links to the previous page, which links to it again', async () => {
  const payments = Array.from({ length: 26 }, (_, index) => paidToFund('vat', `${index + 1}`))
  await using portal = await Portal.after(registered(), ...payments)
  const last = await portal.open((await portal.ledger('vat')).link('Növbəti səhifə →'))
  expect(last.operations).toEqual(['Avans ödəniş (1 fond) 1,00 | 0,00 1,00'])
  expect(last.links('Növbəti səhifə →')).toEqual([])
  const first = await portal.open(last.link('← Əvvəlki səhifə'))
  expect(first.rows).toHaveLength(25)
  expect(first.links('← Əvvəlki səhifə')).toEqual([])
  expect((await portal.open(first.link('Növbəti səhifə →'))).operations).toEqual(last.operations)
})
