/** What the intake tells of what there is to pay, read back into the domain's words. */
import type { AccountBill, DeclarationBill } from '../domain/bill.ts'

export type Bill = AccountBill | DeclarationBill
export type { AccountBill, DeclarationBill }

export function readBill(_by: 'voen' | 'declaration', value: unknown): Bill {
  return value as Bill
}

/** Whether it can be paid as it was asked for: an account always. */
export function isPayable(bill: Bill): boolean {
  return !('payable' in bill) || bill.payable > 0
}
