/** The parts of queries that choose rows by the channel and the date of their payment. */
import type { Channel } from '../../domain/operation-type.ts'
import { choosesPayments, type RowConditions } from '../../domain/statement-filter.ts'
import type { EntryQuery } from '../engine/union-all.ts'

/** Which of the conditions a query has: it is compiled once for each. */
export type PaymentKind = 'any' | 'paid' | 'channel'

export type PaymentSlots = { channel: Channel; paidFrom: string; paidTo: string }

export function paymentKindOf(conditions: RowConditions): PaymentKind {
  if (conditions.channel !== null) return 'channel'
  return choosesPayments(conditions) ? 'paid' : 'any'
}

/** The values of the slots. An open end of the dates has every date within it. */
export function paymentSlotsOf({ channel, paidFrom, paidTo }: RowConditions): PaymentSlots {
  return { channel: channel!, paidFrom: paidFrom ?? '0001-01-01', paidTo: paidTo ?? '9999-12-31' }
}

export function wherePaid<Row>(rows: EntryQuery<Row>, kind: PaymentKind, slots: PaymentSlots): EntryQuery<Row> {
  if (kind === 'any') return rows
  const paid = rows.where('payment_date', '>=', slots.paidFrom).where('payment_date', '<=', slots.paidTo)
  return kind === 'channel' ? paid.where('channel', '=', slots.channel) : paid
}

/** One value for each kind. */
export function byKind<Value>(build: (kind: PaymentKind) => Value): Readonly<Record<PaymentKind, Value>> {
  return { any: build('any'), paid: build('paid'), channel: build('channel') }
}
