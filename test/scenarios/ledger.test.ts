import { describe, expect, test } from 'vitest'
import { tableIn } from '../support/oracle/csv.ts'
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
} from '../support/oracle/events.ts'
import { Portal } from '../support/people/portal.ts'

const [FIRST, SECOND] = ['00010/030326/000001', '00010/040326/000002'] as const

const story = [
  registered(),
  assessed(FIRST, { 'customs-duty': '300', vat: '540' }, on('2026-03-03')),
  assessed(SECOND, { vat: '270' }, on('2026-03-04')),
  paidByNumber(FIRST, '840', { paidOn: '2026-03-05', ...on('2026-03-06') }),
  amended(FIRST, { vat: '500' }, on('2026-03-09')),
  amended(SECOND, { vat: '280' }, on('2026-03-10')),
  charged('AKT-17', { fine: '500', vat: '1' }, on('2026-03-11')),
  paidToCode('142330', '100', {
    channel: 'bank',
    paidOn: '2026-03-12',
    ...on('2026-03-12'),
  }),
]

describe('“Hər bir vərəqə özündə aşağıdakı məlumatları əks etdirir”', () => {
  test.each(['customs-duty', 'vat', 'fine', 'advance'])(
    'the seven columns of figure 5, in its order: %s',
    async ledger => {
      await using portal = await Portal.after(...story)
      expect((await portal.ledger(ledger)).columns).toEqual([
        'Əməliyyat tarixi',
        'Əməliyyatın adı',
        'Əməliyyatın növü',
        'Ödəmə tarixi',
        'Məbləğ',
        'Borc',
        'Artıq ödəmə',
      ])
    },
  )

  test('a row shows the dates, the operation, the declaration, the amount and the balances after it', async () => {
    await using portal = await Portal.after(...story)
    const row = (await portal.ledger('vat', '?type=hop-payment')).rows[0]!
    expect(row).toEqual({
      'Əməliyyat tarixi': '06.03.2026',
      'Əməliyyatın adı': `${FIRST} nömrəli GB üzrə HÖP vasitəsilə ödəniş`,
      'Əməliyyatın növü': 'HÖP ödəniş',
      'Ödəmə tarixi': '05.03.2026',
      Məbləğ: '540,00',
      Borc: '270,00',
      'Artıq ödəmə': '0,00',
    })
  })

  test('an unknown ledger gets 404', async () => {
    await using portal = await Portal.after(...story)
    expect((await portal.ledger('tax')).status).toBe(404)
  })
})

describe('“…GB üzrə aparılmış əməliyyatları (hesablanmış məbləğ, ödəniş, …azalma və ya artmasını) görə bilərsiniz”', () => {
  test('a ledger shows assessments, payments, reductions and increases of its declarations', async () => {
    await using portal = await Portal.after(...story)
    expect((await portal.ledger('vat')).operations).toEqual([
      'Hesablama 540,00 | 540,00 0,00',
      'Hesablama 270,00 | 810,00 0,00',
      'HÖP ödəniş 540,00 | 270,00 0,00',
      'Azalma 40,00 | 270,00 40,00',
      'Ödənişin bağlanması 40,00 | 230,00 0,00',
      'Hesablama 10,00 | 240,00 0,00',
      'Hesablama 1,00 | 241,00 0,00',
      'Avansdan silinmə 100,00 | 141,00 0,00',
    ])
  })

  test('every row of a declaration links to its page, which shows its sums for each fund', async () => {
    await using portal = await Portal.after(...story)
    const page = await portal.open((await portal.ledger('vat')).link(FIRST))
    expect(page.rows.slice(0, 2).map(row => Object.values(row))).toEqual([
      ['Gömrük rüsumu ödənilib', '300,00', '0,00', '300,00', '0,00'],
      ['ƏDV ödənilib, düzəliş edilib', '540,00', '40,00', '500,00', '0,00'],
    ])
    expect(page.facts.Vəziyyəti).toBe('Ödənilib, düzəliş edilib')
  })

  test('a cancelled declaration is shown as cancelled, and an unknown number gets 404', async () => {
    await using portal = await Portal.after(...story, cancelled(SECOND))
    expect((await portal.declaration(SECOND)).facts.Vəziyyəti).toBe('Ləğv edilib')
    expect((await portal.declaration('00010/999999/000009')).status).toBe(404)
  })

  test.each(['/', '-', '/-', 'A//B', 'EXPORT', '0'])(
    'the unusual number %s has a page and a link too',
    async number => {
      await using portal = await Portal.after(registered(), assessed(number, { vat: '7' }))
      const ledger = await portal.ledger('vat', `?declaration=${encodeURIComponent(number)}`)
      expect(ledger.operations).toEqual(['Hesablama 7,00 | 7,00 0,00'])
      expect((await portal.open(ledger.link(number))).rows[0]!['Qalıq borc']).toBe('7,00')
    },
  )

  test('text from a sender is shown unchanged and is never markup', async () => {
    const reference = '<b>"AKT" & \'17\'</b>'
    const name = '</title><i>Ad</i>'
    await using portal = await Portal.after(registered({ name }), charged(reference, { fine: '1' }))
    const page = await portal.ledger('fine')
    expect(page.rows[0]!['Əməliyyatın adı']).toContain(reference)
    expect(page.text).toContain(name)
    expect(page.title).toContain(name)
  })
})

