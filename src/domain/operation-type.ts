/** The guide's eleven operation types; the list is closed (DOMAIN.md section 2). */
export const OPERATION_TYPES = [
  'assessment',
  'hop-payment',
  'overpayment-offset',
  'advance-drawdown',
  'reduction',
  'advance-payment-general',
  'advance-payment-single',
  'eservice-advance',
  'eservice-vat-advance',
  'eservice-advance-hop',
  'eservice-vat-advance-hop',
] as const

export type OperationType = (typeof OPERATION_TYPES)[number]

export function isOperationType(code: string): code is OperationType {
  return (OPERATION_TYPES as readonly string[]).includes(code)
}

/** How money comes in: HÖP, a bank account, the VAT deposit account, from treasury to treasury. */
export const CHANNELS = ['hop', 'bank', 'vat-deposit', 'treasury'] as const

export type Channel = (typeof CHANNELS)[number]

/** The revenue codes a taxpayer pays to by VÖEN: the customs advance, the e-service fee and its VAT. */
export const PAYMENT_CODES = ['142330', '802001', '114111'] as const

export type PaymentCode = (typeof PAYMENT_CODES)[number]
