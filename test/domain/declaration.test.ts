import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeclarationNumber } from '../../src/domain/declaration.ts'
import { parseDeclarationNumber, parseDeclarationNumbers } from '../../src/domain/typed/declaration-numbers.ts'

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
])('the typed text %j is read as %s', (typed, number) => {
  expect(parseDeclarationNumber(typed)).toBe(number)
})

test.each(['', '   ', 'g b', 'ə', '%', 'ı'.repeat(41), 'a'.repeat(41)])(
  'the typed text %j is not a declaration number',
  typed => {
    expect(parseDeclarationNumber(typed)).toBeNull()
  },
)

describe('several typed or pasted numbers', () => {
  const [FIRST, SECOND] = ['00010/030326/000001', '00040/260325/50421988'] as const

  test.each([
    ['', []],
    [' , ;\n', []],
    ['a/1', ['A/1']],
    ['a/1,b/2', ['A/1', 'B/2']],
    [' ,a/1 ; b/2,\tc/3\r\nd/4\n', ['A/1', 'B/2', 'C/3', 'D/4']],
    ['b/2,a/1,B/2', ['B/2', 'A/1']],
    ['a/1 b-2\u00a0c', ['A/1', 'B-2', 'C']],
    [`${FIRST} ${SECOND}`, [FIRST, SECOND]],
    [`${FIRST}\n${SECOND}`, [FIRST, SECOND]],
    [`${FIRST} ${FIRST}`, [FIRST]],
    ['00010 / 030326 / 000001', [FIRST]],
    ['00010 / 030326 / 000001 00040 /260325/ 50421988', [FIRST, SECOND]],
    ['00010/0303 26/000001', [FIRST]],
    ['00010/0303 26/000001, 00040/260325/5042 1988', [FIRST, SECOND]],
    [`${FIRST} 12345`, [FIRST, '12345']],
  ])('%j are %j', (typed, numbers) => {
    expect(parseDeclarationNumbers(typed)).toEqual({ numbers, malformed: [] })
  })

  test.each([
    ['ədv', [], ['ədv']],
    ['a/1,b_2,b_2', ['A/1'], ['b_2']],
    ['a/1 b_2', ['A/1'], ['b_2']],
    [`${'1'.repeat(41)};a`, ['A'], ['1'.repeat(41)]],
  ])('%j has the numbers %j and the malformed texts %j', (typed, numbers, malformed) => {
    expect(parseDeclarationNumbers(typed)).toEqual({ numbers, malformed })
  })

  test('a long run of blanks counts as one blank', () => {
    const blanks = ' '.repeat(300_000)
    expect(parseDeclarationNumbers(`a/1${blanks}b/2${blanks}`).numbers).toEqual(['A/1', 'B/2'])
    expect(parseDeclarationNumbers(`00010${blanks}/${blanks}030326/000001 c`).numbers).toEqual([FIRST, 'C'])
  })

  test('numbers joined by any separator are read back unchanged', () => {
    const number = fc.stringMatching(/^[0-9A-Z/-]{1,40}$/)
    const separator = fc.stringMatching(/^[ ]{0,2}[,;\t\n][ ]{0,2}$/)
    fc.assert(
      fc.property(fc.uniqueArray(number), separator, (numbers, between) => {
        expect(parseDeclarationNumbers(numbers.join(between))).toEqual({ numbers, malformed: [] })
      }),
    )
  })
})
