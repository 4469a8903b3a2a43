import type { DeclarationNumber } from '../domain/declaration.ts'
import type { CustomsFund } from '../domain/fund.ts'
import { manat, type Qepik } from '../domain/money.ts'
import type { PaymentCode } from '../domain/operation-type.ts'
import type { Voen } from '../domain/voen.ts'
import type { WebConfig } from './context.ts'

/** What is to be paid at the Government Payment Portal: to a code or for a fund by VÖEN, or a declaration by number. */
export type HopPayment =
  | { readonly voen: Voen; readonly code: PaymentCode; readonly amount: Qepik }
  | { readonly voen: Voen; readonly fund: CustomsFund; readonly amount: Qepik }
  | { readonly declaration: DeclarationNumber; readonly amount: Qepik }

/**
 * Where it is paid, with everything filled in as far as the portal understands it: the query of the real one is not
 * published, so its plain address must do.
 */
export function hopLink({ url, prefilled }: WebConfig['hop'], payment: HopPayment): string {
  if (!prefilled) return url
  const { amount, ...target } = payment
  return `${url}?${new URLSearchParams({ ...target, amount: manat(amount) })}`
}
