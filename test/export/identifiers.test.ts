import { expect, test } from 'vitest'
import { staysText } from '../../src/export/identifiers.ts'

// What LibreOffice or Excel makes numbers, dates, times, errors or truth values of, each in some language.
test.each([
  '0200000001',
  '1400057421',
  '12345678901234567890',
  '1E5',
  '2.5e-3',
  'MAR-05',
  '5-MAR',
  'mart-5',
  '5 mar 2026',
  'мар-05',
  '5 марта',
  '01.03.2026',
  '2026-03-01',
  '1/2',
  '12:30',
  '12:30 pm',
  '10%',
  '(5)',
  '5 AZN',
  '1 000',
  'TRUE',
  '#N/A',
  '\u200B0123',
])('%j would not stay text', identifier => {
  expect(staysText(identifier)).toBe(false)
})

test.each(['00030/010125/66853714', 'AKT-96928998', 'XH-43417583', 'A/1', '1E5A/2', 'MARKA-5', 'PB 17 may 5'])(
  '%j stays text',
  identifier => {
    expect(staysText(identifier)).toBe(true)
  },
)