const CSV = 'CSV: nöqtəli vergül, onluq vergül (1234,50)'

describe('“Export” düyməsini sıxmaqla vəsaitlərin uçotuna dair məlumatları… yükləyə bilərsiniz', () => {
  const download = async (portal: Portal, href: string) => {
    const response = await portal.fetch(href)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /)
    return Buffer.from(await response.arrayBuffer()).toString()
  }

  test('downloads the rows that the filter finds, oldest first, for a spreadsheet', async () => {
    await using portal = await Portal.after(...story)
    const csv = await download(portal, (await portal.ledger('vat', '?from=2026-03-06&to=2026-03-09')).link(CSV))
    expect(csv.startsWith('\uFEFF')).toBe(true)
    const amounts = tableIn(csv)
      .split('\r\n')
      .slice(1, -1)
      .map(line => line.split(';').slice(-3).join(' '))
    expect(amounts).toEqual([
      ' 810,00 0,00',
      '540,00 270,00 0,00',
      '40,00 270,00 40,00',
      '40,00 230,00 0,00',
      // What leads from the opening to the closing balance.
      ' -580,00 ',
      '  40,00',
      '  -40,00',
      ' 230,00 0,00',
    ])
  })

  test('downloads for programs the same rows as the command line exports', async () => {
    await using portal = await Portal.after(...story)
    const page = await portal.ledger('vat', '?type=assessment')
    const csv = await download(portal, page.link('Proqramlar üçün CSV'))
    expect(csv).toBe(await portal.service.export({ ledger: 'vat', type: 'assessment' }))
    const whole = await download(portal, (await portal.statement()).link('Proqramlar üçün CSV'))
    expect(whole).toBe(await portal.service.export())
  })

  test('downloads all filtered rows, not just the page', async () => {
    const amounts = Array.from({ length: 450 }, (_, index) => `${index + 1},00`)
    const payments = amounts.map(amount => paidToFund('vat', amount.replace(',', '.')))
    await using portal = await Portal.after(registered(), ...payments)
    const page = await portal.ledger('vat')
    expect(page.rows).toHaveLength(25)
    const [, , ...lines] = tableIn(await download(portal, page.link(CSV)))
      .trimEnd()
      .split('\r\n')
    // The file begins with the headings and the opening balance, and ends with what came in and the closing balance.
    expect(lines.slice(0, -2).map(line => line.split(';').at(-3))).toEqual(amounts)
  })

  test('an invalid filter downloads nothing: the page shows the error', async () => {
    await using portal = await Portal.after(...story)
    const response = await portal.fetch('/accounts/1400057421/ledgers/vat/export?from=2026-02-30')
    expect([response.status, response.headers.get('content-type')]).toEqual([303, null])
    expect((await portal.open(response.headers.get('location')!)).status).toBe(422)
  })
})
