import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { type Channel, isChannel, isOperationType, type OperationType } from '../../domain/operation-type.ts'
import type { Problem } from '../../domain/problem.ts'
import { MAX_DECLARATIONS, NO_FILTER, type StatementFilter } from '../../domain/statement-filter.ts'
import { type DateProblemCode, type DayOfTyping, readTypedDate } from '../../domain/typed/date.ts'
import { parseDeclarationNumbers } from '../../domain/typed/declaration-numbers.ts'
import { typedText } from '../../domain/typed/text.ts'
import { dayOfTyping } from './form-date.ts'

const FILTER_FIELDS = ['from', 'to', 'type', 'declaration', 'channel', 'paid-from', 'paid-to'] as const

export type FilterField = (typeof FILTER_FIELDS)[number]

/** The calendars beside the fields of dates. A day that was chosen there replaces what is typed. */
const CALENDARS = { from: 'from-day', to: 'to-day', 'paid-from': 'paid-from-day', 'paid-to': 'paid-to-day' } as const

export type DateField = keyof typeof CALENDARS

const DATE_FIELDS = Object.keys(CALENDARS) as readonly DateField[]

/** The range of operation dates. */
const PERIOD: readonly FilterParameter[] = ['from', 'to', 'from-day', 'to-day']

export type FilterParameter = FilterField | (typeof CALENDARS)[DateField]

export type FilterProblemCode =
  | DateProblemCode
  | 'range-reversed'
  | 'paid-range-reversed'
  | 'type-unknown'
  | 'channel-unknown'
  | 'declarations-malformed'
  | 'declarations-too-many'

export interface FilterProblem extends Problem<FilterProblemCode> {
  readonly field: FilterField
  readonly malformed?: readonly string[]
}

type Typed = Readonly<Record<FilterField, string>>

const NOTHING_TYPED: Typed = {
  from: '',
  to: '',
  type: '',
  declaration: '',
  channel: '',
  'paid-from': '',
  'paid-to': '',
}

/** The filter of a request: the typed texts, their meaning, and their problems. */
export class FilterQuery {
  readonly typed: Typed
  /** A part that cannot be read is null here and has a problem. */
  readonly filter: StatementFilter
  readonly problems: readonly FilterProblem[]
  readonly #day: DayOfTyping | null
  #query: string | null = null

  constructor(typed: Partial<Typed>, day: DayOfTyping | null = null) {
    this.#day = day
    this.typed = { ...NOTHING_TYPED, ...typed }
    const problems: FilterProblem[] = []
    this.filter = {
      from: this.#date('from', problems),
      to: this.#date('to', problems),
      type: this.#type(problems),
      declarations: this.#declarations(problems),
      channel: this.#channel(problems),
      paidFrom: this.#date('paid-from', problems),
      paidTo: this.#date('paid-to', problems),
    }
    const { from, to, paidFrom, paidTo } = this.filter
    if (from !== null && to !== null && from > to) problems.push({ code: 'range-reversed', field: 'to' })
    if (paidFrom !== null && paidTo !== null && paidFrom > paidTo)
      problems.push({ code: 'paid-range-reversed', field: 'paid-to' })
    this.problems = FILTER_FIELDS.flatMap(field => problems.filter(problem => problem.field === field))
  }

  /** @param today without it, dates must have a year */
  static parse(query: (field: FilterParameter) => string | undefined, today: PlainDate | null = null): FilterQuery {
    const typed: Record<FilterField, string> = { ...NOTHING_TYPED }
    for (const field of FILTER_FIELDS) typed[field] = typedText(query(field) ?? '')
    for (const field of DATE_FIELDS) typed[field] = query(CALENDARS[field]) || typed[field]
    return new FilterQuery(typed, today && dayOfTyping(today))
  }

  /** Reads the range of operation dates alone. */
  static parsePeriod(query: (field: FilterParameter) => string | undefined, today: PlainDate): FilterQuery {
    return FilterQuery.parse(field => (PERIOD.includes(field) ? query(field) : undefined), today)
  }

  /** The range of operation dates alone, as a query. */
  get period(): string {
    const { from, to } = this.typed
    return new FilterQuery({ from, to }, this.#day).query
  }

  get isEmpty(): boolean {
    return this.query === ''
  }

  /** The filter to read with. An invalid filter keeps only its declarations, so that their links still work. */
  get effective(): StatementFilter {
    const { declarations } = this.filter
    return this.problems.length === 0 ? this.filter : { ...NO_FILTER, declarations }
  }

  /** An empty text removes a part. */
  with(typed: Partial<Typed>): FilterQuery {
    return new FilterQuery({ ...this.typed, ...typed }, this.#day)
  }

  without(field: FilterField): FilterQuery {
    return this.with({ [field]: '' })
  }

  withoutDeclaration(number: DeclarationNumber): FilterQuery {
    return this.with({ declaration: this.filter.declarations.filter(other => other !== number).join() })
  }

  /** The canonical query: fixed order, codes and ISO dates, no empty fields. */
  get query(): string {
    this.#query ??= this.#canonical()
    return this.#query
  }

  #canonical(): string {
    let query = ''
    const { declarations, paidFrom, paidTo, ...read } = this.filter
    const isInvalid = this.problems.some(({ field }) => field === 'declaration')
    const paid = { 'paid-from': paidFrom, 'paid-to': paidTo }
    const values = { ...read, ...paid, declaration: isInvalid ? null : declarations.join() }
    for (const field of FILTER_FIELDS) {
      const value = values[field] ?? this.typed[field]
      if (value === '') continue
      query += `${query && '&'}${field}=${encodeURIComponent(value).replace(/%2F|%2C/g, decodeURIComponent)}`
    }
    return query
  }

  #date(field: DateField, problems: FilterProblem[]): PlainDate | null {
    const { date, problem } = readTypedDate(this.typed[field], this.#day)
    if (problem !== null) problems.push({ code: problem, field })
    return date
  }

  #type(problems: FilterProblem[]): OperationType | null {
    const { type } = this.typed
    if (type === '' || isOperationType(type)) return type === '' ? null : type
    problems.push({ code: 'type-unknown', field: 'type' })
    return null
  }

  #channel(problems: FilterProblem[]): Channel | null {
    const { channel } = this.typed
    if (channel === '' || isChannel(channel)) return channel === '' ? null : channel
    problems.push({ code: 'channel-unknown', field: 'channel' })
    return null
  }

  /** All or nothing: a list with an invalid number filters by none of them. */
  #declarations(problems: FilterProblem[]): readonly DeclarationNumber[] {
    if (this.typed.declaration === '') return []
    const { numbers, malformed } = parseDeclarationNumbers(this.typed.declaration)
    if (malformed.length > 0) problems.push({ code: 'declarations-malformed', field: 'declaration', malformed })
    else if (numbers.length <= MAX_DECLARATIONS) return numbers
    else problems.push({ code: 'declarations-too-many', field: 'declaration' })
    return []
  }
}
