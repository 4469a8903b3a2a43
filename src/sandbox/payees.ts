import { CUSTOMS_FUNDS, type CustomsFund } from '../domain/fund.ts'
import { PAYMENT_CODES, type PaymentCode } from '../domain/operation-type.ts'

/** The payees of the portal: the customs committee, and its union "Azterminalkompleks". */
export const PAYEES = ['customs', 'terminal'] as const

export type Payee = (typeof PAYEES)[number]

export type Target = PaymentCode | CustomsFund

export const TARGETS: Readonly<Record<Payee, readonly Target[]>> = {
  customs: ['142330', ...CUSTOMS_FUNDS],
  terminal: ['802001', '114111'],
}

export function isCode(target: Target): target is PaymentCode {
  return (PAYMENT_CODES as readonly string[]).includes(target)
}

export function findTarget(payee: Payee, text: string): Target | null {
  return TARGETS[payee].find(target => target === text) ?? null
}

/** The named payee, or the payee of the target when the URL names only that. */
export function payeeOf(named: string, target: string): Payee {
  return PAYEES.find(payee => payee === named) ?? PAYEES.find(payee => findTarget(payee, target)) ?? 'customs'
}
