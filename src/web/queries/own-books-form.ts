import type { PlainDate } from '../../domain/dates.ts'
import { isLedger } from '../../domain/fund.ts'
import { amountOfCell } from '../../domain/own-books/cell.ts'
import type { Mapping } from '../../domain/own-books/mapping.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import type { Period } from '../../domain/period.ts'
import { cutText, typedText } from '../../domain/typed/text.ts'
import { COLUMN_ROLES } from '../../own-books/headings.ts'
import { readFormDate } from './form-date.ts'

export const OWN_BOOKS_FIELDS = [...COLUMN_ROLES, 'heading', 'side', 'from', 'to', 'scope', 'opening'] as const

export type OwnBooksField = (typeof OWN_BOOKS_FIELDS)[number]

export type TypedOwnBooks = Readonly<Record<OwnBooksField, string>>

export type OwnBooksProblemCode =
  | 'heading-malformed'
  | 'date-column'
  | 'amount-column'
  | 'amount-columns'
  | 'date-malformed'
  | 'date-backwards'
  | 'date-long'
  | 'opening-malformed'

export interface OwnBooksForm {
  readonly typed: TypedOwnBooks
  readonly problems: readonly { readonly field: OwnBooksField; readonly code: OwnBooksProblemCode }[]
  /** Null when there are problems. */
  readonly order: {
    readonly mapping: Mapping
    readonly period: Period
    readonly scope: Scope
    readonly ownOpening: bigint | null
  } | null
}

/** The years of one comparison. */
const MAX_YEARS = 5

/** @param file how many rows its preview has, and how many columns */
export function parseOwnBooksForm(
  field: (name: string) => string,
  file: { readonly rows: number; readonly columns: number },
  today: PlainDate,
): OwnBooksForm {
  const typed = Object.fromEntries(
    OWN_BOOKS_FIELDS.map(name => [name, cutText(typedText(field(name)), 100)]),
  ) as TypedOwnBooks
  const problems: { field: OwnBooksField; code: OwnBooksProblemCode }[] = []
  const column = (name: (typeof COLUMN_ROLES)[number]) => {
    const at = /^\d{1,3}$/.test(typed[name]) ? Number.parseInt(typed[name], 10) : null
    return at !== null && at < file.columns ? at : null
  }
  const [date, debit, credit, amount] = [column('date'), column('debit'), column('credit'), column('amount')]
  const heading = /^\d{1,6}$/.test(typed.heading) ? Number.parseInt(typed.heading, 10) : 0
  if (heading < 1 || heading > file.rows) problems.push({ field: 'heading', code: 'heading-malformed' })
  if (date === null) problems.push({ field: 'date', code: 'date-column' })
  const hasSides = debit !== null || credit !== null
  if (!hasSides && amount === null) problems.push({ field: 'amount', code: 'amount-column' })
  if (hasSides && amount !== null) problems.push({ field: 'amount', code: 'amount-columns' })
  const [from, to] = [readFormDate(typed.from, today).date, readFormDate(typed.to, today).date]
  if (from === null) problems.push({ field: 'from', code: 'date-malformed' })
  if (to === null) problems.push({ field: 'to', code: 'date-malformed' })
  if (from !== null && to !== null) {
    if (from > to) problems.push({ field: 'to', code: 'date-backwards' })
    else if (isLong(from, to)) problems.push({ field: 'to', code: 'date-long' })
  }
  const opening = amountOfCell({ text: typed.opening, kind: 'text' })
  if (typeof opening !== 'number') problems.push({ field: 'opening', code: 'opening-malformed' })
  if (problems.length > 0 || date === null || from === null || to === null || typeof opening !== 'number') {
    return { typed, problems, order: null }
  }
  return {
    typed,
    problems,
    order: {
      mapping: {
        headingRow: heading,
        date,
        debit,
        credit,
        amount,
        debitRaises: typed.side !== 'owed',
        declaration: column('declaration'),
        reference: column('reference'),
        ledger: column('ledger'),
        text: column('text'),
      },
      period: { from, to },
      scope: isLedger(typed.scope) ? typed.scope : null,
      ownOpening: typed.opening === '' ? null : BigInt(opening),
    },
  }
}

/** Years outside of these cannot be looked around, and longer periods are no reconciliation. */
function isLong(from: PlainDate, to: PlainDate): boolean {
  const [first, last] = [Number.parseInt(from.slice(0, 4), 10), Number.parseInt(to.slice(0, 4), 10)]
  return first < 1990 || last > 2199 || last - first >= MAX_YEARS
}
