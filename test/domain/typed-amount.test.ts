import { assert, constantFrom, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import type { Qepik } from '../../src/domain/money.ts'
import { parseTypedAmount } from '../../src/domain/typed/amount.ts'
import { catalogueOf, LANGUAGES } from '../../src/i18n/index.ts'

const amounts = integer({ min: 0, max: 999_999_999_999_999 })

test.each(LANGUAGES)('any amount means itself when it is typed as it is written in %s', language => {
  const { amount, typedAmount, money } = catalogueOf(language).format
  const written = constantFrom(amount, typedAmount, money)
  const blanked = constantFrom('\u00a0', '\u202f', ' ')
  assert(
    property(amounts, written, blanked, (qepik, write, blank) => {
      const typed = write(qepik as Qepik).replaceAll('\u00a0', blank)
      expect(parseTypedAmount(typed)).toBe(qepik)
    }),
  )
})

test('three digits after a single mark are not an amount: they could be thousands or a fraction', () => {
  assert(
    property(
      integer({ min: 1, max: 999 }),
      integer({ min: 0, max: 999 }),
      constantFrom('.', ','),
      (left, right, mark) => {
        expect(parseTypedAmount(`${left}${mark}${String(right).padStart(3, '0')}`)).toBeNull()
      },
    ),
  )
})
