/** What the guide explains: each term has one line there, whose id is the term itself. */
import type { Ledger } from '../domain/fund.ts'
import type { OperationType } from '../domain/operation-type.ts'

/** The four cards of a statement. */
export const HELP_CARDS = ['balance', 'overpayment', 'debt', 'assessed'] as const

/** The seven columns of a ledger, by their names in the catalogue. */
export const HELP_COLUMNS = ['operationDate', 'name', 'type', 'paymentDate', 'amount', 'debt', 'overpayment'] as const

/** Whatever else is explained, by the part of the guide that it stands in. */
export const HELP_TOPICS = {
  statement: ['statement', 'sign-in', 'as-of'],
  paying: ['pay-channels', 'pay-advance', 'pay-eservice', 'pay-order', 'pay-declaration', 'pay-amended'],
  searching: ['search-dates', 'search-type', 'search-declaration', 'export', 'print', 'mandates'],
} as const

export type HelpCard = (typeof HELP_CARDS)[number]
export type HelpColumn = (typeof HELP_COLUMNS)[number]
type HelpTopic = (typeof HELP_TOPICS)[keyof typeof HELP_TOPICS][number]

/** Those of them that no other page has a name for. */
export type OwnTopic = Exclude<HelpTopic, 'search-type' | 'search-declaration' | 'export'>

export type HelpTerm =
  | HelpTopic
  | `card-${HelpCard}`
  | `ledger-${Ledger}`
  | `column-${HelpColumn}`
  | `operation-${OperationType}`

/** What the guide says of a term: its paragraphs, and after the first one what is done step by step, or what there is. */
export interface HelpLine {
  readonly text: readonly [string, ...string[]]
  readonly steps?: readonly string[]
  readonly points?: readonly string[]
}
