import fc from 'fast-check'
import { CUSTOMS_FUNDS, FUNDS, LEDGERS } from '../../../src/domain/fund.ts'
import {
  type Fault,
  fault,
  huge,
  kindsOf,
  oneOfKinds,
  ordinary,
  type Pools,
  stream,
  text,
  voen,
  WEIGHTS,
} from './arbitrary-events.ts'
import { loweredAfterRefund, manySources, TRADER, transferTowardsTheLimit } from './arbitrary-move-openings.ts'
import { deepInDebt } from './arbitrary-openings.ts'
import { type EventObject, registered } from './events.ts'

/** Streams of the extended specification: money that goes back, moves or waits for its owner, and due dates. */

const DAY_MS = 86_400_000
const dayFrom = (first: string, days: number) =>
  fc.nat(days).map(day => new Date(Date.parse(first) + day * DAY_MS).toISOString().slice(0, 10))

/** Before, among and after the events, so that money is early, waits, or comes after the due date. */
const paidOn = dayFrom('2025-12-01', 150)
const dueOn = fc.oneof(
  { weight: 12, arbitrary: dayFrom('2025-11-01', 240) },
  { weight: 1, arbitrary: fc.constantFrom('0001-01-01', '2024-02-29', '9999-12-31') },
)

const few = fc.constantFrom('0', '0.00', '0.01', '0.5', '1', '1.00', '2', '2.25', '3.5', '7.5', '10')
const several = fc.constantFrom('1', '2', '5', '7.5', '10', '12.34', '20', '40', '100')

/** Few ids, so that assignments find payments that are held, were held, were never held, or are contradicted. */
const waitingId = fc.nat(9).map(number => `u${number}`)
const anyId = fc.oneof(
  { weight: 9, arbitrary: waitingId },
  { weight: 1, arbitrary: fc.constantFrom('e1', 'e2', 'e4', 'e8', 'r1000000001', 'nothing') },
)
/** Mostly the trader whose account most other events concern. */
const mostly = fc.oneof({ weight: 5, arbitrary: fc.constant(TRADER) }, { weight: 2, arbitrary: voen })

/** Never registered, and never assessed: their events wait for good unless an assignment takes them. */
const STRANGER = '4000000002'
const UNKNOWN = 'D-UNKNOWN'

/** Every second event has the optional field. */
const some = <Value>(field: string, value: fc.Arbitrary<Value>) =>
  fc.record({ [field]: value }, { requiredKeys: [] }) as fc.Arbitrary<EventObject>
const together = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map(parts => Object.assign({}, ...parts) as EventObject)

const withDueOn = (event: fc.Arbitrary<object>) => together(event, some('dueOn', dueOn))
const withReference = (event: fc.Arbitrary<object>) => together(event, some('reference', text))

interface MoneyPools extends Pools {
  /** Amounts that come; `amount` are those of charges. */
  paid: fc.Arbitrary<string>
  /** Amounts that go back or move. */
  moved: fc.Arbitrary<string>
}

function extendedKindsOf(pools: MoneyPools) {
  const { registered, assessed, amended, cancelled, charged, toCode, toFund, fromDeposit, byNumber } = kindsOf(pools)
  const amount = pools.paid.filter(text => Number(text) > 0)
  const moved = pools.moved.filter(text => Number(text) > 0)
  const money = { type: fc.constant('payment.received'), id: waitingId, paidOn, amount }
  const paidAnyDay = (payment: fc.Arbitrary<object>) => withReference(together(payment, fc.record({ paidOn, amount })))
  const customsFunds = CUSTOMS_FUNDS.filter(fund => pools.funds.includes(fund))
  const fund = fc.constantFrom(...customsFunds)
  const code = fc.constantFrom('142330', '142330', '802001', '114111')
  const channel = fc.constantFrom('hop', 'bank', 'treasury')
  const ofStranger = { voen: fc.constant(STRANGER) }
  const ledger = fc.oneof(fc.constantFrom('advance', ...pools.funds), fc.constantFrom(...LEDGERS))
  const movable = ['advance', ...customsFunds]
  return {
    registered,
    assessed: withDueOn(assessed),
    amended: withDueOn(amended),
    cancelled,
    charged: withDueOn(charged),
    toCode: paidAnyDay(toCode),
    toFund: paidAnyDay(toFund),
    fromDeposit: paidAnyDay(fromDeposit),
    byNumber: paidAnyDay(byNumber),
    fromUnknown: withReference(fc.record({ ...money, channel, code })),
    fromStranger: withReference(
      fc.oneof(
        fc.record({ ...money, ...ofStranger, channel, code }),
        fc.record({ ...money, ...ofStranger, channel: fc.constant('vat-deposit'), fund: fc.constant('vat') }),
        fc.record({ ...money, channel: fc.constant('hop'), declaration: fc.constantFrom(UNKNOWN, 'D-9', 'GB-2') }),
      ),
    ),
    assigned: together(
      fc.record({ type: fc.constant('payment.assigned'), voen: mostly, payment: anyId }),
      fc.oneof(fc.record({ code }), fc.record({ fund })),
    ),
    refunded: withReference(
      fc.record({ type: fc.constant('overpayment.refunded'), voen: mostly, ledger, amount: moved, paidOn }),
    ),
    transferred: withReference(
      together(
        fc.record({ type: fc.constant('overpayment.transferred'), voen: mostly, amount: moved }),
        fc.shuffledSubarray(movable, { minLength: 2, maxLength: 2 }).map(([from, to]) => ({ from, to })),
      ),
    ),
  }
}

