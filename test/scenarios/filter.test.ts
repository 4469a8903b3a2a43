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
  TRADER,
} from '../support/events.ts'
import { Portal } from '../support/portal.ts'

const [FIRST, SECOND] = ['00010/030326/000001', '00010/040326/000002'] as const

const story = [
  registered(),
  paidToFund('vat', '100', on('2026-03-01')),
  assessed(FIRST, { vat: '540' }, on('2026-03-03')),
  assessed(SECOND, { vat: '270', excise: '5' }, on('2026-03-04')),
  paidByNumber(FIRST, '440', on('2026-03-06')),
  amended(FIRST, { vat: '500' }, on('2026-03-09')),
  charged('AKT-17', { vat: '1' }, on('2026-03-11')),
  paidToCode('142330', '100', on('2026-03-12')),
]

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
  test('the page offers the three criteria and the button, and without them shows everything', async () => {
    await using portal = await Portal.after(...story)
    const page = await portal.ledger('vat')
    expect(Object.keys(page.fields).sort()).toEqual(['declaration', 'from', 'to', 'type'])
    expect(page.buttons).toContain('Axtar')
    expect(page.operations).toEqual(ALL)
  })

  test('the account page offers all eleven operation types, in the guide’s order', async () => {
    await using portal = await Portal.after(...story)
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
    ])
  })
})

