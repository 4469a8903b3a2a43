import { FUNDS, type Fund } from '../domain/fund.ts'
import { manat } from '../domain/money.ts'
import type { Problem } from '../domain/problem.ts'
import { parseTypedAmount } from '../domain/typed/amount.ts'
import { parseDeclarationNumber } from '../domain/typed/declaration-numbers.ts'
import { typedText } from '../domain/typed/text.ts'
import { isVoen } from '../domain/voen.ts'

export const ACTIONS = ['register', 'assess', 'amend', 'cancel', 'charge'] as const

export type OfficerAction = (typeof ACTIONS)[number]
export type ActionField = 'voen' | 'name' | 'declaration' | 'declarant' | 'reference'

interface ActionForm {
  readonly type: string
  readonly fields: readonly ActionField[]
  readonly charges: boolean
}

export const ACTION_FORMS: Readonly<Record<OfficerAction, ActionForm>> = {
  register: { type: 'taxpayer.registered', fields: ['voen', 'name'], charges: false },
  assess: { type: 'declaration.assessed', fields: ['voen', 'declaration', 'declarant'], charges: true },
  amend: { type: 'declaration.amended', fields: ['voen', 'declaration'], charges: true },
  cancel: { type: 'declaration.cancelled', fields: ['voen', 'declaration'], charges: false },
  charge: { type: 'charge.assessed', fields: ['voen', 'reference'], charges: true },
}

export type ActionProblemCode =
  | 'voen-malformed'
  | 'declaration-malformed'
  | 'name-malformed'
  | 'reference-malformed'
  | 'amount-malformed'
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

const voen = (typed: string): FieldReading => {
  const bare = typed.replace(/\s/g, '')
  return isVoen(bare) ? { value: bare } : { problem: 'voen-malformed' }
}

const READERS: Readonly<Record<ActionField, (typed: string) => FieldReading>> = {
  voen,
  declarant: typed => (typed === '' ? {} : voen(typed)),
  declaration: typed => {
    const number = parseDeclarationNumber(typed)
    return number === null ? { problem: 'declaration-malformed' } : { value: number }
  },
  name: text(200, 'name-malformed'),
  reference: text(100, 'reference-malformed'),
}

export function isAction(text: string): text is OfficerAction {
  return (ACTIONS as readonly string[]).includes(text)
}

/** @param field returns the text of a form field, or an empty text when the form does not have it */
export function readAction(action: OfficerAction, field: (name: string) => string): TypedAction {
  const { fields, charges } = ACTION_FORMS[action]
  const names = [...fields, ...(charges ? FUNDS : [])]
  const typed = Object.fromEntries(names.map(name => [name, typedText(field(name))]))
  const values: Record<string, unknown> = {}
  const problems: ActionProblem[] = []
  for (const name of fields) {
    const { value, problem } = READERS[name](typed[name]!)
    if (problem) problems.push({ field: name, code: problem })
    if (value !== undefined) values[name] = value
  }
  if (charges) {
    const read = readCharges(typed)
    values.charges = read.charges
    problems.push(...read.problems)
  }
  return { typed, values, problems }
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
