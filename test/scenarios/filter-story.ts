import {
  amended,
  assessed,
  charged,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'

export const [FIRST, SECOND] = ['00010/030326/000001', '00010/040326/000002'] as const

/** Events of two declarations, and some without a declaration. */
export const STORY = [
  registered(),
  paidToFund('vat', '100', on('2026-03-01')),
  assessed(FIRST, { vat: '540' }, on('2026-03-03')),
  assessed(SECOND, { vat: '270', excise: '5' }, on('2026-03-04')),
  paidByNumber(FIRST, '440', on('2026-03-06')),
  amended(FIRST, { vat: '500' }, on('2026-03-09')),
  charged('AKT-17', { vat: '1' }, on('2026-03-11')),
  paidToCode('142330', '100', on('2026-03-12')),
]
