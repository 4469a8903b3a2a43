import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Qepik, qepik } from '../../src/domain/money.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { previewAdvancePayment } from '../../src/services/statement/payment-preview.ts'
import { amended, assessed, charged, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await store.deliver(registered())
})
afterEach(() => store.close())

const preview = (amount: Qepik | number, voen = TRADER, limits = {}) =>
  previewAdvancePayment(store.reader, voen, qepik(amount), NOW, limits)

describe('the preview of a payment to the advance', () => {
  test('closes debts in order, the last in part, and lists what stays open', async () => {
    await store.deliver(
      assessed('A/1', { vat: '30.00', 'customs-fee': '5.00' }),
      charged('P-1', { fine: '2.00' }),
      assessed('B/2', { 'customs-duty': '7.00' }),
    )
    expect(await preview(3600)).toEqual({
      closed: [
        { declaration: 'A/1', reference: null, fund: 'vat', amount: 3000, remaining: 0 },
        { declaration: 'A/1', reference: null, fund: 'customs-fee', amount: 500, remaining: 0 },
        { declaration: null, reference: 'P-1', fund: 'fine', amount: 100, remaining: 100 },
      ],
      closesMore: false,
      advance: 0,
      stillOpen: [
        { declaration: null, reference: 'P-1', fund: 'fine', outstanding: 100 },
        { declaration: 'B/2', reference: null, fund: 'customs-duty', outstanding: 700 },
      ],
      stillOpenTotal: 800n,
    })
  })

  test('pays the debt of an amendment too (note 1) and leaves the rest on the advance', async () => {
    await store.deliver(assessed('A/1', { vat: '30.00' }), amended('A/1', { vat: '40.00' }))
    expect(await preview(5000)).toMatchObject({
      closed: [
        { declaration: 'A/1', fund: 'vat', amount: 3000, remaining: 0 },
        { declaration: 'A/1', fund: 'vat', amount: 1000, remaining: 0 },
      ],
      advance: 1000,
      stillOpen: [],
      stillOpenTotal: 0n,
    })
  })

  test('adds to the advance without debt', async () => {
    await store.deliver(paidToCode('142330', '1.00'))
    expect(await preview(1)).toEqual({ closed: [], closesMore: false, advance: 101, stillOpen: [], stillOpenTotal: 0n })
  })

  test('leaves e-service debts, which the advance does not pay', async () => {
    await store.deliver(assessed('A/1', { 'eservice-fee': '9.00' }))
    expect(await preview(1000)).toEqual({
      closed: [],
      closesMore: false,
      advance: 1000,
      stillOpen: [],
      stillOpenTotal: 0n,
    })
  })

  test('writes nothing', async () => {
    await store.deliver(assessed('A/1', { vat: '30.00' }))
    const rows = () => ask(store.exporter, 'select * from ledger_entry order by ledger, seq')
    const before = await rows()
    await preview(3000)
    expect(await rows()).toEqual(before)
  })

  test('is refused like the payment when a total would be too large', async () => {
    const max = Array.from({ length: 9 }, () => paidToCode('142330', '9999999999999.99'))
    await store.deliver(...max)
    const left = Number.MAX_SAFE_INTEGER - 9 * 999_999_999_999_999
    expect(await preview(left)).toMatchObject({ advance: Number.MAX_SAFE_INTEGER })
    await expect(preview(left + 1)).rejects.toMatchObject({ code: 'total-too-large' })
  })

  test('is null for an unregistered taxpayer', async () => {
    expect(await preview(100, '9999999991' as Voen)).toBeNull()
  })

  test('of an account with many debts lists the next ones, even if the payment closes exactly the loaded ones', async () => {
    const documents = Array.from({ length: 300 }, (_, index) => assessed(`D-${index}`, { vat: '1.00' }))
    await store.deliver(...documents)
    for (const paid of [0, 60, 64, 65, 250, 256, 299, 300]) {
      const found = await preview(paid * 100, TRADER, { maxCharges: 500 })
      expect(found?.closed).toHaveLength(paid)
      const next = Array.from({ length: Math.min(10, 300 - paid) }, (_, index) => `D-${paid + index}`)
      expect(found?.stillOpen.map(({ declaration }) => declaration)).toEqual(next)
      expect(found?.stillOpenTotal).toBe(BigInt((300 - paid) * 100))
    }
  })
})
