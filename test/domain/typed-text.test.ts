import { expect, test } from 'vitest'
import { cutText, typedText } from '../../src/domain/typed/text.ts'

test.each([
  ['\u200e01.03.2026', '01.03.2026'],
  ['00010\u200f/030326/000001', '00010/030326/000001'],
  ['\u202e123\u202c', '123'],
  ['14000\u00ad57421', '1400057421'],
  ['A\0B\u007f', 'AB'],
  [' \u2066 1.234,50\u2069 ', '1.234,50'],
])('the invisible characters of %j are removed: %s', (pasted, typed) => {
  expect(typedText(pasted)).toBe(typed)
})

test.each(['A/1\nA/2\tA/3', '1 234,50', '1\u00a0234,50', 'İdxalçı\ufeffMMC', 'e\u0301', '👍🏽', '\u{10ffff}', '−5'])(
  'visible characters and separators stay: %j',
  typed => {
    expect(typedText(typed)).toBe(typed)
  },
)

test.each([
  ['short', 'short'],
  ['exactly 10', 'exactly 10'],
  ['longer than ten', 'longer tha'],
  // Each of two units.
  ['\u{1F600}'.repeat(11), '\u{1F600}'.repeat(10)],
  [`123456789${'\u{1F600}'.repeat(2)}`, '123456789\u{1F600}'],
])('%j is cut between two characters', (text, cut) => {
  expect(cutText(text, 10)).toBe(cut)
})
