import type { PlainDate } from '../../domain/dates.ts'
import { type DeclarationNumber, parseDeclarationNumbers } from '../../domain/declaration.ts'
import { isOperationType, type OperationType } from '../../domain/operation-type.ts'
import type { Problem } from '../../domain/problem.ts'
import { MAX_DECLARATIONS, NO_FILTER, type StatementFilter } from '../../domain/statement-filter.ts'
import { type DateProblemCode, readTypedDate } from '../../domain/typed/date.ts'
import { typedText } from '../../domain/typed/text.ts'

const FILTER_FIELDS = ['from', 'to', 'type', 'declaration'] as const

export type FilterField = (typeof FILTER_FIELDS)[number]

export type FilterProblemCode =
  | DateProblemCode
  | 'range-reversed'
  | 'type-unknown'
  | 'declarations-malformed'
  | 'declarations-too-many'

export interface FilterProblem extends Problem<FilterProblemCode> {
  readonly field: FilterField
  /** What cannot be a declaration number, as it was typed. */
  readonly malformed?: readonly string[]
}

type Typed = Readonly<Record<FilterField, string>>

const NOTHING_TYPED: Typed = { from: '', to: '', type: '', declaration: '' }

/** What a person filters by: what was typed, what it means, and what is wrong with it. */
export class FilterQuery {
  readonly typed: Typed
  /** The parts that could be read; an unreadable one is null here and has its problem. */
  readonly filter: StatementFilter
  readonly problems: readonly FilterProblem[]
  /** The one spelling of this filter in addresses: fields in order, codes and ISO dates, nothing empty. */
  readonly query: string

  constructor(typed: Partial<Typed>) {
    this.typed = { ...NOTHING_TYPED, ...typed }
    const problems: FilterProblem[] = []
    this.filter = {
      from: this.#date('from', problems),
      to: this.#date('to', problems),
      type: this.#type(problems),
      declarations: this.#declarations(problems),
    }
    const { from, to } = this.filter
    if (from !== null && to !== null && from > to) problems.push({ code: 'range-reversed', field: 'to' })
    this.problems = FILTER_FIELDS.flatMap(field => problems.filter(problem => problem.field === field))
    this.query = this.#canonical()
  }

  /** Reads a request's query; of a repeated field the first counts. */
  static parse(query: (field: FilterField) => string | undefined): FilterQuery {
    const typed: Record<FilterField, string> = { ...NOTHING_TYPED }
    for (const field of FILTER_FIELDS) typed[field] = typedText(query(field) ?? '')
    return new FilterQuery(typed)
  }

  get empty(): boolean {
    return this.query === ''
  }

  /** What to read by: of a filter with a problem only its declarations, whose pages one can go to all the same. */
  get asked(): StatementFilter {
    const { declarations } = this.filter
    return this.problems.length === 0 ? this.filter : { ...NO_FILTER, declarations }
  }

  /** The same filter with some parts put in place of its own; an empty text drops a part. */
  with(typed: Partial<Typed>): FilterQuery {
    return new FilterQuery({ ...this.typed, ...typed })
  }

  without(field: FilterField): FilterQuery {
    return this.with({ [field]: '' })
  }

  /** The same filter with one declaration fewer. */
  withoutDeclaration(number: DeclarationNumber): FilterQuery {
    return this.with({ declaration: this.filter.declarations.filter(other => other !== number).join() })
  }

  #canonical(): string {
    let query = ''
    const { declarations, ...read } = this.filter
    const isUnreadable = this.problems.some(({ field }) => field === 'declaration')
    const values = { ...read, declaration: isUnreadable ? null : declarations.join() }
    for (const field of FILTER_FIELDS) {
      const value = values[field] ?? this.typed[field]
      if (value === '') continue
      query += `${query && '&'}${field}=${encodeURIComponent(value).replace(/%2F|%2C/g, decodeURIComponent)}`
    }
    return query
  }

  #date(field: 'from' | 'to', problems: FilterProblem[]): PlainDate | null {
    const { date, problem } = readTypedDate(this.typed[field])
    if (problem !== null) problems.push({ code: problem, field })
    return date
  }

  #type(problems: FilterProblem[]): OperationType | null {
    const { type } = this.typed
    if (type === '' || isOperationType(type)) return type === '' ? null : type
    problems.push({ code: 'type-unknown', field: 'type' })
    return null
  }

  /** All of them or none: of a list with a mistake in it nothing is searched for. */
  #declarations(problems: FilterProblem[]): readonly DeclarationNumber[] {
    if (this.typed.declaration === '') return []
    const { numbers, malformed } = parseDeclarationNumbers(this.typed.declaration)
    if (malformed.length > 0) problems.push({ code: 'declarations-malformed', field: 'declaration', malformed })
    else if (numbers.length <= MAX_DECLARATIONS) return numbers
    else problems.push({ code: 'declarations-too-many', field: 'declaration' })
    return []
  }
}
