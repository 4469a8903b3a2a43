/** What people type about acts of reconciliation: a period, figures of a ledger, an objection. */
import type { Objected } from '../../domain/act/act.ts'
import { type ActLine, actLinesOf, isActLine, type OwnFigures } from '../../domain/act/lines.ts'
import type { ActRefusal } from '../../domain/act/may-follow.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { isLedger, type Ledger } from '../../domain/fund.ts'
import type { Period } from '../../domain/period.ts'
import type { Problem } from '../../domain/problem.ts'
import { recordOf } from '../../domain/record.ts'
import { readTypedAmount } from '../../domain/typed/amount.ts'
import type { DateProblemCode } from '../../domain/typed/date.ts'
import { typedText } from '../../domain/typed/text.ts'
import { readFormDate } from './form-date.ts'

export type ActProblemCode =
  | DateProblemCode
  | 'date-missing'
  | 'range-reversed'
  | 'to-future'
  | 'amount-malformed'
  | 'amount-too-large'
  | 'reason-missing'
  | 'cancel-reason-missing'
  | 'text-too-long'
  | ActRefusal

export interface ActProblem extends Problem<ActProblemCode> {
  readonly field: string
}

type Field = (name: string) => string

export interface PeriodForm {
  readonly typed: { readonly from: string; readonly to: string }
  /** Null with problems. */
  readonly period: Period | null
  readonly problems: readonly ActProblem[]
}

/** Accepts a period that does not reach into the future: nothing is booked there yet. */
export function parseActPeriod(field: Field, today: PlainDate): PeriodForm {
  const typed = recordOf(['from', 'to'] as const, name => typedText(field(name)))
  const [from, to] = [readFormDate(typed.from, today), readFormDate(typed.to, today)]
  const problems: ActProblem[] = []
  for (const [name, { date, problem }] of [['from', from] as const, ['to', to] as const]) {
    if (problem !== null) problems.push({ field: name, code: problem })
    else if (date === null) problems.push({ field: name, code: 'date-missing' })
  }
  if (from.date && to.date && to.date < from.date) problems.push({ field: 'to', code: 'range-reversed' })
  if (to.date && to.date > today) problems.push({ field: 'to', code: 'to-future' })
  const isWhole = problems.length === 0 && from.date !== null && to.date !== null
  return { typed, problems, period: isWhole ? { from: from.date!, to: to.date! } : null }
}

export interface FiguresForm {
  readonly typed: Readonly<Partial<Record<ActLine, string>>>
  readonly figures: OwnFigures
  readonly problems: readonly ActProblem[]
}

/** An empty box states nothing. */
export function parseActFigures(ledger: Ledger, field: Field): FiguresForm {
  const lines = actLinesOf(ledger)
  const typed = recordOf(lines, line => typedText(field(line)))
  const problems: ActProblem[] = []
  const figures: Partial<Record<ActLine, bigint>> = {}
  for (const line of lines) {
    const amount = readFigure(typed[line])
    if (typeof amount === 'string') problems.push({ field: line, code: amount })
    else if (amount !== null) figures[line] = amount
  }
  return { typed, figures, problems }
}

/** @returns null for an empty text */
function readFigure(text: string): bigint | null | 'amount-malformed' | 'amount-too-large' {
  if (text === '') return null
  const amount = readTypedAmount(text)
  if (amount === 'amount-zero') return 0n
  return typeof amount === 'string' ? amount : BigInt(amount)
}

export interface TypedObjection {
  readonly reason: string
  readonly own: string
  readonly note: string
}

export interface ObjectionForm {
  readonly typed: TypedObjection
  /** Null with problems. */
  readonly objected: Omit<Objected, 'objection'> | null
  readonly problems: readonly ActProblem[]
}

export const [MAX_REASON, MAX_NOTE] = [500, 200]

export const OBJECTION_FIELDS = ['reason', 'own', 'note'] as const satisfies (keyof TypedObjection)[]

/** The line that an objection is to. */
export interface ObjectedLine {
  readonly ledger: Ledger
  readonly line: ActLine
}

export const NOTHING_TYPED: TypedObjection = { reason: '', own: '', note: '' }

export function parseObjectedLine(ledger: string, line: string): ObjectedLine | null {
  return isLedger(ledger) && isActLine(ledger, line) ? { ledger, line } : null
}

export function parseObjection({ ledger, line }: ObjectedLine, field: Field): ObjectionForm {
  const typed = recordOf(OBJECTION_FIELDS, name => oneLine(field(name)))
  const own = readFigure(typed.own)
  const found: (ActProblem | false)[] = [
    typed.reason === '' && { field: 'reason', code: 'reason-missing' },
    typed.reason.length > MAX_REASON && { field: 'reason', code: 'text-too-long' },
    typeof own === 'string' && { field: 'own', code: own },
    typed.note.length > MAX_NOTE && { field: 'note', code: 'text-too-long' },
  ]
  const problems = found.filter(problem => problem !== false)
  if (problems.length > 0 || typeof own === 'string') return { typed, problems, objected: null }
  return { typed, problems, objected: { ledger, line, own, reason: typed.reason, note: typed.note } }
}

/** Text that files and papers show on one line. */
function oneLine(text: string): string {
  return typedText(text).replace(/\s+/g, ' ')
}

export interface CancelForm {
  readonly typed: { readonly reason: string }
  readonly problems: readonly ActProblem[]
}

/** The reason for cancelling an act. */
export function parseCancellation(field: Field): CancelForm {
  const reason = oneLine(field('reason'))
  const problems: ActProblem[] = []
  if (reason === '') problems.push({ field: 'reason', code: 'cancel-reason-missing' })
  if (reason.length > MAX_REASON) problems.push({ field: 'reason', code: 'text-too-long' })
  return { typed: { reason }, problems }
}