/** More money than debt, so that there is overpayment to give back and to move. */
const EXTENDED_WEIGHTS = {
  ...WEIGHTS,
  registered: 1,
  assessed: 4,
  cancelled: 3,
  charged: 1,
  toCode: 7,
  toFund: 7,
  fromUnknown: 4,
  fromStranger: 3,
  assigned: 6,
  refunded: 6,
  transferred: 6,
}

const REMOVABLE = 'voen payment ledger from to paidOn code fund channel'.split(' ')
const SPOILABLE = 'dueOn reference payment ledger from to code fund declaration amount'.split(' ')
const WRONG: readonly unknown[] = [
  ...[null, '', 7, {}, '0', '0.00', '2026-02-30', '2026-2-3', '2026-03-01T00:00:00Z', 'x'.repeat(101)],
  ...['ə'.repeat(129), '\ud83d', 'Advance', 'vat', 'advance', 'eservice-fee', 'late-interest', '142330', 'GB-1'],
]

/** Makes an event invalid in the new fields, or, by chance, another valid one. */
const extendedFault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 1, arbitrary: fault },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...REMOVABLE).map(field => (event: EventObject) => {
      const { [field]: _, ...rest } = event
      return rest
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...SPOILABLE), fc.constantFrom(...WRONG))
      .map(([field, value]) => (event: EventObject) => ({ ...event, [field]: value })),
  },
)

/**
 * Streams of lines of the extended specification: valid, repeated, early, contradictory, too large, to the wrong ledger
 * and malformed events, and lines that are not events.
 * @param options `atTheLimit` false leaves out streams with amounts at the limit of 2^53 − 1 qəpik
 */
export function extendedStream({ maxLength = 60, atTheLimit = true } = {}): fc.Arbitrary<string[]> {
  const usual = { amount: ordinary, paid: ordinary, moved: fc.oneof(ordinary, few) }
  const event = oneOfKinds(extendedKindsOf({ ...usual, funds: FUNDS }), EXTENDED_WEIGHTS)
  // Four funds and small charges, so that charges, overpayment, refunds and transfers meet.
  const dense = oneOfKinds(
    extendedKindsOf({
      amount: few,
      paid: several,
      moved: few,
      funds: ['vat', 'fine', 'late-interest', 'eservice-fee'],
    }),
    EXTENDED_WEIGHTS,
  )
  const hugeEvent = oneOfKinds(
    extendedKindsOf({ amount: huge, paid: huge, moved: huge, funds: ['vat', 'fine', 'eservice-fee'] }),
    { ...EXTENDED_WEIGHTS, transferred: 14 },
  )
  const parts = { fault: extendedFault, maxLength }
  return fc.oneof(
    { weight: 3, arbitrary: stream({ ...parts, event }) },
    { weight: 4, arbitrary: stream({ ...parts, event: dense }) },
    { weight: 2, arbitrary: stream({ ...parts, event: dense, opening: loweredAfterRefund }) },
    { weight: 1, arbitrary: stream({ ...parts, event: dense, opening: deepInDebt }) },
    { weight: 1, arbitrary: stream({ ...parts, event: dense, opening: manySources }) },
    {
      weight: atTheLimit ? 2 : 0,
      arbitrary: stream({ ...parts, event: hugeEvent, opening: transferTowardsTheLimit }),
    },
  )
}

/** An account with many sources and many open charges, and a later delivery that takes more than the first batch of them. */
export function deepMoneyStream(): fc.Arbitrary<{ opening: string[]; later: string[] }> {
  const amount = fc.constantFrom('0.5', '1', '2', '10', '11', '12.5', '20', '40', '70', '100')
  const pools = { amount, paid: amount, moved: amount, funds: ['vat', 'excise', 'fine'] }
  const { registered: _, fromDeposit: __, ...kinds } = extendedKindsOf(pools)
  const steps = fc.array(fc.oneof(...(Object.values(kinds) as fc.Arbitrary<EventObject>[])), {
    minLength: 3,
    maxLength: 14,
    size: 'max',
  })
  return fc.tuple(fc.oneof(manySources, deepInDebt), steps).map(([opening, steps]) => ({
    opening: [JSON.stringify(registered({ voen: TRADER })), ...opening],
    later: steps.map((event, index) =>
      JSON.stringify({
        ...{ id: `e${index}`, occurredAt: '2026-03-05T12:00:00Z', ...event },
        ...('voen' in event && event.voen !== STRANGER && { voen: TRADER }),
      }),
    ),
  }))
}
