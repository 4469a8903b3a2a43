import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dismissHeldEvent, retryHeldEvents } from '../../src/services/intake/held.ts'
import { intakeFigures } from '../../src/services/intake/intake-figures.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import { walkHeldEvents } from '../../src/store/intake/held-events.ts'
import { findAllocationsOfCharge, findAllocationsOfSource } from '../../src/store/ledger/allocations.ts'
import { findOpenSources } from '../../src/store/ledger/sources.ts'
import {
  assessed,
  charged,
  type EventObject,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { all, exportOf } from '../support/stores/service.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(async () => {
  expect(await verify(store)).toBeNull()
  await store.close()
})

let id = 0
/** A payment to a code whose payer could not be told. */
const unknown = (amount: string, more: EventObject = {}): EventObject => {
  const { voen: _, ...payment } = paidToCode('142330', amount, { channel: 'bank', ...more })
  return payment
}
const assigned = (
  payment: EventObject,
  target: EventObject = { code: '142330' },
  more: EventObject = {},
): EventObject => {
  id += 1
  return {
    id: `a-${id}`,
    type: 'payment.assigned',
    occurredAt: '2026-03-05T12:00:00+04:00',
    voen: TRADER,
    payment: payment.id,
    ...target,
    ...more,
  }
}

const heldIds = async () => (await all(walkHeldEvents(store.exporter))).map(({ content }) => JSON.parse(content).id)
async function became(...events: EventObject[]): Promise<string[]> {
  const { outcomes } = await store.deliver(...events)
  return outcomes.map(outcome => (outcome.became === 'rejected' ? outcome.problems[0]!.code : outcome.became))
}

describe('a payment by code without VÖEN', () => {
  test('is held for its own reason, although its taxpayer is registered or comes later', async () => {
    const payment = unknown('5.00')
    expect(await became(registered(), payment, registered({ voen: OTHER_TRADER }))).toEqual([
      'applied',
      'held',
      'applied',
    ])
    expect(await heldIds()).toEqual([payment.id])
    const { held } = await intakeFigures(store.reader)()
    expect(held).toMatchObject({ taxpayer: { count: 0 }, declaration: { count: 0 }, assignment: { count: 1 } })
    expect(await retryHeldEvents(store.writer, NOW)).toEqual({ applied: 0, rejected: 0, held: 1 })
  })
})

describe('an assignment', () => {
  test.each([1, 2])('books the payment as if it had named account and target, in %i deliveries', async deliveries => {
    const payment = unknown('100.00', { paidOn: '2026-02-20', reference: 'PO-4711' })
    const assignment = assigned(payment)
    const events = [registered(), assessed('A/1', { vat: '30.00' }), payment]
    if (deliveries === 1) expect((await became(...events, assignment)).at(-1)).toBe('applied')
    else {
      await store.deliver(...events)
      const { outcomes, released } = await store.deliver(assignment)
      expect(outcomes).toEqual([{ became: 'applied' }])
      expect(released).toEqual([{ arrival: 3, outcome: { became: 'applied' } }])
    }
    expect(await heldIds()).toEqual([])
    const rows = (await exportOf(store)).split('\n').filter(row => row.includes(`,${assignment.id},`))
    expect(rows).toEqual([
      `${TRADER},2026-03-05,vat,A/1,,advance-drawdown,,2026-03-05,30.00,0.00,0.00,${assignment.id},3,`,
      `${TRADER},2026-03-05,advance,,PO-4711,advance-payment-general,bank,2026-02-20,100.00,0.00,100.00,${assignment.id},2,`,
      `${TRADER},2026-03-05,advance,A/1,,advance-drawdown,,2026-03-05,30.00,0.00,70.00,${assignment.id},4,`,
    ])
  })

  test('spends both ids: the same payment and the same assignment again are duplicates', async () => {
    const payment = unknown('5.00')
    const assignment = assigned(payment)
    await store.deliver(registered(), payment, assignment)
    expect(await became(payment, assignment)).toEqual(['duplicate', 'duplicate'])
    expect(await became({ ...payment, amount: '6.00' })).toEqual(['id-taken'])
  })

  test('can be of any held payment, whomever it names', async () => {
    const toOther = paidToFund('vat', '5.00', { voen: OTHER_TRADER })
    const byNumber = paidByNumber('NO/1', '7.00')
    await store.deliver(registered(), toOther, byNumber)
    expect(await became(assigned(toOther, { fund: 'excise' }), assigned(byNumber))).toEqual(['applied', 'applied'])
    expect(await heldIds()).toEqual([])
    expect(await ask(store.exporter, 'select ledger, overpayment from ledger_total order by ledger')).toMatchObject([
      { ledger: 'advance', overpayment: 700 },
      { ledger: 'excise', overpayment: 500 },
    ])
    // What the payment waited for finds nothing to release.
    expect(await became(registered({ voen: OTHER_TRADER }), assessed('NO/1', { vat: '1.00' }))).toEqual([
      'applied',
      'applied',
    ])
  })

  test('waits for its taxpayer first, and is then applied', async () => {
    const payment = unknown('5.00')
    const assignment = assigned(payment)
    expect(await became(payment, assignment)).toEqual(['held', 'held'])
    expect(await heldIds()).toEqual([payment.id, assignment.id])
    expect(await became(registered())).toEqual(['applied'])
    expect(await heldIds()).toEqual([])
  })

  test('released before its payment keeps that from being booked again, though both wait for one registration', async () => {
    const other = { voen: OTHER_TRADER }
    const payment = paidByNumber('NO/1', '7.00')
    const events = [assessed('NO/1', { vat: '10.00' }, other), assigned(payment, { fund: 'excise' }, other), payment]
    expect(await became(registered(), ...events)).toEqual(['applied', 'held', 'held', 'held'])
    // The registration releases the assessment, which ends the wait of the payment, and then the assignment before it.
    const { outcomes, released } = await store.deliver(registered(other))
    expect(outcomes).toEqual([{ became: 'applied' }])
    expect(released).toEqual([2, 4, 3].map(arrival => ({ arrival, outcome: { became: 'applied' } })))
    expect(await heldIds()).toEqual([])
    expect(await ask(store.exporter, 'select ledger, debt, overpayment from ledger_total order by ledger')).toEqual([
      { ledger: 'excise', debt: 0, overpayment: 700 },
      { ledger: 'vat', debt: 1000, overpayment: 0 },
    ])
    expect(await became(payment)).toEqual(['duplicate'])
  })

  test('that waited is rejected when the payment was assigned meanwhile, and leaves no trace in the books', async () => {
    const payment = unknown('5.00')
    const late = assigned(payment, { code: '142330' }, { voen: OTHER_TRADER })
    await store.deliver(registered(), payment, late)
    expect(await became(assigned(payment))).toEqual(['applied'])
    const { released } = await store.deliver(registered({ voen: OTHER_TRADER }))
    expect(released).toMatchObject([{ outcome: { became: 'rejected', problems: [{ code: 'payment-not-held' }] } }])
    expect(await heldIds()).toEqual([])
  })
})