describe('“1. Müvafiq tarix intervalını (1) seçib…”', () => {
  test.each([
    ['?from=2026-03-04&to=2026-03-09', 3, 7],
    ['?from=04.03.2026&to=09.03.2026', 3, 7],
    ['?from=2026-03-09', 5, 9],
    ['?to=2026-03-03', 0, 3],
    ['?from=&to=', 0, 9],
    ['?from=2026-03-05&to=2026-03-05', 5, 5],
    ['?from=2027-01-01', 9, 9],
  ])('%s finds rows of those days, both included', async (query, first, end) => {
    await using portal = await Portal.after(...story)
    expect((await portal.ledger('vat', query)).operations).toEqual(ALL.slice(first, end))
  })

  test('what stood before and after the range stands beside the rows', async () => {
    await using portal = await Portal.after(...story)
    const page = await portal.ledger('vat', '?from=2026-03-04&to=2026-03-09&type=reduction')
    expect(page.operations).toEqual(['Azalma 40,00 | 270,00 40,00'])
    expect(page.facts).toEqual({
      'İlkin qalıq 04.03.2026 tarixinin əvvəlinə': 'Borc: 440,00; Artıq ödəmə: 0,00',
      'Seçilmiş əməliyyatlar': 'Əməliyyat sayı: 1; Cəmi: 40,00 AZN',
      'Son qalıq 09.03.2026 tarixinin sonuna': 'Borc: 230,00; Artıq ödəmə: 0,00',
    })
  })

  test.each([
    ['?from=2026-03-09&to=2026-03-04', 'a range that ends before it begins'],
    ['?from=2026-02-30', 'a day that is not in the calendar'],
    ['?from=yesterday', 'a word'],
  ])('%s is answered with what is wrong: %s', async query => {
    await using portal = await Portal.after(...story)
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
    await using portal = await Portal.after(...story)
    const { operations } = await portal.ledger('vat', `?type=${type}`)
    expect(operations).toEqual(ALL.filter(operation => operation.startsWith(`${name} `)))
    expect(operations).toHaveLength(count)
  })

  test('a type that stands on no row of the ledger finds nothing; an unknown one is a mistake', async () => {
    await using portal = await Portal.after(...story)
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
  test('finds the rows of that declaration, lower case and surrounding blanks forgiven', async () => {
    await using portal = await Portal.after(
      registered(),
      assessed('GB-1/A', { vat: '2' }),
      assessed('GB-1', { vat: '3' }),
    )
    for (const typed of ['GB-1/A', 'gb-1/a', '%20gb-1/a%20', 'GB-1%2Fa']) {
      expect((await portal.ledger('vat', `?declaration=${typed}`)).operations).toEqual(['Hesablama 2,00 | 2,00 0,00'])
    }
  })

  test('finds it on every ledger where it stands', async () => {
    await using portal = await Portal.after(...story)
    const page = await portal.statement(`?declaration=${SECOND}`)
    const counts = Object.values(page.ledgers).map(ledger => ledger['Əməliyyat sayı'])
    // On VAT: assessed, offset on the 9th, drawn from the advance on the 12th; on excise and the advance the rest.
    expect(counts).toEqual(['0', '3', '1', '0', '0', '0', '0', '0', '0', '1', '5'])
  })

  test('a number nobody knows is an empty answer, one that no declaration can have is a mistake', async () => {
    await using portal = await Portal.after(...story)
    expect(await portal.ledger('vat', '?declaration=00010/999999/000009')).toMatchObject({ status: 200, rows: [] })
    const wrong = await portal.ledger('vat', '?declaration=%C9%99')
    expect([wrong.status, wrong.fields.declaration]).toEqual([422, 'ə'])
  })
})

describe('several declarations at once', () => {
  const THIRD = '00010/100326/000003'
  const more = [...story, assessed(THIRD, { vat: '7', 'customs-fee': '2' }, on('2026-03-13'))]
  const numbersOf = (page: { rows: readonly Record<string, string>[] }) =>
    page.rows.map(row => [FIRST, SECOND, THIRD].find(number => row['Əməliyyatın adı']?.includes(number)))

  test('their operations stand in one list, with one count and sum, and leave the others out', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.ledger('vat', `?declaration=${THIRD},${FIRST}`)
    expect(page.operations).toEqual([
      'Hesablama 540,00 | 540,00 100,00',
      'Ödənişin bağlanması 100,00 | 440,00 0,00',
      'HÖP ödəniş 440,00 | 270,00 0,00',
      'Azalma 40,00 | 270,00 40,00',
      'Hesablama 7,00 | 138,00 0,00',
    ])
    expect(page.facts['Seçilmiş əməliyyatlar']).toBe('Əməliyyat sayı: 5; Cəmi: 1.127,00 AZN')
    expect(page.fields.declaration).toBe(`${THIRD}, ${FIRST}`)
    expect(new Set(numbersOf(page))).toEqual(new Set([FIRST, THIRD]))
  })

  test.each([
    ['a column of a spreadsheet', `${FIRST}\r\n${THIRD}\r\n`],
    ['the same column in a field for one line', `${FIRST} ${THIRD}`],
    ['a row of a spreadsheet', `${FIRST}\t${THIRD}`],
    ['a list with semicolons, blanks and a number twice', ` ${FIRST} ; ${THIRD};${FIRST}; `],
  ])('%s may be pasted', async (_, pasted) => {
    await using portal = await Portal.after(...more)
    const query = `?declaration=${encodeURIComponent(pasted)}`
    const { operations } = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}`)
    expect((await portal.ledger('vat', query)).operations).toEqual(operations)
    expect(operations).toHaveLength(5)
  })

  test('each ledger of the account page counts those of its operations, and the page leads on with them', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.statement(`?declaration=${SECOND},${THIRD}`)
    const counts = Object.values(page.ledgers).map(ledger => ledger['Əməliyyat sayı'])
    expect(counts).toEqual(['0', '4', '1', '1', '0', '0', '0', '0', '0', '1', '7'])
    const fee = await portal.open(page.link('Gömrük yığımları üzrə vərəqə'))
    expect(fee.operations).toEqual(['Hesablama 2,00 | 2,00 0,00'])
  })

  test('they combine with the other criteria', async () => {
    await using portal = await Portal.after(...more)
    const { operations } = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}&type=assessment&from=4.3.26`)
    expect(operations).toEqual(['Hesablama 7,00 | 138,00 0,00'])
  })

  test('the export has their rows, oldest first, and no other', async () => {
    await using portal = await Portal.after(...more)
    const file = await portal.fetch(
      `/accounts/${TRADER}/ledgers/vat/export?dialect=machine&declaration=${THIRD},${FIRST}`,
    )
    const [header, ...rows] = (await file.text()).trimEnd().split('\n')
    const column = header!.split(',').indexOf('declaration')
    expect(rows.map(row => row.split(',')[column])).toEqual([FIRST, FIRST, FIRST, FIRST, THIRD])
  })

  test('each has its condition, which can be taken away alone', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.ledger('vat', `?declaration=${FIRST},${SECOND},${THIRD}`)
    const rest = await portal.open(page.link(`Bəyannamənin nömrəsi: ${SECOND} ×`))
    expect(rest.fields.declaration).toBe(`${FIRST}, ${THIRD}`)
    expect(rest.operations).toHaveLength(5)
  })

  test('many have one condition together', async () => {
    await using portal = await Portal.after(...more)
    const numbers = [FIRST, SECOND, THIRD, 'X/1', 'X/2', 'X/3']
    const page = await portal.ledger('vat', `?type=assessment&declaration=${numbers.join()}`)
    expect(page.links(`Bəyannamənin nömrəsi: ${FIRST} ×`)).toEqual([])
    const rest = await portal.open(page.link('6 bəyannamə ×'))
    expect(rest.fields.declaration).toBe('')
    expect(rest.operations).toEqual((await portal.ledger('vat', '?type=assessment')).operations)
  })

  test('numbers that are not in the account are named, and the others are shown', async () => {
    await using portal = await Portal.after(...more)
    const query = `?declaration=X/1,${THIRD},X/2`
    for (const page of [await portal.ledger('vat', query), await portal.statement(query)]) {
      expect(page.text).toContain('Bu hesabda tapılmayan bəyannamələr: X/1, X/2.')
    }
    expect((await portal.ledger('vat', query)).operations).toEqual(['Hesablama 7,00 | 138,00 0,00'])
    const all = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}`)
    expect(all.text).not.toContain('tapılmayan')
  })

  test('of many that are not in the account the first five are named; when there are no others, nothing is found', async () => {
    await using portal = await Portal.after(...more)
    const numbers = Array.from({ length: 8 }, (_, index) => `X/${index}`)
    const page = await portal.ledger('vat', `?declaration=${numbers.join()}`)
    expect(page.text).toContain('Bu hesabda tapılmayan bəyannamələr: X/0, X/1, X/2, X/3, X/4 və daha 3.')
    expect([page.status, page.rows]).toEqual([200, []])
  })

  test('known ones without such operations are an empty answer that says so', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}&type=advance-payment-single`)
    expect(page.text).toContain('Bu bəyannamələr üzrə bu şərtlərə uyğun əməliyyat yoxdur.')
    expect(page.text).not.toContain('tapılmayan')
  })

  test('a single one can be opened; of several none is', async () => {
    await using portal = await Portal.after(...more)
    const one = await portal.statement(`?declaration=${FIRST}`)
    expect(one.link(`${FIRST} nömrəli bəyannaməni aç`)).toBe(`/accounts/${TRADER}/declarations/${FIRST}`)
    expect((await portal.statement(`?declaration=${FIRST},${THIRD}`)).text).not.toContain('bəyannaməni aç')
  })

  test('what cannot be a number is named, nothing is searched for, and the words stay', async () => {
    await using portal = await Portal.after(...more)
    const query = `?declaration=${FIRST}%0Aa_1;${THIRD}`
    const ledger = await portal.ledger('vat', query)
    for (const page of [ledger, await portal.statement(query)]) {
      expect(page.status).toBe(422)
      expect(page.text).toContain('Bunlar bəyannamə nömrəsi ola bilməz: a_1. Nömrə yalnız rəqəm, latın hərfi,')
      // A line end in a field for one line would be left out by the browser, and two numbers would be one.
      expect(page.fields.declaration).toBe(`${FIRST} a_1;${THIRD}`)
    }
    expect(ledger.rows).toEqual([])
  })

  test('fifty may be asked for, fifty-one are told to be too many', async () => {
    await using portal = await Portal.after(...more)
    const others = Array.from({ length: 49 }, (_, index) => `X/${index}`)
    const most = await portal.ledger('vat', `?declaration=${[...others, THIRD].join()}`)
    expect(most.operations).toEqual(['Hesablama 7,00 | 138,00 0,00'])
    const typed = [...others, FIRST, THIRD].join()
    const tooMany = await portal.ledger('vat', `?declaration=${typed}`)
    expect([tooMany.status, tooMany.rows, tooMany.fields.declaration]).toEqual([422, [], typed])
    expect(tooMany.text).toContain('Bir dəfəyə ən çoxu 50 bəyannamə nömrəsi axtarıla bilər.')
  })

  test('pages of a long ledger follow each other without a gap, whichever of them a row is of', async () => {
    const paid = Array.from({ length: 60 }, (_, index) =>
      paidByNumber([FIRST, SECOND, THIRD][index % 3]!, `${index + 1}`),
    )
    await using portal = await Portal.after(
      registered(),
      ...[FIRST, SECOND, THIRD].map(number => assessed(number, { vat: '9999' })),
      ...paid,
    )
    const seen: string[] = []
    let page = await portal.ledger('vat', `?type=hop-payment&declaration=${THIRD},${FIRST}`)
    for (;;) {
      seen.push(...page.rows.map(row => row.Məbləğ!))
      const older = page.links('Növbəti səhifə →')[0]
      if (!older) break
      page = await portal.open(older)
    }
    const wanted = Array.from({ length: 60 }, (_, index) => index + 1).filter(amount => amount % 3 !== 2)
    expect(seen).toEqual(wanted.map(amount => `${amount},00`).reverse())
    const newer = await portal.open(page.link('← Əvvəlki səhifə'))
    expect(newer.rows.map(row => row.Məbləğ)).toEqual(
      wanted
        .map(amount => `${amount},00`)
        .reverse()
        .slice(0, 25),
    )
  })
})

test('the three criteria combine: a row must pass them all', async () => {
  await using portal = await Portal.after(...story)
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

test('a last page of one single row leads back, and from there forward to it again', async () => {
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
