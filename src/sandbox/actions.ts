import { CUSTOMS_FUNDS, FUNDS, type Fund, LEDGERS, TRANSFER_LEDGERS } from '../domain/fund.ts'
import { manat } from '../domain/money.ts'
import { PAYMENT_CODES } from '../domain/operation-type.ts'
import type { Problem } from '../domain/problem.ts'
import { parseTypedAmount } from '../domain/typed/amount.ts'
import { readTypedDate } from '../domain/typed/date.ts'
import { parseDeclarationNumber } from '../domain/typed/declaration-numbers.ts'
import { typedText } from '../domain/typed/text.ts'
import { isVoen } from '../domain/voen.ts'

export const ACTIONS = ['register', 'assess', 'amend', 'cancel', 'charge', 'assign', 'refund', 'transfer'] as const

export type OfficerAction = (typeof ACTIONS)[number]

/** Fields with a list of answers. */
export const CHOICES = {
  code: PAYMENT_CODES,
  target: [...PAYMENT_CODES, ...CUSTOMS_FUNDS],
  ledger: LEDGERS,
  from: TRANSFER_LEDGERS,
  to: TRANSFER_LEDGERS,
} as const

type ChoiceField = keyof typeof CHOICES

export type ActionField =
  | 'voen'
  | 'name'
  | 'declaration'
  | 'declarant'
  | 'reference'
  | 'payment'
  | 'amount'
  | 'paidOn'
  | 'dueOn'
  | ChoiceField

export interface ActionForm {
  readonly type: string
  readonly fields: readonly ActionField[]
  /** The fields that may stay empty. */
  readonly optional: readonly ActionField[]
  readonly charges: boolean
}

export const ACTION_FORMS: Readonly<Record<OfficerAction, ActionForm>> = {
  register: { type: 'taxpayer.registered', fields: ['voen', 'name'], optional: [], charges: false },
  assess: {
    type: 'declaration.assessed',
    fields: ['voen', 'declaration', 'declarant', 'dueOn'],
    optional: ['declarant', 'dueOn'],
    charges: true,
  },
  amend: {
    type: 'declaration.amended',
    fields: ['voen', 'declaration', 'dueOn'],
    optional: ['dueOn'],
    charges: true,
  },
  cancel: { type: 'declaration.cancelled', fields: ['voen', 'declaration'], optional: [], charges: false },
  charge: {
    type: 'charge.assessed',
    fields: ['voen', 'reference', 'dueOn'],
    optional: ['dueOn'],
    charges: true,
  },
  assign: { type: 'payment.assigned', fields: ['payment', 'voen', 'target'], optional: [], charges: false },
  refund: {
    type: 'overpayment.refunded',
    fields: ['voen', 'ledger', 'amount', 'paidOn', 'reference'],
    optional: ['reference'],
    charges: false,
  },
  transfer: {
    type: 'overpayment.transferred',
    fields: ['voen', 'from', 'to', 'amount', 'reference'],
    optional: ['reference'],
    charges: false,
  },
}

export type ActionProblemCode =
  | 'voen-malformed'
  | 'declaration-malformed'
  | 'name-malformed'
  | 'reference-malformed'
  | 'payment-malformed'
  | 'amount-malformed'
  | 'amount-zero'
  | 'date-malformed'
  | 'date-unreal'
  | 'target-missing'
  | 'ledger-missing'
  | 'same-ledger'
  | 'charges-missing'

export type ActionProblem = Problem<ActionProblemCode> & { readonly field: string }

export interface TypedAction {
  readonly typed: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: readonly ActionProblem[]
}

interface FieldReading {
  readonly value?: unknown
  readonly problem?: ActionProblemCode
}

const text =
  (maxLength: number, problem: ActionProblemCode) =>
  (typed: string): FieldReading =>
    typed !== '' && typed.isWellFormed() && [...typed].length <= maxLength ? { value: typed } : { problem }

const choice =
  (field: ChoiceField, problem: ActionProblemCode) =>
  (typed: string): FieldReading =>
    (CHOICES[field] as readonly string[]).includes(typed) ? { value: typed } : { problem }

const voen = (typed: string): FieldReading => {
  const bare = typed.replace(/\s/g, '')
  return isVoen(bare) ? { value: bare } : { problem: 'voen-malformed' }
}

const date = (typed: string): FieldReading => {
  const { date, problem } = readTypedDate(typed)
  return date === null ? { problem: problem ?? 'date-malformed' } : { value: date }
}

const amount = (typed: string): FieldReading => {
  const read = parseTypedAmount(typed)
  if (read === null) return { problem: 'amount-malformed' }
  return read === 0 ? { problem: 'amount-zero' } : { value: manat(read) }
}

const READERS: Readonly<Record<ActionField, (typed: string) => FieldReading>> = {
  voen,
  declarant: voen,
  declaration: typed => {
    const number = parseDeclarationNumber(typed)
    return number === null ? { problem: 'declaration-malformed' } : { value: number }
  },
  name: text(200, 'name-malformed'),
  reference: text(100, 'reference-malformed'),
  payment: text(128, 'payment-malformed'),
  amount,
  paidOn: date,
  dueOn: date,
  code: choice('code', 'target-missing'),
  target: choice('target', 'target-missing'),
  ledger: choice('ledger', 'ledger-missing'),
  from: choice('from', 'ledger-missing'),
  to: choice('to', 'ledger-missing'),
}

export function isAction(text: string): text is OfficerAction {
  return (ACTIONS as readonly string[]).includes(text)
}

export function isChoice(field: ActionField): field is ChoiceField {
  return Object.hasOwn(CHOICES, field)
}

/** @param field returns the text of a form field, or an empty text when the form does not have it */
export function readAction({ fields, optional, charges }: ActionForm, field: (name: string) => string): TypedAction {
  const names = [...fields, ...(charges ? FUNDS : [])]
  const typed = Object.fromEntries(names.map(name => [name, typedText(field(name))]))
  const values: Record<string, unknown> = {}
  const problems: ActionProblem[] = []
  for (const name of fields) {
    if (typed[name] === '' && optional.includes(name)) continue
    const { value, problem } = READERS[name](typed[name]!)
    if (problem) problems.push({ field: name, code: problem })
    else values[name === 'target' ? targetField(value as string) : name] = value
  }
  if (values.from !== undefined && values.from === values.to) problems.push({ field: 'to', code: 'same-ledger' })
  if (charges) {
    const read = readCharges(typed)
    values.charges = read.charges
    problems.push(...read.problems)
  }
  return { typed, values, problems }
}

/** An assignment names a code or a fund; its form has one field for both. */
function targetField(target: string): 'code' | 'fund' {
  return (PAYMENT_CODES as readonly string[]).includes(target) ? 'code' : 'fund'
}

function readCharges(typed: Readonly<Record<string, string>>): { charges: object; problems: ActionProblem[] } {
  const charges: Partial<Record<Fund, string>> = {}
  const problems: ActionProblem[] = []
  for (const fund of FUNDS) {
    if (typed[fund] === '') continue
    const amount = parseTypedAmount(typed[fund]!)
    if (amount === null) problems.push({ field: fund, code: 'amount-malformed' })
    else charges[fund] = manat(amount)
  }
  const none = problems.length === 0 && Object.keys(charges).length === 0
  return { charges, problems: none ? [{ field: FUNDS[0], code: 'charges-missing' }] : problems }
}

export function actionEvent(action: OfficerAction, { values }: TypedAction, id: string, at: Date): object {
  return { id: `sandbox-officer-${id}`, type: ACTION_FORMS[action].type, occurredAt: at.toISOString(), ...values }
}