describe('an assignment is rejected', () => {
  test.each<[of: string, event: () => EventObject]>([
    ['of an unknown payment', () => paidToCode('142330', '1.00')],
    ['of an applied payment', () => paidToCode('142330', '1.00', { id: 'applied' })],
    ['of a held event that is no payment', () => charged('AKT', { fine: '1.00' }, { voen: OTHER_TRADER })],
  ])('%s', async (of, event) => {
    await store.deliver(registered())
    const named = event()
    if (!of.includes('unknown')) await store.deliver(named)
    const before = await heldIds()
    expect(await became(assigned(named))).toEqual(['payment-not-held'])
    expect(await heldIds()).toEqual(before)
  })

  test('of a dismissed payment', async () => {
    const payment = unknown('5.00')
    const { outcomes } = await store.deliver(registered(), payment)
    await dismissHeldEvent(store.writer, (outcomes[1] as { arrival: number }).arrival, 'Paid back', NOW)
    expect(await became(assigned(payment))).toEqual(['payment-not-held'])
  })

  test('twice of one payment', async () => {
    const payment = unknown('5.00')
    await store.deliver(registered(), payment)
    expect(await became(assigned(payment), assigned(payment))).toEqual(['applied', 'payment-not-held'])
  })

  test('of money from the VAT deposit account to anything but VAT, which leaves the payment held', async () => {
    const payment = paidToFund('vat', '5.00', { voen: OTHER_TRADER, channel: 'vat-deposit' })
    await store.deliver(registered(), payment)
    expect(await became(assigned(payment), assigned(payment, { fund: 'excise' }))).toEqual([
      'target-not-allowed',
      'target-not-allowed',
    ])
    expect(await heldIds()).toEqual([payment.id])
    expect(await became(assigned(payment, { fund: 'vat' }))).toEqual(['applied'])
  })
})

