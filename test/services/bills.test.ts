import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { maskName } from '../../src/domain/bill.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { readAccountBill, readDeclarationBill } from '../../src/services/statement/bills.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await store.deliver(registered(), registered({ voen: OTHER_TRADER, name: 'Başqa Ticarət MMC' }))
})
afterEach(() => store.close())

const NOTHING = {
  'customs-duty': 0,
  vat: 0,
  excise: 0,
  'customs-fee': 0,
  'late-interest': 0,
  fine: 0,
  other: 0,
}
const bill = (number: string) => readDeclarationBill(store.reader, number as DeclarationNumber)

describe("an account's bill", () => {
  test('has today’s debts of the seven customs funds and the advance under a masked name', async () => {
    await store.deliver(
      assessed('A/1', { vat: '30.00', 'customs-fee': '5.00', 'eservice-fee': '9.00' }),
      charged('P-1', { fine: '2.00' }),
      paidToFund('vat', '10.00'),
      assessed('B/2', { vat: '77.00' }, { voen: OTHER_TRADER }),
    )
    const debts = { ...NOTHING, vat: 2000, 'customs-fee': 500, fine: 200 }
    expect(await readAccountBill(store.reader, TRADER)).toEqual({
      voen: TRADER,
      maskedName: 'N••• T••• M•••',
      debts,
      advance: 0,
    })
  })

  test('without debts has the advance; an unregistered taxpayer has no bill', async () => {
    await store.deliver(paidToCode('142330', '12.50'))
    expect(await readAccountBill(store.reader, TRADER)).toMatchObject({ debts: NOTHING, advance: 1250 })
    expect(await readAccountBill(store.reader, '9999999991' as Voen)).toBeNull()
    expect(await readAccountBill(store.reader, "' or true --" as Voen)).toBeNull()
  })
})

describe("a declaration's bill", () => {
  test('has the outstanding funds in fund order, on whichever account it is', async () => {
    await store.deliver(
      assessed('A/1', { 'customs-fee': '5.00', vat: '30.00', fine: '0' }),
      paidByNumber('A/1', '1.00'),
    )
    expect(await bill('A/1')).toEqual({
      declaration: 'A/1',
      voen: TRADER,
      maskedName: 'N••• T••• M•••',
      funds: [
        { fund: 'vat', outstanding: 2900 },
        { fund: 'customs-fee', outstanding: 500 },
      ],
      payable: 3400,
      amendedOutstanding: 0,
      cancelled: false,
    })
  })

  test('leaves out charges of an amendment, which only the advance may pay (note 1)', async () => {
    await store.deliver(
      assessed('A/1', { vat: '30.00' }),
      amended('A/1', { vat: '40.00', excise: '7.00' }),
      assessed('B/2', { fine: '3.00' }),
    )
    expect(await bill('A/1')).toMatchObject({
      payable: 3000,
      amendedOutstanding: 1700,
      funds: [{ fund: 'vat', outstanding: 3000 }],
    })
    await store.deliver(paidByNumber('A/1', '30.00'))
    expect(await bill('A/1')).toMatchObject({ payable: 0, amendedOutstanding: 1700, funds: [] })
  })

  test('leaves out the e-service ledgers, which no customs payment reaches', async () => {
    await store.deliver(
      assessed('A/1', { vat: '1.00', 'eservice-fee': '2.00' }),
      amended('A/1', { 'eservice-vat': '3' }),
    )
    expect(await bill('A/1')).toMatchObject({ payable: 100, amendedOutstanding: 0 })
  })

  test('paid exactly closes the declaration and leaves nothing on the advance', async () => {
    await store.deliver(assessed('A/1', { vat: '30.00', other: '0.01' }))
    await store.deliver(paidByNumber('A/1', '30.01'))
    expect(await bill('A/1')).toMatchObject({ payable: 0, funds: [] })
    expect(await readAccountBill(store.reader, TRADER)).toMatchObject({ debts: NOTHING, advance: 0 })
  })

  test('of a cancelled declaration says so and has nothing to pay', async () => {
    await store.deliver(assessed('A/1', { vat: '30.00' }), cancelled('A/1'))
    expect(await bill('A/1')).toMatchObject({ payable: 0, amendedOutstanding: 0, funds: [], cancelled: true })
  })

  test('is exact at the largest amounts', async () => {
    const max = '9999999999999.99'
    const each = { 'customs-duty': max, vat: max, excise: max, 'customs-fee': max }
    await store.deliver(assessed('A/1', { ...each, 'late-interest': max, fine: max, other: max }))
    expect((await bill('A/1'))?.payable).toBe(7 * 999_999_999_999_999)
  })

  test('is null for a number that was never assessed or is only held', async () => {
    await store.deliver(paidByNumber('W/1', '1.00'))
    for (const number of ['W/1', '', "A/1' or true --"]) expect(await bill(number)).toBeNull()
  })
})

describe('a masked name', () => {
  test.each([
    ['Nümunə Ticarət MMC', 'N••• T••• M•••'],
    ['“Əli-Oğlu & Co.” 24', '“Ə••• & C•••.” 2•••'],
    ['e\u0301lan', 'e•••'],
    ['Ə 7-ci Bina', '••• 7••• B•••'],
    ['😀', '😀'],
  ])('of %s is %s', (name, masked) => expect(maskName(name)).toBe(masked))
})
