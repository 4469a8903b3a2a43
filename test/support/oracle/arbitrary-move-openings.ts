import fc from 'fast-check'
import { MAX_AMOUNT, towardsTheLimit } from './arbitrary-openings.ts'

/** Openings for streams of the extended specification. */

export const TRADER = '1000000001'

const EARLY = { occurredAt: '2025-12-02T00:00:00Z', voen: TRADER }

const paidFromBank = { type: 'payment.received', ...EARLY, channel: 'bank' }

/** More sources on two ledgers than one read of them is likely to return. */
export const manySources = fc.integer({ min: 60, max: 75 }).map(count =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      ...{ id: `m${index}`, ...paidFromBank, amount: '0.5' },
      paidOn: `2026-01-${String(1 + (index % 31)).padStart(2, '0')}`,
      ...(index % 3 === 0 ? { fund: 'vat' } : { code: '142330' }),
    }),
  ),
)

/** A declaration that is paid and lowered, whose returned money partly goes back, and that is lowered or raised again. */
export const loweredAfterRefund = fc
  .record({
    paid: fc.constantFrom('30', '100', '130'),
    first: fc.constantFrom('0', '40', '70'),
    refunded: fc.constantFrom('5', '30', '60'),
    again: fc.constantFrom('0', '10', '120'),
    dueOn: fc.constantFrom('2025-11-20', '2025-12-20', '2026-02-10'),
  })
  .map(({ paid, first, refunded, again, dueOn }) =>
    [
      { type: 'declaration.assessed', declaration: 'GB-1', charges: { vat: '100', fine: '20' }, dueOn },
      { ...paidFromBank, paidOn: '2026-01-10', amount: paid, code: '142330' },
      { type: 'declaration.amended', declaration: 'GB-1', charges: { vat: first } },
      { type: 'overpayment.refunded', ledger: 'vat', amount: refunded, paidOn: '2026-01-20' },
      { type: 'overpayment.transferred', from: 'vat', to: 'advance', amount: '5' },
      { type: 'declaration.amended', declaration: 'GB-1', charges: { vat: again } },
    ].map((event, index) => JSON.stringify({ id: `w${index}`, ...EARLY, ...event })),
  )

/** Many of the largest amounts on both ends of a transfer: the next one reaches the limit. */
export const transferTowardsTheLimit = fc
  .tuple(towardsTheLimit, fc.nat(9))
  .map(([first, count]) => [
    ...first,
    ...Array.from({ length: count }, (_, index) =>
      JSON.stringify({ id: `l${index}`, ...paidFromBank, paidOn: '2026-01-05', amount: MAX_AMOUNT, fund: 'fine' }),
    ),
  ])
