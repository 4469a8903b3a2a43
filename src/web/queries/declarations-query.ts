import type { PlainDate } from '../../domain/dates.ts'
import {
  CHOSEN_STATES,
  type ChosenState,
  type DeclarationSelection,
  EVERY_DECLARATION,
} from '../../domain/declaration.ts'
import type { Problem } from '../../domain/problem.ts'
import type { DateProblemCode } from '../../domain/typed/date.ts'
import { typedText } from '../../domain/typed/text.ts'
import { isVoen, type Voen } from '../../domain/voen.ts'
import { joinQuery } from '../urls.ts'
import { readFormDate } from './form-date.ts'

const DECLARATIONS_FIELDS = ['from', 'to', 'state', 'broker'] as const

type DeclarationsField = (typeof DECLARATIONS_FIELDS)[number]

export type DeclarationsParameter = DeclarationsField | 'from-day' | 'to-day'

export interface DeclarationsProblem
  extends Problem<DateProblemCode | 'range-reversed' | 'state-unknown' | 'broker-unknown'> {
  readonly field: DeclarationsField
}

type Typed = Readonly<Record<DeclarationsField, string>>

/** Which declarations a request asks for: the typed texts, their meaning, and their problems. */
export class DeclarationsQuery {
  readonly typed: Typed
  readonly selection: DeclarationSelection
  readonly broker: Voen | null
  readonly problems: readonly DeclarationsProblem[]
  /** The canonical query: fixed order, codes and ISO dates, no empty fields. */
  readonly query: string

  private constructor(typed: Typed, today: PlainDate) {
    this.typed = typed
    const problems: DeclarationsProblem[] = []
    const day = (field: 'from' | 'to') => {
      const { date, problem } = readFormDate(typed[field], today)
      if (problem !== null) problems.push({ code: problem, field })
      return date
    }
    const [from, to] = [day('from'), day('to')]
    if (from !== null && to !== null && from > to) problems.push({ code: 'range-reversed', field: 'to' })
    const state: ChosenState | null = CHOSEN_STATES.find(code => code === typed.state) ?? null
    if (state === null && typed.state !== '') problems.push({ code: 'state-unknown', field: 'state' })
    this.broker = isVoen(typed.broker) ? typed.broker : null
    if (this.broker === null && typed.broker !== '') problems.push({ code: 'broker-unknown', field: 'broker' })
    this.selection = problems.length === 0 ? { from, to, state } : EVERY_DECLARATION
    this.problems = problems
    const canonical = { ...typed, from: from ?? typed.from, to: to ?? typed.to }
    this.query = joinQuery(
      ...DECLARATIONS_FIELDS.map(field => canonical[field] && `${field}=${encodeURIComponent(canonical[field])}`),
    )
  }

  /** @param byBroker who sees one broker's declarations only has no choice of brokers */
  static parse(
    query: (field: DeclarationsParameter) => string | undefined,
    today: PlainDate,
    byBroker: boolean,
  ): DeclarationsQuery {
    const read = (field: DeclarationsField) => typedText(query(field) ?? '')
    // A day chosen in the calendar replaces the typed one.
    const day = (field: 'from' | 'to') => query(`${field}-day`) || read(field)
    const broker = byBroker ? read('broker') : ''
    return new DeclarationsQuery({ from: day('from'), to: day('to'), state: read('state'), broker }, today)
  }

  get isValid(): boolean {
    return this.problems.length === 0
  }

  get isFiltered(): boolean {
    return this.query !== ''
  }
}
