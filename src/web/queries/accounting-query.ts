import type { PlainDate } from '../../domain/dates.ts'
import { isLedger, LEDGERS, type Ledger } from '../../domain/fund.ts'
import { joinQuery } from '../urls.ts'
import { FilterQuery } from './filter.ts'

export const ACCOUNTING_FORMATS = ['1c', 'camt', 'json', 'hledger'] as const

export type AccountingFormat = (typeof ACCOUNTING_FORMATS)[number]

/** The form of files for accounting programs. */
export class AccountingQuery {
  /** Only its operation dates are used: such a file has all rows of the period. */
  readonly period: FilterQuery
  /** Null for an unknown one. */
  readonly ledgers: readonly Ledger[] | null
  /** Null for an unknown one. */
  readonly format: AccountingFormat | null

  private constructor(period: FilterQuery, ledgers: readonly Ledger[] | null, format: AccountingFormat | null) {
    this.period = period
    this.ledgers = ledgers
    this.format = format
  }

  static parse(query: (field: string) => string | undefined, today: PlainDate): AccountingQuery {
    const ledger = query('ledger') || null
    const format = query('format') ?? ACCOUNTING_FORMATS[0]
    return new AccountingQuery(
      FilterQuery.parsePeriod(query, today),
      ledger === null ? LEDGERS : isLedger(ledger) ? [ledger] : null,
      ACCOUNTING_FORMATS.find(known => known === format) ?? null,
    )
  }

  /** The chosen ledger; null for all. */
  get ledger(): Ledger | null {
    return this.ledgers?.length === 1 ? this.ledgers[0]! : null
  }

  get query(): string {
    return joinQuery(
      this.period.query,
      this.ledger ? `ledger=${this.ledger}` : '',
      this.format === null || this.format === ACCOUNTING_FORMATS[0] ? '' : `format=${this.format}`,
    )
  }
}
