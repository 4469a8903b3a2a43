import type { PaymentAssigned, PaymentReceived } from './event.ts'

/**
 * The payment as if it had named the account and the target of its assignment. It is booked as a part of the assignment, so
 * it has the id and the date of that.
 */
export function assignedPayment(
  { id, occurredOn, voen, code, fund }: PaymentAssigned,
  { channel, paidOn, amount, reference }: PaymentReceived,
): PaymentReceived {
  return { type: 'payment.received', id, occurredOn, voen, code, fund, channel, paidOn, amount, reference }
}
