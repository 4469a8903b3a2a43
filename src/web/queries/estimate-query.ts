import { type Estimate, estimate, parsePercent } from '../../domain/estimate.ts'
import { type Qepik, ZERO } from '../../domain/money.ts'
import type { Problem } from '../../domain/problem.ts'
import { type AmountProblemCode, readTypedAmount } from '../../domain/typed/amount.ts'
import { typedText } from '../../domain/typed/text.ts'
import { joinQuery } from '../urls.ts'

const ESTIMATE_FIELDS = ['value', 'rate', 'vat', 'fee'] as const

export type EstimateField = (typeof ESTIMATE_FIELDS)[number]

export interface EstimateProblem extends Problem<AmountProblemCode | 'percent-malformed'> {
  readonly field: EstimateField
}

const MAX_CHARACTERS = 100
const USUAL_VAT = '18'

/** The form of an estimate: the typed texts, the estimate, and their problems. */
export class EstimateQuery {
  readonly typed: Readonly<Record<EstimateField, string>>
  /** Null while nothing was asked, or something is wrong. */
  readonly estimate: Estimate | null
  readonly value: Qepik | null
  readonly problems: readonly EstimateProblem[]

  private constructor(typed: Readonly<Record<EstimateField, string>>, isAsked: boolean) {
    this.typed = typed
    const problems: EstimateProblem[] = []
    const amount = (field: EstimateField, text: string) => {
      const read = readTypedAmount(text)
      if (typeof read === 'number') return read
      problems.push({ code: read, field })
      return ZERO
    }
    const percent = (field: EstimateField) => {
      const read = parsePercent(typed[field])
      if (read === null) problems.push({ code: 'percent-malformed', field })
      return read ?? '0'
    }
    const terms = isAsked
      ? {
          value: amount('value', typed.value),
          dutyPercent: percent('rate'),
          vatPercent: percent('vat'),
          fee: /^0*(?:[.,]0{1,2})?$/.test(typed.fee) ? ZERO : amount('fee', typed.fee),
        }
      : null
    const worked = terms && problems.length === 0 ? estimate(terms) : null
    if (terms && problems.length === 0 && worked === null) problems.push({ code: 'amount-too-large', field: 'value' })
    this.value = worked && terms!.value
    this.estimate = worked
    this.problems = problems
  }

  static parse(query: (field: EstimateField) => string | undefined): EstimateQuery {
    const text = (field: EstimateField) => [...typedText(query(field) ?? '')].slice(0, MAX_CHARACTERS).join('')
    const isAsked = ESTIMATE_FIELDS.some(field => query(field) !== undefined)
    const vat = query('vat') === undefined ? USUAL_VAT : text('vat')
    return new EstimateQuery({ value: text('value'), rate: text('rate'), vat, fee: text('fee') }, isAsked)
  }

  get query(): string {
    if (this.estimate === null && this.problems.length === 0) return ''
    return joinQuery(
      ...ESTIMATE_FIELDS.map(field =>
        this.typed[field] === '' && field === 'fee' ? '' : `${field}=${encodeURIComponent(this.typed[field])}`,
      ),
    )
  }
}
