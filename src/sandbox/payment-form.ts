import { todayInBaku } from '../domain/dates.ts'
import { type DeclarationNumber, parseDeclarationNumber } from '../domain/declaration.ts'
import { manat, type Qepik } from '../domain/money.ts'
import type { Problem } from '../domain/problem.ts'
import { parseTypedAmount } from '../domain/typed/amount.ts'
import { typedText } from '../domain/typed/text.ts'
import { isVoen, type Voen } from '../domain/voen.ts'
import { formIdOf } from './form-ids.ts'
import { findTarget, isCode, type Payee, payeeOf, type Target } from './payees.ts'

export type PaymentProblemCode =
  | 'voen-malformed'
  | 'declaration-malformed'
  | 'target-missing'
  | 'amount-malformed'
  | 'amount-zero'

export type PaymentProblem = Problem<PaymentProblemCode> & { readonly field: string }

/** What the payer searched for: a VÖEN with one of the two payees, or a declaration. `key` is null when the text is no number. */
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

/** What a payer typed, what it means, and what is wrong with it: one of the last two. */
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

/** Null when nothing was searched for. */
export function readSearch(field: Fields): Search | null {
  const payee = payeeOf(field('payee'), targetOf(field))
  const [voen, declaration] = [typedText(field('voen')), typedText(field('declaration'))]
  if (declaration !== '') {
    return { payee: 'customs', by: 'declaration', typed: declaration, key: parseDeclarationNumber(declaration) }
  }
  if (voen === '' && field('payee') === '') return null
  const bare = voen.replace(/\s/g, '')
  return { payee, by: 'voen', typed: voen, key: isVoen(bare) ? bare : null }
}

/** What is already filled in by the address that led here. */
export function typedBefore(field: Fields, id: string): TypedPayment {
  return { id, target: targetOf(field), amount: typedText(field('amount')) }
}

/** Reads what came with the form; null when it is none of ours. */
export function parsePayment(field: Fields): PaymentForm | null {
  const search = readSearch(field)
  if (!search) return null
  const typed = typedBefore(field, formIdOf(field('id')))
  const target = findTarget(search.payee, typed.target)
  const amount = parseTypedAmount(typed.amount)
  const found: (PaymentProblem | false)[] = [
    search.key === null && { field: search.by, code: `${search.by}-malformed` },
    search.by === 'voen' && target === null && { field: 'target', code: 'target-missing' },
    amount === null && { field: 'amount', code: 'amount-malformed' },
    amount === 0 && { field: 'amount', code: 'amount-zero' },
  ]
  const problems = found.filter(problem => problem !== false)
  if (problems.length > 0 || search.key === null || amount === null) return { search, typed, payment: null, problems }
  const payment =
    search.by === 'declaration' ? { amount, declaration: search.key } : { amount, voen: search.key, target: target! }
  return { search, typed, payment, problems }
}

/** The event by which the portal tells of a payment. */
export function paymentEvent(payment: Payment, id: string, at: Date): object {
  return {
    id: `sandbox-hop-${id}`,
    type: 'payment.received',
    occurredAt: at.toISOString(),
    channel: 'hop',
    paidOn: todayInBaku(at),
    amount: manat(payment.amount),
    ...('declaration' in payment ? { declaration: payment.declaration } : toTaxpayer(payment)),
  }
}

function toTaxpayer({ voen, target }: { voen: Voen; target: Target }): object {
  return isCode(target) ? { voen, code: target } : { voen, fund: target }
}

/** A form names it once; an address says whether it is a code or a fund. */
function targetOf(field: Fields): string {
  return field('target') || field('code') || field('fund')
}
