/**
 * Events written by hand beside the traders' own: the slice of real declarations in `traders.ndjson.gz` has no money that
 * goes back, moves or waits, and no due dates. All of them are invented.
 */
import type { Voen } from '../domain/voen.ts'
import { madeUp } from '../i18n/az.ts'
import { DEMONSTRATION_BROKER } from './demonstration-people.ts'

/** The accountant's company, and two of the director's. */
const [ACCOUNTANTS, OVERDUE, PAYING_LATE] = [
  '2899061361',
  '8654473551',
  '9741469121',
] as const as readonly string[] as Voen[]

const UNKNOWN_PAYER = { type: 'payment.received', channel: 'bank', code: '142330' }
const DECLARATION = '00040/120826/77100231'

/** In the order of their moments. */
export const DEMONSTRATION_MOVES = [
  // A taxpayer as others, so that companies see the name of whom they grant mandates.
  {
    id: 'demo-10',
    occurredAt: '2026-06-08T09:00:00+04:00',
    type: 'taxpayer.registered',
    voen: DEMONSTRATION_BROKER,
    name: madeUp.brokerCompany,
  },
  {
    id: 'demo-01',
    occurredAt: '2026-06-08T16:20:00+04:00',
    ...UNKNOWN_PAYER,
    paidOn: '2026-06-08',
    amount: '640.00',
    reference: 'PO-060817',
  },
  {
    id: 'demo-02',
    occurredAt: '2026-06-09T18:00:00+04:00',
    type: 'payment.assigned',
    voen: ACCOUNTANTS,
    payment: 'demo-01',
    code: '142330',
  },
  {
    id: 'demo-03',
    occurredAt: '2026-06-09T18:10:00+04:00',
    type: 'overpayment.refunded',
    voen: ACCOUNTANTS,
    ledger: 'advance',
    amount: '500.00',
    paidOn: '2026-06-09',
    reference: 'R-2026-118',
  },
  {
    id: 'demo-04',
    occurredAt: '2026-06-09T18:20:00+04:00',
    type: 'overpayment.transferred',
    voen: ACCOUNTANTS,
    from: 'advance',
    to: 'vat',
    amount: '250.00',
    reference: 'T-2026-41',
  },
  // Stays held: an officer's desk can assign it.
  {
    id: 'demo-05',
    occurredAt: '2026-06-10T09:00:00+04:00',
    ...UNKNOWN_PAYER,
    paidOn: '2026-06-10',
    amount: '1275.00',
    reference: 'PO-061003',
  },
  {
    id: 'demo-06',
    occurredAt: '2026-08-12T10:00:00+04:00',
    type: 'declaration.assessed',
    voen: PAYING_LATE,
    declaration: DECLARATION,
    charges: { 'customs-duty': '1840.50', vat: '3720.25', 'customs-fee': '60.00' },
    dueOn: '2026-09-11',
  },
  {
    id: 'demo-07',
    occurredAt: '2026-08-15T11:30:00+04:00',
    type: 'charge.assessed',
    voen: OVERDUE,
    reference: 'AKT-2026-0815',
    charges: { vat: '980.00', fine: '500.00' },
    dueOn: '2026-08-31',
  },
  // Pays a part, late: interest is worked out on two amounts.
  {
    id: 'demo-08',
    occurredAt: '2026-10-05T14:00:00+04:00',
    type: 'payment.received',
    voen: PAYING_LATE,
    channel: 'hop',
    paidOn: '2026-10-05',
    amount: '1500.00',
    code: '142330',
  },
  {
    id: 'demo-09',
    occurredAt: '2026-10-15T09:45:00+04:00',
    type: 'declaration.amended',
    voen: PAYING_LATE,
    declaration: DECLARATION,
    charges: { vat: '4000.00' },
    dueOn: '2026-10-30',
  },
]
