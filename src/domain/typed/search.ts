import type { Qepik } from '../money.ts'
import { parseTypedAmount } from './amount.ts'
import { foldText } from './fold.ts'

/** The most characters of a search. */
export const MAX_SEARCH = 100

/** What a person looks for: one text, and everything that it can mean. */
export interface TypedSearch {
  /** As `foldText` gives it; never empty. */
  readonly folded: string
  /** A part of a declaration number; null when no number can contain the text. */
  readonly number: string | null
  /** A part of a VÖEN; null when the text has anything but digits. */
  readonly voen: string | null
  /** Both included. Null when the text is neither an amount nor a range of amounts. */
  readonly amounts: { readonly from: Qepik; readonly to: Qepik } | null
}

export type SearchProblemCode = 'search-empty' | 'search-too-long'

const NUMBER_PART = /^[0-9A-Z/-]{1,40}$/
const VOEN_PART = /^\d{1,10}$/
/** Signs around an amount that say nothing about it; `AZN` is part of a typed amount. */
const AROUND_AMOUNTS = /[\u2116#"'`\u00AB\u00BB\u00B4\u02BC\u2018-\u201F\u20BC*]|\bman(at|\.)?/giu
const RANGE = /^([^-]+)(?:-|\.\.\.?)([^-]+)$/

/** @param typed without invisible characters and surrounding blanks */
export function readSearch(typed: string): TypedSearch | SearchProblemCode {
  if ([...typed].length > MAX_SEARCH) return 'search-too-long'
  const folded = foldText(typed)
  if (folded === '') return 'search-empty'
  const joined = folded.replaceAll(' ', '')
  const number = joined.toUpperCase()
  const amounts = readAmounts(typed)
  // A comma is part of an amount and never of a number.
  const isAmount = amounts !== null && typed.includes(',')
  return {
    folded,
    number: !isAmount && NUMBER_PART.test(number) ? number : null,
    voen: !isAmount && VOEN_PART.test(joined) ? joined : null,
    amounts,
  }
}

function readAmounts(typed: string): TypedSearch['amounts'] {
  const text = typed
    .replace(AROUND_AMOUNTS, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
  const one = parseTypedAmount(text)
  if (one !== null) return { from: one, to: one }
  const [, left, right] = RANGE.exec(text) ?? []
  const [from, to] = [parseTypedAmount(left ?? ''), parseTypedAmount(right ?? '')]
  if (from === null || to === null) return null
  return from <= to ? { from, to } : { from: to, to: from }
}
