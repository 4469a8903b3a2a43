import { expect, test } from 'vitest'
import { hasCheckDigit, isVoen, swappedDigits, type Voen } from '../../src/domain/voen.ts'

test.each(['1400057421', '1700012342', '0000000001', '9999999992'])('%s is a taxpayer number', text => {
  expect(isVoen(text)).toBe(true)
})

test.each([
  '1400057420',
  '1400057423',
  '1400057429',
  '140005742',
  '14000574211',
  '',
  '140005742a',
  '1400057421 ',
  ' 1400057421',
  '1400057421\n',
  '1400 057421',
  '-400057421',
  '14000574２1',
  '١٤٠٠٠٥٧٤٢1',
  'AZ1400057421',
])('%j is not: ten ASCII digits, the last 1 or 2', text => {
  expect(isVoen(text)).toBe(false)
})

test('the ninth digit can be checked, and no number is refused for it', () => {
  // 4·1 + 1·4 + 8·0 + 6·0 + 2·0 + 7·5 + 5·7 + 3·4 = 90 ≡ 2 (mod 11)
  expect(hasCheckDigit('1400057421' as Voen)).toBe(true)
  expect(hasCheckDigit('1400057431' as Voen)).toBe(false)
  expect(isVoen('1400057431')).toBe(true)
})

test('two swapped neighbours are found where the check digit then fits', () => {
  expect(swappedDigits('4100057421' as Voen)).toContain('1400057421')
  for (const other of swappedDigits('4100057421' as Voen)) expect(hasCheckDigit(other)).toBe(true)
  expect(swappedDigits('1111111111' as Voen)).toEqual([])
})
