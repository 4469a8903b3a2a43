import type { PlainDate } from '../domain/dates.ts'
import { parseDeclarationNumber } from '../domain/declaration.ts'
import { isOperationType, type OperationType } from '../domain/operation-type.ts'
import type { Problem } from '../domain/problem.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import { type DateProblemCode, readTypedDate } from './typed-date.ts'

export const FILTER_FIELDS = ['from', 'to', 'type', 'declaration'] as const

export type FilterField = (typeof FILTER_FIELDS)[number]

export type FilterProblemCode = DateProblemCode | 'range-reversed' | 'type-unknown' | 'declaration-malformed'

export interface FilterProblem extends Problem<FilterProblemCode> {
  readonly field: FilterField
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
      declaration: this.#declaration(problems),
    }
    const { from, to } = this.filter
    if (from !== null && to !== null && from > to) problems.push({ code: 'range-reversed', field: 'to' })
    this.problems = FILTER_FIELDS.flatMap(field => problems.filter(problem => problem.field === field))
    this.query = this.#canonical()
  }

  /** Reads a request's query; of a repeated field the first counts. */
  static parse(query: (field: FilterField) => string | undefined): FilterQuery {
    const typed: Record<FilterField, string> = { ...NOTHING_TYPED }
    for (const field of FILTER_FIELDS) typed[field] = (query(field) ?? '').trim()
    return new FilterQuery(typed)
  }

  get empty(): boolean {
    return FILTER_FIELDS.every(field => this.typed[field] === '')
  }

  /** The same filter with some parts put in place of its own; an empty text drops a part. */
  with(typed: Partial<Typed>): FilterQuery {
    return new FilterQuery({ ...this.typed, ...typed })
  }

  without(field: FilterField): FilterQuery {
    return this.with({ [field]: '' })
  }

  #canonical(): string {
    let query = ''
    for (const field of FILTER_FIELDS) {
      const value = this.filter[field] ?? this.typed[field]
      if (value === '') continue
      query += `${query && '&'}${field}=${encodeURIComponent(value).replaceAll('%2F', '/')}`
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

  #declaration(problems: FilterProblem[]): string | null {
    if (this.typed.declaration === '') return null
    const number = parseDeclarationNumber(this.typed.declaration)
    if (number === null) problems.push({ code: 'declaration-malformed', field: 'declaration' })
    return number
  }
}
