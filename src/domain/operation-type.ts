import { isCustomsFund, type Ledger } from './fund.ts'

/** The guide's eleven operation types. The list is closed. */
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

const CUSTOMS_TYPES: readonly OperationType[] = [
  'assessment',
  'hop-payment',
  'overpayment-offset',
  'advance-drawdown',
  'reduction',
  'advance-payment-single',
]
const ESERVICE_FEE_TYPES: readonly OperationType[] = [
  'assessment',
  'overpayment-offset',
  'reduction',
  'eservice-advance',
  'eservice-advance-hop',
]
const ESERVICE_VAT_TYPES: readonly OperationType[] = [
  'assessment',
  'overpayment-offset',
  'reduction',
  'eservice-vat-advance',
  'eservice-vat-advance-hop',
]

/** The types that rules R3 to R7 can put on a ledger. */
export function operationTypesOf(ledger: Ledger): readonly OperationType[] {
  if (ledger === 'advance') return ['advance-drawdown', 'advance-payment-general']
  if (isCustomsFund(ledger)) return CUSTOMS_TYPES
  return ledger === 'eservice-fee' ? ESERVICE_FEE_TYPES : ESERVICE_VAT_TYPES
}

/** HÖP, a bank account, the VAT deposit account, treasury to treasury. */
export const CHANNELS = ['hop', 'bank', 'vat-deposit', 'treasury'] as const

export type Channel = (typeof CHANNELS)[number]

/** The revenue codes for payments by VÖEN: the customs advance, the e-service fee, its VAT. */
export const PAYMENT_CODES = ['142330', '802001', '114111'] as const

export type PaymentCode = (typeof PAYMENT_CODES)[number]
