import { manat, type Qepik } from '../domain/money.ts'

/** An amount as a person would type it: `1234,50`. */
export function typedAmount(amount: Qepik): string {
  return manat(amount).replace('.', ',')
}
