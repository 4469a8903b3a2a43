import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, unmistakablePart } from '../../src/domain/typed/fold.ts'

test.each([
  ['İdxalçı', 'idxalci'],
  ['IDXALÇI', 'idxalci'],
  ['Şəki', 'seki'],
  ['Ağdam Üzüm-Öz', 'agdam uzum-oz'],
  ['S\u0327\u04D9ki', 'seki'],
  ['  «Şəki»  “MMC” ', 'seki mmc'],
  ['№ 00010\\030326\\000001', '00010/030326/000001'],
  ["AKT'17 – 2", 'akt 17 - 2'],
  ['100 ₼', '100'],
])('%s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test.each([
  ['Сталь', 'stal'],
  ['Şəki', 'saki'],
  ['100.5', '100,5'],
])('%s and %s stay different', (one, other) => {
  expect(foldText(one)).not.toBe(foldText(other))
})

/** Each letter with those that people type for it. */
const ALIKE = [
  'İIıi',
  'Əə\u04D8\u04D9Ee',
  'ÇçCc',
  'ĞğGg',
  'ÖöOo',
  'ŞşSs',
  'ÜüUu',
  'Kk\u212A',
  'Zz',
  '7',
  '/\\',
  '-–',
  ' "',
]
const alike = fc.constantFrom(
  ...ALIKE.flatMap(letters => [...letters].flatMap(one => [...letters].map(other => [one, other] as const))),
)

test('a word is found by each way to type it, and what is looked for first is in each', () => {
  fc.assert(
    fc.property(
      fc.array(alike, { minLength: 1, maxLength: 12 }),
      fc.string(),
      fc.string(),
      (letters, before, after) => {
        const [stored, typed] = [letters.map(([one]) => one).join(''), letters.map(([, other]) => other).join('')]
        expect(foldText(`${before} ${stored} ${after}`)).toContain(foldText(typed))
        expect(`${before}${stored}${after}`.toLowerCase()).toContain(unmistakablePart(foldText(typed)))
      },
    ),
  )
})
