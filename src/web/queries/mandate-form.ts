import type { PlainDate } from '../../domain/dates.ts'
import type { Mandate } from '../../domain/mandate.ts'
import type { Problem } from '../../domain/problem.ts'
import { recordOf } from '../../domain/record.ts'
import type { DateProblemCode } from '../../domain/typed/date.ts'
import { typedText } from '../../domain/typed/text.ts'
import { isVoen, type Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { readFormDate } from './form-date.ts'

export const MANDATE_FIELDS = ['broker', 'from', 'to', 'scope', 'exports'] as const

export type MandateField = (typeof MANDATE_FIELDS)[number]

/** `balances` shows the whole account, `declarations` only those that the broker filed. */
export const MANDATE_SCOPES = ['balances', 'declarations'] as const

export type TypedMandate = Readonly<Record<MandateField, string>>

export type MandateProblemCode =
  | DateProblemCode
  | 'broker-malformed'
  | 'broker-itself'
  | 'range-reversed'
  | 'to-past'
  | 'scope-missing'
  /** Another user withdrew the mandate while the form was open. */
  | 'withdrawn-meanwhile'
  /** Its terms changed while the form was open. */
  | 'changed-meanwhile'

export interface MandateProblem extends Problem<MandateProblemCode> {
  readonly field: MandateField
}

type Terms = Omit<Mandate, 'withdrawn'>

/** The typed text with either its terms or its problems. */
export interface MandateForm {
  readonly typed: TypedMandate
  readonly terms: Terms | null
  readonly problems: readonly MandateProblem[]
}

/** The initial form: open-ended from today, with the least access. */
export function newMandate(today: PlainDate, { format }: Catalogue): TypedMandate {
  return { broker: '', from: format.typedDate(today), to: '', scope: 'declarations', exports: '' }
}

export function typedTerms({ broker, from, to, balances, exports }: Terms, { format }: Catalogue): TypedMandate {
  return {
    broker,
    from: format.typedDate(from),
    to: to === null ? '' : format.typedDate(to),
    scope: balances ? 'balances' : 'declarations',
    exports: exports ? 'yes' : '',
  }
}

/** Parses the form of the account `voen`. A missing field is empty. */
export function parseMandate(field: (name: MandateField) => string, voen: Voen, today: PlainDate): MandateForm {
  const typed = recordOf(MANDATE_FIELDS, name => typedText(field(name)))
  const broker = typed.broker.replace(/\s/g, '')
  const [from, to] = [readFormDate(typed.from, today), readFormDate(typed.to, today)]
  const start = typed.from === '' ? today : from.date
  const found: (MandateProblem | false)[] = [
    !isVoen(broker) && { field: 'broker', code: 'broker-malformed' },
    broker === voen && { field: 'broker', code: 'broker-itself' },
    from.problem !== null && { field: 'from', code: from.problem },
    to.problem !== null && { field: 'to', code: to.problem },
    endProblem(start, to.date, today),
    !isScope(typed.scope) && { field: 'scope', code: 'scope-missing' },
  ]
  const problems = found.filter(problem => problem !== false)
  if (problems.length > 0 || !isVoen(broker) || start === null) return { typed, terms: null, problems }
  const balances = typed.scope === 'balances'
  return { typed, problems, terms: { voen, broker, from: start, to: to.date, balances, exports: typed.exports !== '' } }
}

function endProblem(from: PlainDate | null, to: PlainDate | null, today: PlainDate): MandateProblem | false {
  if (to === null) return false
  if (from !== null && to < from) return { field: 'to', code: 'range-reversed' }
  return to < today && { field: 'to', code: 'to-past' }
}

function isScope(text: string): boolean {
  return (MANDATE_SCOPES as readonly string[]).includes(text)
}
