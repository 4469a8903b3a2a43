import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { FUNDS, LEDGERS } from '../../src/domain/fund.ts'
import { manat, type Qepik } from '../../src/domain/money.ts'
import { CAUSES, CHANNELS, OPERATION_TYPES } from '../../src/domain/operation-type.ts'
import { readTypedDate } from '../../src/domain/typed/date.ts'
import { catalogueOf, isLanguage, LANGUAGES, type Language } from '../../src/i18n/index.ts'

const t = catalogueOf('az')

const row = { ledger: 'vat', declaration: null, reference: null, channel: null, cause: null } as const

/** Every text of a catalogue with its key; functions contribute the texts they make of sample arguments. */
function textsOf(value: unknown, key = ''): [key: string, text: string][] {
  if (typeof value === 'string') return [[key, value]]
  if (typeof value === 'function')
    return resultsOf(value as (...args: unknown[]) => unknown).flatMap(result => textsOf(result, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, `${key}.${name}`))
}

/**
 * Calls a function with words, counts and lists. Functions that need other arguments throw, and have their own tests.
 */
function resultsOf(call: (...args: unknown[]) => unknown): unknown[] {
  return [['x', 'x'], [1, 1], [2, 2], [5, 5], [5, 'x'], ['x', 5], [['x']], [[]]].flatMap(args => {
    try {
      return [call(...args)]
    } catch {
      return []
    }
  })
}

