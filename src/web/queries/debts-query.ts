import type { PlainDate } from '../../domain/dates.ts'
import { FUNDS } from '../../domain/fund.ts'
import { DEBT_ORDERS, type DebtFilter, type DebtKey, type DebtOrder } from '../../domain/open-debt.ts'
import type { Problem } from '../../domain/problem.ts'
import type { DateProblemCode } from '../../domain/typed/date.ts'
import { typedText } from '../../domain/typed/text.ts'
import { joinQuery } from '../urls.ts'
import { readFormDate } from './form-date.ts'

const DEBTS_FIELDS = ['on', 'fund', 'declaration', 'overdue', 'order'] as const

export type DebtsField = (typeof DEBTS_FIELDS)[number]

export interface DebtsProblem extends Problem<DateProblemCode | 'on-in-future' | 'choice-unknown'> {
  readonly field: DebtsField
}

type Typed = Readonly<Record<DebtsField, string>>

const NOTHING_TYPED: Typed = { on: '', fund: '', declaration: '', overdue: '', order: '' }

const MAX_CHARACTERS = 100

/** Which open debts a request asks for: the typed texts, their meaning, and their problems. */
export class DebtsQuery {
  readonly typed: Typed
  /** A past day; null for now. */
  readonly on: PlainDate | null
  readonly filter: DebtFilter
  readonly order: DebtOrder
  readonly problems: readonly DebtsProblem[]
  /** The canonical query: fixed order, codes and ISO dates, no defaults. */
  readonly query: string
  readonly #today: PlainDate

  constructor(typed: Partial<Typed>, today: PlainDate) {
    this.typed = { ...NOTHING_TYPED, ...typed }
    this.#today = today
    const problems: DebtsProblem[] = []
    this.on = this.#day(today, problems)
    this.filter = {
      fund: this.#choice('fund', FUNDS, problems),
      overdue: this.#choice('overdue', ['1'] as const, problems) !== null,
      words: this.typed.declaration,
    }
    this.order = this.#choice('order', DEBT_ORDERS, problems) ?? DEBT_ORDERS[0]
    this.problems = problems
    const canonical = { ...this.typed, ...(problems.some(({ field }) => field === 'on') ? {} : { on: this.on ?? '' }) }
    if (canonical.order === DEBT_ORDERS[0]) canonical.order = ''
    this.query = joinQuery(
      ...DEBTS_FIELDS.map(field => canonical[field] && `${field}=${encodeURIComponent(canonical[field])}`),
    ).replaceAll('%2F', '/')
  }

  static parse(query: (field: DebtsField | 'on-day') => string | undefined, today: PlainDate): DebtsQuery {
    const typed: Record<DebtsField, string> = { ...NOTHING_TYPED }
    for (const field of DEBTS_FIELDS) {
      typed[field] = [...typedText(query(field) ?? '')].slice(0, MAX_CHARACTERS).join('')
    }
    // A day chosen in the calendar replaces the typed one.
    return new DebtsQuery({ ...typed, on: query('on-day') || typed.on }, today)
  }

  /** An empty text removes a part. */
  with(typed: Partial<Typed>): DebtsQuery {
    return new DebtsQuery({ ...this.typed, ...typed }, this.#today)
  }

  /** Whether the list leaves debts of the moment out. */
  get isFiltered(): boolean {
    const { fund, overdue, words } = this.filter
    return fund !== null || overdue || words !== ''
  }

  /** Today is now: debts that are booked later today belong to it too. */
  #day(today: PlainDate, problems: DebtsProblem[]): PlainDate | null {
    const { date, problem } = readFormDate(this.typed.on, today)
    const code = problem ?? (date !== null && date > today ? 'on-in-future' : null)
    if (code !== null) problems.push({ code, field: 'on' })
    return code !== null || date === today ? null : date
  }

  #choice<Code extends string>(
    field: 'fund' | 'overdue' | 'order',
    codes: readonly Code[],
    problems: DebtsProblem[],
  ): Code | null {
    const text = this.typed[field]
    const code = codes.find(code => code === text) ?? null
    if (text !== '' && code === null) problems.push({ code: 'choice-unknown', field })
    return code
  }
}

export type DebtsCursor = { readonly before: DebtKey } | { readonly after: DebtKey }

/** @returns null on the first page, undefined when the parameters are invalid */
export function parseDebtsCursor(
  before: string | undefined,
  after: string | undefined,
): DebtsCursor | null | undefined {
  if (before === undefined && after === undefined) return null
  if (before !== undefined && after !== undefined) return undefined
  const key = parseKey(before ?? after ?? '')
  if (key === null) return undefined
  return before === undefined ? { after: key } : { before: key }
}

const KEY = /^\d{1,16}(-\d{1,16}){3}$/

function parseKey(text: string): DebtKey | null {
  const parts = KEY.test(text) ? text.split('-').map(Number) : []
  return parts.length === 4 && parts.every(Number.isSafeInteger) ? (parts as unknown as DebtKey) : null
}

function keyText(key: DebtKey): string {
  return key.join('-')
}

/** Where a page begins, as its address says. */
export function debtsCursorQuery(cursor: DebtsCursor): string {
  return 'before' in cursor ? `before=${keyText(cursor.before)}` : `after=${keyText(cursor.after)}`
}

/** A charge in an address: its document and its number there. */
export interface ChargeName {
  readonly document: number
  readonly number: number
}

export function chargeName({ document, number }: ChargeName): string {
  return `${document}.${number}`
}

const CHARGE = /^([1-9]\d{0,15})\.([1-9]\d{0,15})$/

/** @returns null when a text is not the name of a charge */
export function parseChargeName(text: string): ChargeName | null {
  const [, document, number] = CHARGE.exec(text) ?? []
  const name = { document: Number(document), number: Number(number) }
  return Number.isSafeInteger(name.document) && Number.isSafeInteger(name.number) ? name : null
}
