import { expect, test } from 'vitest'
import { CUSTOMS_FUNDS, FUNDS, fundPosition, isCustomsFund, isLedger, LEDGERS } from '../../src/domain/fund.ts'
import { CHANNELS, isOperationType, OPERATION_TYPES, PAYMENT_CODES } from '../../src/domain/operation-type.ts'
import { recordOf } from '../../src/domain/record.ts'

test('there are nine funds, the first seven of them customs funds, and ten ledgers, the advance last', () => {
  expect(FUNDS).toEqual(
    'customs-duty vat excise customs-fee late-interest fine other eservice-fee eservice-vat'.split(' '),
  )
  expect(CUSTOMS_FUNDS).toEqual(FUNDS.slice(0, 7))
  expect(FUNDS.filter(isCustomsFund)).toEqual(CUSTOMS_FUNDS)
  expect(LEDGERS).toEqual([...FUNDS, 'advance'])
  expect(LEDGERS.map(fundPosition)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('the advance is a ledger but not a fund, and unknown words are not ledgers', () => {
  expect([isLedger('advance'), (FUNDS as readonly string[]).includes('advance')]).toEqual([true, false])
  expect([isLedger('vat'), (FUNDS as readonly string[]).includes('vat')]).toEqual([true, true])
  for (const word of ['', 'VAT', 'vat ', 'constructor', '__proto__']) expect(isLedger(word)).toBe(false)
})

test('there are the guide’s eleven operation types and three of money that goes back or moves, four channels and three revenue codes', () => {
  expect(OPERATION_TYPES).toHaveLength(14)
  expect(new Set(OPERATION_TYPES).size).toBe(14)
  expect(OPERATION_TYPES.every(isOperationType)).toBe(true)
  for (const word of ['', 'Assessment', 'toString', 'payment']) expect(isOperationType(word)).toBe(false)
  expect(CHANNELS).toEqual(['hop', 'bank', 'vat-deposit', 'treasury'])
  expect(PAYMENT_CODES).toEqual(['142330', '802001', '114111'])
})

test('a record for each code keeps the order of the codes', () => {
  expect(Object.entries(recordOf(['b', 'a'], code => code + code))).toEqual([
    ['b', 'bb'],
    ['a', 'aa'],
  ])
})
