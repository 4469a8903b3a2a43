import { isCustomsFund, type Ledger } from './fund.ts'

/** The guide's eleven operation types, then three for money that goes back or moves. The list is closed. */
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
  'refund',
  'transfer-out',
  'transfer-in',
] as const

export type OperationType = (typeof OPERATION_TYPES)[number]

export function isOperationType(code: string): code is OperationType {
  return (OPERATION_TYPES as readonly string[]).includes(code)
}

const CHARGE_TYPES: readonly OperationType[] = ['assessment', 'overpayment-offset', 'advance-drawdown', 'reduction']

/** Whether the reference of such a row is that of a charge, and not that of a payment, refund or transfer. */
export function namesCharge(type: OperationType): boolean {
  return CHARGE_TYPES.includes(type)
}

/** Whether money that is already on the account goes back or to another ledger. */
export function movesOverpayment(type: OperationType): boolean {
  return type === 'refund' || type === 'transfer-out' || type === 'transfer-in'
}

const PAYMENT_TYPES: readonly OperationType[] = [
  'hop-payment',
  'advance-payment-general',
  'advance-payment-single',
  'eservice-advance',
  'eservice-vat-advance',
  'eservice-advance-hop',
  'eservice-vat-advance-hop',
]

/** Whether the row books money that came in. */
export function bringsMoney(type: OperationType): boolean {
  return PAYMENT_TYPES.includes(type)
}

/** Whether the row closes debt with money of the account (R7), and no event asked for it. */
export function isSettlement(type: OperationType): boolean {
  return type === 'overpayment-offset' || type === 'advance-drawdown'
}

/** Whether the payment date of such a row is its operation date (R8): no money came from outside or went there. */
export function isPaidWhenBooked(type: OperationType): boolean {
  return isSettlement(type) || type === 'transfer-out' || type === 'transfer-in'
}

const CUSTOMS_TYPES: readonly OperationType[] = [
  'assessment',
  'hop-payment',
  'overpayment-offset',
  'advance-drawdown',
  'reduction',
  'advance-payment-single',
  'refund',
  'transfer-out',
  'transfer-in',
]
const ESERVICE_FEE_TYPES: readonly OperationType[] = [
  'assessment',
  'overpayment-offset',
  'reduction',
  'eservice-advance',
  'eservice-advance-hop',
  'refund',
]
const ESERVICE_VAT_TYPES: readonly OperationType[] = [
  'assessment',
  'overpayment-offset',
  'reduction',
  'eservice-vat-advance',
  'eservice-vat-advance-hop',
  'refund',
]

const ADVANCE_TYPES: readonly OperationType[] = [
  'advance-drawdown',
  'advance-payment-general',
  'refund',
  'transfer-out',
  'transfer-in',
]

/** The types that rules R3 to R7 can put on a ledger. */
export function operationTypesOf(ledger: Ledger): readonly OperationType[] {
  if (ledger === 'advance') return ADVANCE_TYPES
  if (isCustomsFund(ledger)) return CUSTOMS_TYPES
  return ledger === 'eservice-fee' ? ESERVICE_FEE_TYPES : ESERVICE_VAT_TYPES
}

/** Why a charge of a declaration was raised or reduced after its assessment. */
export const CAUSES = ['amendment', 'cancellation'] as const

export type Cause = (typeof CAUSES)[number]

/** HÖP, a bank account, the VAT deposit account, treasury to treasury. */
export const CHANNELS = ['hop', 'bank', 'vat-deposit', 'treasury'] as const

export type Channel = (typeof CHANNELS)[number]

export function isChannel(code: string): code is Channel {
  return (CHANNELS as readonly string[]).includes(code)
}

/** The revenue codes for payments by VÖEN: the customs advance, the e-service fee, its VAT. */
export const PAYMENT_CODES = ['142330', '802001', '114111'] as const

export type PaymentCode = (typeof PAYMENT_CODES)[number]
