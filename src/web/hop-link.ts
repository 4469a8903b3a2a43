import type { DeclarationNumber } from '../domain/declaration.ts'
import type { CustomsFund } from '../domain/fund.ts'
import { manat, type Qepik } from '../domain/money.ts'
import type { PaymentCode } from '../domain/operation-type.ts'
import type { Voen } from '../domain/voen.ts'
import type { WebConfig } from './context.ts'

export type HopPayment =
  | { readonly voen: Voen; readonly code: PaymentCode; readonly amount: Qepik }
  | { readonly voen: Voen; readonly fund: CustomsFund; readonly amount: Qepik }
  | { readonly declaration: DeclarationNumber; readonly amount: Qepik }

/** Fills in the payment data only if configured: the real portal does not publish its query parameters. */
export function hopLink({ url, prefilled }: WebConfig['hop'], payment: HopPayment): string {
  if (!prefilled) return url
  const { amount, ...target } = payment
  return `${url}?${new URLSearchParams({ ...target, amount: manat(amount) })}`
}
