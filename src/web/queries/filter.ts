import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { isOperationType, type OperationType } from '../../domain/operation-type.ts'
import type { Problem } from '../../domain/problem.ts'
import { MAX_DECLARATIONS, NO_FILTER, type StatementFilter } from '../../domain/statement-filter.ts'
import { type DateProblemCode, readTypedDate } from '../../domain/typed/date.ts'
import { parseDeclarationNumbers } from '../../domain/typed/declaration-numbers.ts'
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
  readonly malformed?: readonly string[]
}

type Typed = Readonly<Record<FilterField, string>>

const NOTHING_TYPED: Typed = { from: '', to: '', type: '', declaration: '' }

/** The filter of a request: the typed texts, their meaning, and their problems. */
export class FilterQuery {
  readonly typed: Typed
  /** A part that cannot be read is null here and has a problem. */
  readonly filter: StatementFilter
  readonly problems: readonly FilterProblem[]
  /** The canonical query: fixed order, codes and ISO dates, no empty fields. */
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

  static parse(query: (field: FilterField) => string | undefined): FilterQuery {
    const typed: Record<FilterField, string> = { ...NOTHING_TYPED }
    for (const field of FILTER_FIELDS) typed[field] = typedText(query(field) ?? '')
    return new FilterQuery(typed)
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
    return new FilterQuery({ ...this.typed, ...typed })
  }

  without(field: FilterField): FilterQuery {
    return this.with({ [field]: '' })
  }

  withoutDeclaration(number: DeclarationNumber): FilterQuery {
    return this.with({ declaration: this.filter.declarations.filter(other => other !== number).join() })
  }

  #canonical(): string {
    let query = ''
    const { declarations, ...read } = this.filter
    const isInvalid = this.problems.some(({ field }) => field === 'declaration')
    const values = { ...read, declaration: isInvalid ? null : declarations.join() }
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
