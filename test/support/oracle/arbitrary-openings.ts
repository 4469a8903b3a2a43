import fc from 'fast-check'
import type { Voen } from '../../../src/domain/voen.ts'
import type { EventObject } from './events.ts'

export const MAX_AMOUNT = '9999999999999.99'

/** Earlier than every other event of a stream. */
const EARLY = { occurredAt: '2025-12-01T00:00:00Z' }

const VOENS = ['1000000001', '2000000002', '3000000001'] as Voen[]

/** Most streams begin with registrations; in the others every event is held, some for good. */
export const registrations = fc
  .oneof({ weight: 4, arbitrary: fc.constant(VOENS) }, { weight: 1, arbitrary: fc.subarray(VOENS) })
  .map(voens =>
    voens.map(voen =>
      JSON.stringify({ id: `r${voen}`, type: 'taxpayer.registered', ...EARLY, voen, name: `Trader ${voen}` }),
    ),
  )

/** Nine of the largest amounts on one ledger: the next few reach the limit. */
export const towardsTheLimit = fc
  .constantFrom<EventObject>(
    { type: 'charge.assessed', reference: 'AKT', charges: { vat: MAX_AMOUNT } },
    { type: 'payment.received', channel: 'hop', paidOn: '2026-03-01', amount: MAX_AMOUNT, fund: 'vat' },
    { type: 'payment.received', channel: 'bank', paidOn: '2026-03-01', amount: MAX_AMOUNT, code: '802001' },
    { type: 'payment.received', channel: 'bank', paidOn: '2026-03-01', amount: MAX_AMOUNT, code: '142330' },
  )
  .map(event =>
    Array.from({ length: 9 }, (_, index) => JSON.stringify({ id: `h${index}`, ...EARLY, voen: VOENS[0], ...event })),
  )

/** As many open charges as one read of settlement returns, or a few more. */
export const deepInDebt = fc.integer({ min: 60, max: 75 }).map(count =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      ...{ id: `d${index}`, type: 'declaration.assessed', ...EARLY, voen: VOENS[0] },
      ...{ declaration: `D-${index}`, charges: { vat: '1', [index % 3 === 0 ? 'excise' : 'fine']: '0.5' } },
    }),
  ),
)
