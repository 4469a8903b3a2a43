import { describe, expect, test } from 'vitest'
import { accepted, problemsOf } from '../support/oracle/contract.ts'
import { assessed, charged, paidByNumber, paidToCode, paidToFund, TRADER } from '../support/oracle/events.ts'

const CODES = ['142330', '802001', '114111']
const FUNDS = ['customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other']

describe('a payment names exactly one target', () => {
  test.each(CODES)('the code %s', code => {
    expect(accepted(paidToCode(code, '1'))).toMatchObject({ code, voen: TRADER })
  })

  test.each(FUNDS)('the customs fund %s', fund => {
    expect(accepted(paidToFund(fund, '1'))).toMatchObject({ fund, voen: TRADER })
  })

  test('a declaration', () => {
    expect(accepted(paidByNumber('GB-1', '1'))).toMatchObject({ declaration: 'GB-1' })
  })

  test.each(['142331', '14233', '0142330', ''])('%j is not a revenue code', code => {
    expect(problemsOf(paidToCode(code, '1'))).toContain('malformed code')
  })

  test.each(['eservice-fee', 'eservice-vat', 'advance', 'VAT', ''])('%j is not a customs fund', fund => {
    expect(problemsOf(paidToFund(fund, '1'))).toContain('malformed fund')
  })

  test('no target, two targets or three are malformed', () => {
    const { code, ...none } = paidToCode('142330', '1')
    expect(problemsOf(none)).toEqual(['one-target'])
    expect(problemsOf({ ...none, code, fund: 'vat' })).toEqual(['one-target'])
    expect(problemsOf({ ...none, code, declaration: 'GB-1' })).toEqual(['one-target'])
    expect(problemsOf({ ...none, fund: 'vat', declaration: 'GB-1' })).toEqual(['one-target'])
    expect(problemsOf({ ...none, code, fund: 'vat', declaration: 'GB-1' })).toEqual(['one-target'])
  })

  test('a null target is malformed, even with a valid second target', () => {
    expect(problemsOf(paidToCode('142330', '1', { fund: null }))).toEqual(['malformed fund'])
  })
})

describe('the taxpayer of a payment', () => {
  test('is required for a payment to a fund', () => {
    const { voen, ...anonymous } = paidToFund('vat', '1')
    expect(voen).toBe(TRADER)
    expect(problemsOf(anonymous)).toEqual(['missing voen'])
  })

  test('is missing from a payment to a code whose payer could not be told', () => {
    const { voen, ...anonymous } = paidToCode('142330', '1')
    expect(voen).toBe(TRADER)
    expect(problemsOf(anonymous)).toEqual([])
    expect(problemsOf({ ...anonymous, channel: 'vat-deposit' })).toEqual(['target-channel channel'])
  })

  test('is optional for a payment by declaration', () => {
    expect(problemsOf(paidByNumber('GB-1', '1'))).toEqual([])
    expect(problemsOf(paidByNumber('GB-1', '1', { voen: TRADER }))).toEqual([])
    expect(problemsOf(paidByNumber('GB-1', '1', { voen: '1400057420' }))).toEqual(['malformed voen'])
  })
})

describe('the channel of a payment', () => {
  const carried = (channel: string) => [
    ...CODES.map(code => problemsOf(paidToCode(code, '1', { channel }))),
    ...FUNDS.map(fund => problemsOf(paidToFund(fund, '1', { channel }))),
  ]

  test.each(['hop', 'bank', 'treasury'])('%s carries a payment to any code or customs fund', channel => {
    expect(carried(channel).flat()).toEqual([])
  })

  test('the VAT deposit account carries payments to the fund VAT only', () => {
    expect(carried('vat-deposit').map(problems => problems.length === 0)).toEqual(
      [...CODES, ...FUNDS].map(target => target === 'vat'),
    )
    expect(problemsOf(paidToFund('excise', '1', { channel: 'vat-deposit' }))).toEqual(['target-channel channel'])
  })

  test('only HÖP pays by declaration number', () => {
    const byNumber = (channel: string) => problemsOf(paidByNumber('GB-1', '1', { channel })).length === 0
    expect(['hop', 'bank', 'vat-deposit', 'treasury'].map(byNumber)).toEqual([true, false, false, false])
  })

  test.each(['HOP', 'cash', ''])('%j is not a channel', channel => {
    expect(problemsOf(paidToCode('142330', '1', { channel }))).toContain('malformed channel')
  })
})

describe('amounts', () => {
  test.each([
    ['0.01', 1],
    ['7.5', 750],
    ['7', 700],
    ['9999999999999.99', 999_999_999_999_999],
  ])('%s manat can be paid', (amount, expected) => {
    expect(accepted(paidToCode('142330', amount))).toMatchObject({ amount: expected })
  })

  test.each(['0', '0.00', '0000000000000.0'])('a payment of %s is rejected', amount => {
    expect(problemsOf(paidToCode('142330', amount))).toEqual(['not-positive amount'])
  })

  test.each([
    '-1',
    '+1',
    '1.',
    '.5',
    '1.234',
    '1e3',
    '1,5',
    ' 1',
    '1 ',
    '1\n',
    '١',
    '10000000000000',
    '0x1',
    '',
    ...[1, 7.5, null, true, ['1'], { amount: '1' }],
  ])('%j is not an amount', amount => {
    expect(problemsOf({ ...paidToCode('142330', '1'), amount })).toEqual(['malformed amount'])
    expect(problemsOf({ ...charged('AKT-1', {}), charges: { fine: amount } })).toEqual(['malformed charges.fine'])
  })

  test('a charge of 0 is valid: a declaration with all amounts 0 exists', () => {
    expect(problemsOf(assessed('GB-1', { vat: '0', excise: '0.00' }))).toEqual([])
  })
})

describe('charges', () => {
  test('accept all nine funds and are sorted in fund order', () => {
    const event = accepted(
      assessed('GB-1', { 'eservice-vat': '9', 'late-interest': '5', vat: '2', 'customs-duty': '1' }),
    )
    expect('charges' in event && [...event.charges]).toEqual([
      ['customs-duty', 100],
      ['vat', 200],
      ['late-interest', 500],
      ['eservice-vat', 900],
    ])
  })

  test('need at least one fund', () => {
    expect(problemsOf(assessed('GB-1', {}))).toEqual(['no-charges charges'])
  })

  test.each(['advance', 'VAT', '', 'toString', '142330'])('%j is not a fund', fund => {
    expect(problemsOf({ ...assessed('GB-1', {}), charges: { vat: '1', [fund]: '1' } })).toEqual([
      `unknown-field charges.${fund}`,
    ])
  })

  test.each([[[]], ['vat'], [7], [null], [[['vat', '1']]]])('%j is not an object of charges', charges => {
    expect(problemsOf({ ...assessed('GB-1', {}), charges })).toEqual(['malformed charges'])
  })
})
