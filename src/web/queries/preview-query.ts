import { manat, type Qepik } from '../../domain/money.ts'
import { type AmountProblemCode, readTypedAmount } from '../../domain/typed/amount.ts'
import { typedText } from '../../domain/typed/text.ts'

export class PreviewQuery {
  readonly typed: string
  /** Null if no amount was given, or it is invalid. */
  readonly amount: Qepik | null
  readonly problem: AmountProblemCode | null

  private constructor(typed: string, read: Qepik | AmountProblemCode | null) {
    this.typed = typed
    this.amount = typeof read === 'number' ? read : null
    this.problem = typeof read === 'string' ? read : null
  }

  static parse(typed: string | undefined): PreviewQuery {
    const text = [...typedText(typed ?? '')].slice(0, MAX_CHARACTERS).join('')
    return new PreviewQuery(text, text === '' ? null : readTypedAmount(text))
  }

  /** The account cannot hold the amount. */
  withAmountTooLarge(): PreviewQuery {
    return new PreviewQuery(this.typed, 'amount-too-large')
  }

  get query(): string {
    if (this.amount !== null) return `amount=${manat(this.amount)}`
    return this.typed === '' ? '' : `amount=${encodeURIComponent(this.typed)}`
  }
}

const MAX_CHARACTERS = 100
