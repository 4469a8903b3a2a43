/** What the guide explains: each term has one line there, whose id is the term itself. */
import type { Ledger } from '../domain/fund.ts'
import type { OperationType } from '../domain/operation-type.ts'

/** The four cards of a statement. */
export type HelpCard = 'balance' | 'overpayment' | 'debt' | 'assessed'

/** The seven columns of a ledger, by their names in the catalogue. */
export type HelpColumn = 'operationDate' | 'name' | 'type' | 'paymentDate' | 'amount' | 'debt' | 'overpayment'

export type PaymentTopic = 'channels' | 'advance' | 'eservice' | 'order' | 'declaration' | 'amended'

/** Terms that have no name elsewhere in the catalogue. */
export type HelpTopic =
  | 'statement'
  | 'sign-in'
  | 'as-of'
  | `pay-${PaymentTopic}`
  | `search-${'dates' | 'type' | 'declaration'}`
  | 'export'
  | 'print'
  | 'mandates'

export type HelpTerm =
  | HelpTopic
  | `card-${HelpCard}`
  | `ledger-${Ledger}`
  | `column-${HelpColumn}`
  | `operation-${OperationType}`