describe('a refund and a transfer', () => {
  const moved = (fields: EventObject): EventObject => {
    id += 1
    return { id: `m-${id}`, occurredAt: '2026-03-05T12:00:00+04:00', voen: TRADER, amount: '3.00', ...fields }
  }
  const refund = () => moved({ type: 'overpayment.refunded', ledger: 'vat', paidOn: '2026-03-05' })
  const transfer = () => moved({ type: 'overpayment.transferred', from: 'vat', to: 'fine' })

  test.each([
    ['refund', refund],
    ['transfer', transfer],
  ])('of more than the overpayment is rejected: a %s', async (_, event) => {
    await store.deliver(registered(), paidToFund('vat', '2.99'))
    const early = event()
    expect(await became(early)).toEqual(['not-enough-overpayment'])
    await store.deliver(paidToFund('vat', '0.01'))
    expect(await became(early, event()), 'its id stays free').toEqual(['applied', 'not-enough-overpayment'])
  })

  test('waits for its taxpayer', async () => {
    const event = refund()
    expect(await became(event)).toEqual(['held'])
    const { released } = await store.deliver(registered())
    expect(released).toMatchObject([{ outcome: { problems: [{ code: 'not-enough-overpayment' }] } }])
  })

  test('take from more sources than are loaded at first', async () => {
    await store.deliver(registered(), ...Array.from({ length: 300 }, () => paidToFund('vat', '0.01')))
    expect(
      await became(moved({ type: 'overpayment.refunded', ledger: 'vat', paidOn: '2026-03-05', amount: '2.95' })),
    ).toEqual(['applied'])
    const [left] = await ask(store.exporter, 'select count(*) as n from source where amount > used')
    expect(Number(left?.n)).toBe(5)
    const [parts] = await ask(store.exporter, 'select count(*) as n from allocation')
    expect(Number(parts?.n)).toBe(295)
  })

  test('take money that came in the same delivery after what was there before', async () => {
    await store.deliver(registered(), paidToFund('vat', '1.00'), paidToFund('vat', '1.00'))
    const { outcomes } = await store.deliver(
      paidToFund('vat', '1.50'),
      moved({ type: 'overpayment.refunded', ledger: 'vat', paidOn: '2026-03-05', amount: '0.50' }),
      paidToFund('vat', '2.00'),
      moved({ type: 'overpayment.transferred', from: 'vat', to: 'fine', amount: '3.00' }),
    )
    expect(outcomes.map(({ became }) => became)).toEqual(Array(4).fill('applied'))
    expect(await ask(store.exporter, 'select amount, used from source order by "row"')).toEqual([
      { amount: 100, used: 100 },
      { amount: 100, used: 100 },
      { amount: 150, used: 150 },
      { amount: 200, used: 0 },
      { amount: 300, used: 0 },
    ])
  })

  test('take the same money whether payments and refunds come in one delivery or in several', async () => {
    const events = [
      registered(),
      ...Array.from({ length: 100 }, () => paidToFund('vat', '0.01')),
      moved({ type: 'overpayment.refunded', ledger: 'vat', paidOn: '2026-03-05', amount: '0.50' }),
      ...Array.from({ length: 100 }, () => paidToFund('vat', '0.01')),
      moved({ type: 'overpayment.refunded', ledger: 'vat', paidOn: '2026-03-05', amount: '1.20' }),
      moved({ type: 'overpayment.transferred', from: 'vat', to: 'fine', amount: '0.25' }),
    ]
    const sourcesOf = async (of: TestStore) =>
      ask(of.exporter, 'select voen, ledger, amount, used from source order by "row"')
    await store.deliver(...events.slice(0, 101))
    await store.deliver(...events.slice(101))
    const other = await openTestStore()
    for (const event of events) await other.deliver(event)
    expect(await sourcesOf(store)).toEqual(await sourcesOf(other))
    expect(await exportOf(store)).toBe(await exportOf(other))
    await other.close()
  })
})

test('money that no row brought is not taken: the delivery fails, and nothing is booked', async () => {
  await store.deliver(registered(), paidToFund('vat', '3.00'))
  await ask(store.writer, 'update source set used = 100')
  await expect(store.deliver(charged('AKT', { vat: '3.00' }))).rejects.toThrow(
    'more overpayment on vat than its sources',
  )
  await ask(store.writer, 'update source set used = 0')
})

describe('the allocations', () => {
  test('tell what closed a charge and what became of a payment, page by page', async () => {
    await store.deliver(
      registered(),
      paidToFund('vat', '3.00'),
      paidToFund('vat', '4.00'),
      charged('AKT-1', { vat: '5.00' }),
      charged('AKT-2', { vat: '1.00' }),
    )
    const found = await store.reader.snapshot(TRADER, async tx => {
      const closing = { voen: TRADER, of: 3, limit: 1 }
      const [first] = await findAllocationsOfCharge(tx, { ...closing, after: undefined })
      return {
        first,
        second: await findAllocationsOfCharge(tx, { ...closing, after: first }),
        ofPayment: await findAllocationsOfSource(tx, { voen: TRADER, of: 2, after: undefined, limit: 10 }),
        left: await findOpenSources(tx, TRADER, 'vat', 10),
      }
    })
    expect(found.first).toMatchObject({ row: 4, sourceRow: 1, amount: 300 })
    expect(found.second).toMatchObject([{ row: 4, position: 2, sourceRow: 2, amount: 200 }])
    expect(found.ofPayment).toMatchObject([
      { row: 4, chargedRow: 3, amount: 200 },
      { row: 6, chargedRow: 5, amount: 100 },
    ])
    expect(found.left).toMatchObject({ sources: [{ row: 2, amount: 400, used: 300 }], complete: true })
  })
})
