import { CUSTOMS_FUNDS, type CustomsFund } from '../domain/fund.ts'
import { PAYMENT_CODES, type PaymentCode } from '../domain/operation-type.ts'

/** Who is paid, as the portal lists them: the customs committee, and its union "Azterminalkompleks". */
export const PAYEES = ['customs', 'terminal'] as const

export type Payee = (typeof PAYEES)[number]

/** What is paid by VÖEN: a code, or one fund. */
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

/** Who is meant: the one that is named, or the one that what is to be paid belongs to. */
export function payeeOf(named: string, target: string): Payee {
  return PAYEES.find(payee => payee === named) ?? PAYEES.find(payee => findTarget(payee, target)) ?? 'customs'
}
