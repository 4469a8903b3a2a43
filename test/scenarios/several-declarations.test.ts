import { describe, expect, test } from 'vitest'
import { assessed, on, paidByNumber, registered, TRADER } from '../support/oracle/events.ts'
import { Portal } from '../support/people/portal.ts'
import { FIRST, SECOND, STORY } from './filter-story.ts'

describe('several declarations at once', () => {
  const THIRD = '00010/100326/000003'
  const more = [...STORY, assessed(THIRD, { vat: '7', 'customs-fee': '2' }, on('2026-03-13'))]
  const numbersOf = (page: { rows: readonly Record<string, string>[] }) =>
    page.rows.map(row => [FIRST, SECOND, THIRD].find(number => row['Əməliyyatın adı']?.includes(number)))

  test('the page lists their operations only, with one count and a sum of each kind', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.ledger('vat', `?declaration=${THIRD},${FIRST}`)
    expect(page.operations).toEqual([
      'Hesablama 540,00 | 540,00 100,00',
      'Ödənişin bağlanması 100,00 | 440,00 0,00',
      'HÖP ödəniş 440,00 | 270,00 0,00',
      'Azalma 40,00 | 270,00 40,00',
      'Hesablama 7,00 | 138,00 0,00',
    ])
    expect(page.facts['Seçilmiş əməliyyatlar']).toBe(
      'Əməliyyat sayı 5; Hesablanıb 547,00; Azaldılıb 40,00; Ödənilib 540,00; Borclara silinib 100,00',
    )
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

  test('each ledger of the account page counts their operations, and its link keeps the filter', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.statement(`?declaration=${SECOND},${THIRD}`)
    const counts = Object.entries(page.sums('selected')).map(([ledger, sums]) => [ledger, sums['Əməliyyat sayı']])
    expect(counts).toEqual([
      ['ƏDV', '4'],
      ['Aksiz vergisi', '1'],
      ['Gömrük yığımı', '1'],
      ['Avans gömrük ödənişləri', '1'],
      ['Cəmi', '7'],
    ])
    const fee = await portal.open(page.link('Gömrük yığımları üzrə vərəqə'))
    expect(fee.operations).toEqual(['Hesablama 2,00 | 2,00 0,00'])
  })

  test('they combine with the other criteria', async () => {
    await using portal = await Portal.after(...more)
    const { operations } = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}&type=assessment&from=4.3.26`)
    expect(operations).toEqual(['Hesablama 7,00 | 138,00 0,00'])
  })

  test('the export has their rows only, oldest first', async () => {
    await using portal = await Portal.after(...more)
    const file = await portal.fetch(
      `/accounts/${TRADER}/ledgers/vat/export?dialect=machine&declaration=${THIRD},${FIRST}`,
    )
    const [header, ...rows] = (await file.text()).trimEnd().split('\n')
    const column = header!.split(',').indexOf('declaration')
    expect(rows.map(row => row.split(',')[column])).toEqual([FIRST, FIRST, FIRST, FIRST, THIRD])
  })

  test('each has a condition that the user can remove alone', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.ledger('vat', `?declaration=${FIRST},${SECOND},${THIRD}`)
    const rest = await portal.open(page.link(`Bəyannamənin nömrəsi: ${SECOND} ×`))
    expect(rest.fields.declaration).toBe(`${FIRST}, ${THIRD}`)
    expect(rest.operations).toHaveLength(5)
  })

  test('more than five share one condition', async () => {
    await using portal = await Portal.after(...more)
    const numbers = [FIRST, SECOND, THIRD, 'X/1', 'X/2', 'X/3']
    const page = await portal.ledger('vat', `?type=assessment&declaration=${numbers.join()}`)
    expect(page.links(`Bəyannamənin nömrəsi: ${FIRST} ×`)).toEqual([])
    const rest = await portal.open(page.link('6 bəyannamə ×'))
    expect(rest.fields.declaration).toBe('')
    expect(rest.operations).toEqual((await portal.ledger('vat', '?type=assessment')).operations)
  })

  test('the page names the numbers that the account does not have, and shows the other rows', async () => {
    await using portal = await Portal.after(...more)
    const query = `?declaration=X/1,${THIRD},X/2`
    for (const page of [await portal.ledger('vat', query), await portal.statement(query)]) {
      expect(page.text).toContain('Bu hesabda tapılmayan bəyannamələr: X/1, X/2.')
    }
    expect((await portal.ledger('vat', query)).operations).toEqual(['Hesablama 7,00 | 138,00 0,00'])
    const all = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}`)
    expect(all.text).not.toContain('tapılmayan')
  })

  test('the page names the first five of many unknown numbers, and finds nothing when all are unknown', async () => {
    await using portal = await Portal.after(...more)
    const numbers = Array.from({ length: 8 }, (_, index) => `X/${index}`)
    const page = await portal.ledger('vat', `?declaration=${numbers.join()}`)
    expect(page.text).toContain('Bu hesabda tapılmayan bəyannamələr: X/0, X/1, X/2, X/3, X/4 və daha 3.')
    expect([page.status, page.rows]).toEqual([200, []])
  })

  test('known numbers without matching operations find nothing, and the page says so', async () => {
    await using portal = await Portal.after(...more)
    const page = await portal.ledger('vat', `?declaration=${FIRST},${THIRD}&type=advance-payment-single`)
    expect(page.text).toContain('Bu bəyannamələr üzrə bu şərtlərə uyğun əməliyyat yoxdur.')
    expect(page.text).not.toContain('tapılmayan')
  })

  test('the page links to the declaration when there is only one', async () => {
    await using portal = await Portal.after(...more)
    const one = await portal.statement(`?declaration=${FIRST}`)
    expect(one.link(`${FIRST} nömrəli bəyannaməni aç`)).toBe(`/accounts/${TRADER}/declarations/${FIRST}`)
    expect((await portal.statement(`?declaration=${FIRST},${THIRD}`)).text).not.toContain('bəyannaməni aç')
  })

  test('an impossible number is an error that names it, and the typed text stays in the field', async () => {
    await using portal = await Portal.after(...more)
    const query = `?declaration=${FIRST}%0Aa_1;${THIRD}`
    const ledger = await portal.ledger('vat', query)
    for (const page of [ledger, await portal.statement(query)]) {
      expect(page.status).toBe(422)
      expect(page.text).toContain('Bunlar bəyannamə nömrəsi ola bilməz: a_1. Nömrə yalnız rəqəm, latın hərfi,')
      // A browser drops line ends in a one-line field, which would join two numbers.
      expect(page.fields.declaration).toBe(`${FIRST} a_1;${THIRD}`)
    }
    expect(ledger.rows).toEqual([])
  })

  test('fifty numbers are accepted, and fifty-one are an error', async () => {
    await using portal = await Portal.after(...more)
    const others = Array.from({ length: 49 }, (_, index) => `X/${index}`)
    const max = await portal.ledger('vat', `?declaration=${[...others, THIRD].join()}`)
    expect(max.operations).toEqual(['Hesablama 7,00 | 138,00 0,00'])
    const typed = [...others, FIRST, THIRD].join()
    const tooMany = await portal.ledger('vat', `?declaration=${typed}`)
    expect([tooMany.status, tooMany.rows, tooMany.fields.declaration]).toEqual([422, [], typed])
    expect(tooMany.text).toContain('Bir dəfəyə ən çoxu 50 bəyannamə nömrəsi axtarıla bilər.')
  })

  test('pages of a long ledger with rows of several declarations follow each other without a gap', async () => {
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
