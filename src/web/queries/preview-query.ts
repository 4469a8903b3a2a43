import { manat, type Qepik } from '../../domain/money.ts'
import { typedText } from '../../domain/typed/text.ts'
import { type AmountProblemCode, readTypedAmount } from '../typed-amount.ts'

/** What a person asks before paying: the amount as it was typed, what it means, and what is wrong with it. */
export class PreviewQuery {
  readonly typed: string
  /** Null while nothing was asked, and when it could not be read. */
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

  /** The same words, when the account cannot take so much. */
  refused(): PreviewQuery {
    return new PreviewQuery(this.typed, 'amount-too-large')
  }

  /** The one spelling of the question in addresses. */
  get query(): string {
    if (this.amount !== null) return `amount=${manat(this.amount)}`
    return this.typed === '' ? '' : `amount=${encodeURIComponent(this.typed)}`
  }
}

const MAX_CHARACTERS = 100