describe.each(LANGUAGES)('the catalogue in %s', language => {
  const catalogue = catalogueOf(language)
  const texts = textsOf({ ...catalogue, format: null })

  test('names its language', () => {
    expect(catalogue.lang).toBe(language)
    expect(catalogue.languageName).toBe({ az: 'Azərbaycanca', en: 'English', ru: 'Русский' }[language])
  })

  test('has no empty text', () => {
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('has no letters of another language, but for names that every paper has', () => {
    const foreign = { az: /\p{Script=Cyrillic}/u, en: /[\p{L}--\p{ASCII}]/v, ru: /[əƏıİğĞşŞçÇöÖüÜ]/u }[language]
    const isForeign = ([key, text]: [string, string]) =>
      key !== '.product' && foreign.test(text.replaceAll(/Vərəqə|VÖEN|HÖP/g, ''))
    expect(texts.filter(isForeign)).toEqual([])
  })

  test('puts a no-break space between the number sign and the number', () => {
    const breakable = /(?:№|\bNo\.) /
    expect(texts.filter(([, text]) => /№|\bNo\./.test(text)).length).toBeGreaterThan(2)
    expect(texts.filter(([, text]) => breakable.test(text))).toEqual([])
    for (const type of OPERATION_TYPES) {
      expect(catalogue.operationName({ ...row, type, declaration: 'A/1' as DeclarationNumber })).not.toMatch(breakable)
      expect(catalogue.operationName({ ...row, type, reference: 'AKT-17' })).not.toMatch(breakable)
    }
  })

  test('says why an operation changed what was assessed, each cause in words of its own', () => {
    const names = (['assessment', 'reduction'] as const).flatMap(type =>
      [null, ...CAUSES].map(cause =>
        catalogue.operationName({ ...row, type, declaration: 'A/1' as DeclarationNumber, cause }),
      ),
    )
    // A cancellation makes no assessment.
    expect(new Set(names).size).toBe(5)
  })

  test('names an operation with its document exactly once', () => {
    for (const type of OPERATION_TYPES) {
      for (const named of [{ declaration: '00010/030326/000001' as DeclarationNumber }, { reference: 'AKT-17' }]) {
        const [number] = Object.values(named)
        expect(catalogue.operationName({ ...row, type, ...named }).split(number!)).toHaveLength(2)
      }
    }
  })

  test('has a distinct name for every operation type and every ledger', () => {
    expect(new Set(OPERATION_TYPES.map(type => catalogue.operationTypes[type])).size).toBe(OPERATION_TYPES.length)
    expect(new Set(LEDGERS.map(ledger => catalogue.ledgers[ledger])).size).toBe(LEDGERS.length)
  })

  test('writes amounts and counts as Intl does', () => {
    const { amount, count } = catalogue.format
    const intl = new Intl.NumberFormat(language, { minimumFractionDigits: 2 })
    for (const qepik of [0n, 5n, 123_450n, 123_456_789n]) {
      expect(amount(qepik)).toBe(intl.format(manat(qepik) as `${number}`))
    }
    expect(count(486_783)).toBe(new Intl.NumberFormat(language).format(486_783))
  })

  test('writes dates as Intl does, and dates in fields so that they can be parsed', () => {
    for (let month = 1; month <= 12; month += 1) {
      const date = `2026-${String(month).padStart(2, '0')}-02` as PlainDate
      const { date: writeDate, typedDate } = catalogue.format
      expect(writeDate(date)).toBe(DATES[language].format(new Date(date)))
      expect(readTypedDate(typedDate(date))).toEqual({ date, problem: null })
    }
  })
})

/** Digits only where that is usual; in English, where the order of day and month differs, the month as a word. */
const DATES: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  az: new Intl.DateTimeFormat('az', { day: '2-digit', month: '2-digit', year: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
  ru: new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', year: 'numeric' }),
}

test('isLanguage accepts the three languages and no property name of objects', () => {
  expect(['az', 'en', 'ru'].filter(isLanguage)).toEqual(['az', 'en', 'ru'])
  expect(['', 'AZ', 'de', 'az-AZ', 'toString', '__proto__'].filter(isLanguage)).toEqual([])
})

describe('the Azerbaijani catalogue', () => {
  test('names funds, ledgers, operation types and channels as the guide does', () => {
    expect(Object.keys(t.funds)).toEqual([...FUNDS, 'advance'])
    expect(Object.keys(t.ledgers)).toEqual([...LEDGERS])
    expect(Object.keys(t.operationTypes)).toEqual([...OPERATION_TYPES])
    expect(Object.keys(t.channels)).toEqual([...CHANNELS])
    expect(t.operationTypes['eservice-vat-advance-hop']).toBe('Avans – Elektron xidmətin ƏDV-si üzrə HÖP')
  })

  test.each([
    [{ ...row, type: 'assessment', declaration: 'A/1' as DeclarationNumber }, 'A/1 nömrəli GB üzrə hesablama'],
    [{ ...row, type: 'assessment', reference: 'AKT-17' }, 'AKT-17 nömrəli sənəd üzrə hesablama'],
    [
      { ...row, type: 'assessment', declaration: 'A/1' as DeclarationNumber, cause: 'amendment' },
      'A/1 nömrəli GB üzrə düzəliş nəticəsində əlavə hesablama',
    ],
    [
      { ...row, type: 'reduction', declaration: 'A/1' as DeclarationNumber, cause: 'cancellation' },
      'A/1 nömrəli GB üzrə ləğv nəticəsində hesablanmış məbləğin azalması',
    ],
    [{ ...row, type: 'refund', reference: 'GQ-5' }, 'GQ-5 nömrəli sənəd üzrə artıq ödəmənin geri qaytarılması'],
    [{ ...row, type: 'transfer-out' }, 'Artıq ödəmənin başqa vərəqəyə köçürülməsi'],
    [
      { ...row, type: 'hop-payment', declaration: 'A/1' as DeclarationNumber, channel: 'hop' },
      'A/1 nömrəli GB üzrə HÖP vasitəsilə ödəniş',
    ],
    [
      {
        ...row,
        ledger: 'advance',
        type: 'advance-payment-general',
        channel: 'treasury',
      },
      'Avansa ödəniş (xəzinədən xəzinəyə)',
    ],
    [{ ...row, type: 'advance-payment-single', channel: 'bank' }, 'ƏDV üzrə avans ödənişi (bank hesabından)'],
    [
      {
        ...row,
        ledger: 'eservice-fee',
        type: 'eservice-advance',
        channel: 'bank',
      },
      'Elektron xidmət haqqı üzrə avans ödənişi (bank hesabından)',
    ],
  ] as const)('%o is "%s"', (entry, name) => {
    expect(t.operationName(entry)).toBe(name)
  })

  test('begins an operation phrase that stands alone with a capital', () => {
    expect(t.operationPhrase({ ...row, type: 'hop-payment' })).toBe('HÖP vasitəsilə ödəniş')
    expect(OPERATION_TYPES.filter(type => !/^\p{Lu}/u.test(t.operationPhrase({ ...row, type })))).toEqual([])
    expect(t.operationName({ ...row, type: 'advance-drawdown', declaration: 'A/1' as DeclarationNumber })).toContain(
      ' borcun avansdan ',
    )
  })

  test.each([
    ['14:01', 'də'],
    ['14:02', 'də'],
    ['14:03', 'də'],
    ['14:04', 'də'],
    ['14:05', 'də'],
    ['14:06', 'da'],
    ['14:07', 'də'],
    ['14:08', 'də'],
    ['14:09', 'da'],
    ['14:10', 'da'],
    ['14:20', 'də'],
    ['14:30', 'da'],
    ['14:36', 'da'],
    ['14:40', 'da'],
    ['14:50', 'də'],
    ['15:00', 'da'],
  ])('writes %s with the suffix -%s', (time, ending) => {
    expect(t.sessions.openUntil(time)).toBe(`Sessiya saat ${time}-${ending}k açıqdır.`)
    expect(t.liveUpdate.updated(time)).toBe(`Hesab saat ${time}-${ending} yeniləndi.`)
  })

  test('writes ranges with open ends', () => {
    expect(t.range('01.03.2026', '31.03.2026')).toBe('01.03.2026 – 31.03.2026')
    expect(t.range('01.03.2026', '01.03.2026')).toBe('01.03.2026')
    expect(t.range('01.03.2026', null)).toBe('01.03.2026 tarixindən')
    expect(t.range(null, '31.03.2026')).toBe('31.03.2026 tarixinədək')
    expect(t.range(null, null)).toBe('bütün tarixlər')
  })
})

describe('the Russian catalogue', () => {
  const { results, declarations, sessions, preview, clients, errors } = catalogueOf('ru')

  test.each([
    [0, 'операций', 'деклараций', 'долгов', 'клиентов', 'секунд'],
    [1, 'операция', 'декларация', 'долга', 'клиент', 'секунду'],
    [2, 'операции', 'декларации', 'долгов', 'клиента', 'секунды'],
    [5, 'операций', 'деклараций', 'долгов', 'клиентов', 'секунд'],
    [11, 'операций', 'деклараций', 'долгов', 'клиентов', 'секунд'],
    [21, 'операция', 'декларация', 'долга', 'клиент', 'секунду'],
    [22, 'операции', 'декларации', 'долгов', 'клиента', 'секунды'],
    [101, 'операция', 'декларация', 'долга', 'клиент', 'секунду'],
    [111, 'операций', 'деклараций', 'долгов', 'клиентов', 'секунд'],
  ])('inflects nouns for %d: %s, %s, %s, %s, %s', (count, operations, filed, debts, all, seconds) => {
    const ending = operations === 'операция' ? 'а' : 'о'
    expect(results.counted(count)).toBe(`Найден${ending} ${count} ${operations}.`)
    expect(declarations.shown(count)).toBe(`Показан${ending} ${count} ${filed}.`)
    expect(preview.found('1 AZN', count)).toBe(
      `Если внести в аванс 1 AZN, сумма пойдёт на погашение ${count} ${debts}.`,
    )
    expect(clients.all(count)).toBe(`${count} ${all}.`)
    expect(errors.tooManyRequests(count)).toBe(`Слишком много запросов. Повторите попытку через ${count} ${seconds}.`)
  })

  test('inflects the verb with the count', () => {
    expect([1, 2, 21].map(sessions.ended)).toEqual(['Завершён 1 сеанс.', 'Завершено 2 сеанса.', 'Завершён 21 сеанс.'])
    expect([clients.found(1, 21), clients.found(2, 5)]).toEqual(['Найден 1 из 21 клиента.', 'Найдено 2 из 5 клиентов.'])
  })
})

describe('the number format', () => {
  test.each([
    [0, '0,00'],
    [5, '0,05'],
    [97, '0,97'],
    [100, '1,00'],
    [99_999, '999,99'],
    [123_450, '1.234,50'],
    [Number.MAX_SAFE_INTEGER, '90.071.992.547.409,91'],
    [12_345_678_901_234_567_890n, '123.456.789.012.345.678,90'],
  ])('writes %d qəpik as %s', (amount, text) => {
    expect(t.format.amount(amount as Qepik | bigint)).toBe(text)
  })

  test.each([
    [0n, 0, '0'],
    [5n, 0, '0,05'],
    [150_000n, 3, '1,5'],
    [150_000_000n, 3, '1.500'],
    [100n, 6, '0,000001'],
    [90_071_992_547_409_910n, 12, '900,7199254740991'],
  ])('writes %d qəpik in units of 10^%d manat as %s', (amount, digits, text) => {
    expect(t.format.scaled(amount, digits)).toBe(text)
  })

  test('joins an amount and its unit with a no-break space', () => {
    expect(t.format.money(123_450n)).toBe('1.234,50\u00a0AZN')
  })

  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.000'],
    [486_783, '486.783'],
  ])('writes the count %d as %s', (count, text) => {
    expect(t.format.count(count)).toBe(text)
  })

  test('writes the day first', () => {
    expect(t.format.date('2026-03-01' as PlainDate)).toBe('01.03.2026')
    expect(t.format.typedDate('2026-03-01' as PlainDate)).toBe('01.03.2026')
  })
})
