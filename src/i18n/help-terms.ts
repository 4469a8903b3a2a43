/** The terms of the guide. Each has one line there, and the term is its id. */
import type { Ledger } from '../domain/fund.ts'
import type { OperationType } from '../domain/operation-type.ts'

export const HELP_CARDS = ['balance', 'overpayment', 'debt', 'assessed'] as const

/** The seven columns of a ledger, by their names in the catalogue. */
export const HELP_COLUMNS = ['operationDate', 'name', 'type', 'paymentDate', 'amount', 'debt', 'overpayment'] as const

/** All other terms, by their part of the guide. */
export const HELP_TOPICS = {
  statement: ['statement', 'sign-in', 'as-of'],
  paying: ['pay-channels', 'pay-advance', 'pay-eservice', 'pay-order', 'pay-declaration', 'pay-amended'],
  books: ['books-act', 'books-file', 'books-result', 'books-objection'],
  searching: ['search-dates', 'search-type', 'search-declaration', 'export', 'print', 'mandates'],
} as const

export type HelpCard = (typeof HELP_CARDS)[number]
export type HelpColumn = (typeof HELP_COLUMNS)[number]
type HelpTopic = (typeof HELP_TOPICS)[keyof typeof HELP_TOPICS][number]

/** Topics that have no name on any other page. */
export type OwnTopic = Exclude<HelpTopic, 'search-type' | 'search-declaration' | 'export'>

export type HelpTerm =
  | HelpTopic
  | `card-${HelpCard}`
  | `ledger-${Ledger}`
  | `column-${HelpColumn}`
  | `operation-${OperationType}`

export const HELP = '/help'

/** The address of the guide, or of a term in it. Catalogues hand it to the views. */
export function helpUrl(term?: HelpTerm): string {
  return term === undefined ? HELP : `${HELP}#${term}`
}

/** Paragraphs, with numbered steps or items after the first one. */
export interface HelpLine {
  readonly text: readonly [string, ...string[]]
  readonly steps?: readonly string[]
  readonly items?: readonly string[]
}
