import { todayInBaku } from '../domain/dates.ts'
import type { DeclarationNumber } from '../domain/declaration.ts'
import { manat, type Qepik } from '../domain/money.ts'
import type { Problem } from '../domain/problem.ts'
import { parseTypedAmount } from '../domain/typed/amount.ts'
import { parseDeclarationNumber } from '../domain/typed/declaration-numbers.ts'
import { typedText } from '../domain/typed/text.ts'
import { isVoen, type Voen } from '../domain/voen.ts'
import { readFormId } from './form-ids.ts'
import { findTarget, isCode, type Payee, payeeOf, type Target } from './payees.ts'

export type PaymentProblemCode =
  | 'voen-malformed'
  | 'declaration-malformed'
  | 'target-missing'
  | 'amount-malformed'
  | 'amount-zero'

export type PaymentProblem = Problem<PaymentProblemCode> & { readonly field: string }

/** A search by VÖEN and payee, or by declaration number. `key` is null when the typed text is malformed. */
export type Search = {
  readonly payee: Payee
  readonly typed: string
} & (
  | { readonly by: 'voen'; readonly key: Voen | null }
  | { readonly by: 'declaration'; readonly key: DeclarationNumber | null }
)

export interface TypedPayment {
  readonly id: string
  readonly target: string
  readonly amount: string
}

/** A submitted payment: either `payment` is set, or `problems` is not empty. */
export interface PaymentForm {
  readonly search: Search
  readonly typed: TypedPayment
  readonly payment: Payment | null
  readonly problems: readonly PaymentProblem[]
}

export type Payment = { readonly amount: Qepik } & (
  | { readonly declaration: DeclarationNumber }
  | { readonly voen: Voen; readonly target: Target }
)

type Fields = (name: string) => string

/** @returns null when the request has no search */
export function readSearch(field: Fields): Search | null {
  const payee = payeeOf(field('payee'), readTarget(field))
  const [voen, declaration] = [typedText(field('voen')), typedText(field('declaration'))]
  if (declaration !== '') {
    return { payee: 'customs', by: 'declaration', typed: declaration, key: parseDeclarationNumber(declaration) }
  }
  if (voen === '' && field('payee') === '') return null
  const bare = voen.replace(/\s/g, '')
  return { payee, by: 'voen', typed: voen, key: isVoen(bare) ? bare : null }
}

export function readTypedPayment(field: Fields, id: string): TypedPayment {
  return { id, target: readTarget(field), amount: typedText(field('amount')) }
}

/** @returns null for a form without a search, which no page of the portal sends */
export function parsePayment(field: Fields): PaymentForm | null {
  const search = readSearch(field)
  if (!search) return null
  const typed = readTypedPayment(field, readFormId(field('id')))
  const target = findTarget(search.payee, typed.target)
  const amount = parseTypedAmount(typed.amount)
  const candidates: (PaymentProblem | false)[] = [
    search.key === null && { field: search.by, code: `${search.by}-malformed` },
    search.by === 'voen' && target === null && { field: 'target', code: 'target-missing' },
    amount === null && { field: 'amount', code: 'amount-malformed' },
    amount === 0 && { field: 'amount', code: 'amount-zero' },
  ]
  const problems = candidates.filter(problem => problem !== false)
  if (problems.length > 0 || search.key === null || amount === null) return { search, typed, payment: null, problems }
  const payment =
    search.by === 'declaration' ? { amount, declaration: search.key } : { amount, voen: search.key, target: target! }
  return { search, typed, payment, problems }
}

export function paymentEvent(payment: Payment, id: string, at: Date): object {
  return {
    id: `sandbox-hop-${id}`,
    type: 'payment.received',
    occurredAt: at.toISOString(),
    channel: 'hop',
    paidOn: todayInBaku(at),
    amount: manat(payment.amount),
    ...('declaration' in payment ? { declaration: payment.declaration } : accountTarget(payment)),
  }
}

function accountTarget({ voen, target }: { voen: Voen; target: Target }): object {
  return isCode(target) ? { voen, code: target } : { voen, fund: target }
}

/** The form has one field `target`. A link says `code` or `fund`. */
function readTarget(field: Fields): string {
  return field('target') || field('code') || field('fund')
}
