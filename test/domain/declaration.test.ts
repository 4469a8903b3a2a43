import { expect, test } from 'vitest'
import { isDeclarationNumber, parseDeclarationNumber } from '../../src/domain/declaration.ts'

test.each(['00010/030326/000001', 'A', '-', '/', 'GB-2026/01', 'Z'.repeat(40)])('%s is a declaration number', text => {
  expect(isDeclarationNumber(text)).toBe(true)
  expect(parseDeclarationNumber(text)).toBe(text)
})

test.each([
  ...[
    '',
    'a',
    'Z'.repeat(41),
    'GB 1',
    'GB_1',
    'GB.1',
    'GB\\1',
    'Ə1',
    'İ1',
    'GB1\n',
    '\nGB1',
    '１',
    'GB\u00001',
    "GB'1",
  ],
])('%j is not: 1–40 of digits, capital Latin letters, / and -', text => {
  expect(isDeclarationNumber(text)).toBe(false)
})

test.each([
  ['  gb-1/a ', 'GB-1/A'],
  ['\tgb-1/a\n', 'GB-1/A'],
  ['\u00a0gb-1\u00a0', 'GB-1'],
  ['gbi', 'GBI'],
])('what a person typed, %j, is read as %s', (typed, number) => {
  expect(parseDeclarationNumber(typed)).toBe(number)
})

test.each(['', '   ', 'g b', 'ə', '%', 'ı'.repeat(41), 'a'.repeat(41)])(
  'what a person typed, %j, can be no declaration number',
  typed => {
    expect(parseDeclarationNumber(typed)).toBeNull()
  },
)
