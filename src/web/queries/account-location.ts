import { type AccountAccess, allows } from '../../domain/account-access.ts'
import { isLedger, type Ledger } from '../../domain/fund.ts'
import {
  accessLogUrl,
  chartsUrl,
  declarationsUrl,
  joinQuery,
  ledgerUrl,
  mandatesUrl,
  previewUrl,
  statementUrl,
} from '../urls.ts'
import { type FilterField, FilterQuery } from './filter.ts'

/**
 * The pages of an account: its statement with the ledgers, its declarations, what it looks like, what a payment would do,
 * and what its representatives see.
 */
export const SECTIONS = ['statement', 'declarations', 'pictures', 'preview', 'mandates', 'access-log'] as const

export type Section = (typeof SECTIONS)[number]

/** Where in an account a person is, so that another account can be opened at the same place. */
export class AccountLocation {
  readonly section: Section
  /** With the statement only. */
  readonly ledger: Ledger | null
  readonly filter: FilterQuery

  constructor(section: Section, ledger: Ledger | null = null, filter = new FilterQuery({})) {
    this.section = section
    this.ledger = ledger
    this.filter = filter
  }

  /** Reads a request's query; what is no place leads to the statement. */
  static parse(query: (field: 'page' | 'ledger' | FilterField) => string | undefined): AccountLocation {
    const [page, ledger = ''] = [query('page'), query('ledger')]
    const section = SECTIONS.find(section => section === page) ?? 'statement'
    return new AccountLocation(section, isLedger(ledger) ? ledger : null, FilterQuery.parse(query))
  }

  /** The one spelling of this place in addresses. */
  get query(): string {
    const { section, ledger, filter } = this
    return joinQuery(section === 'statement' ? '' : `page=${section}`, ledger ? `ledger=${ledger}` : '', filter.query)
  }

  /** The address of this place in an account, or of the next one to it that may be seen there. */
  in(account: AccountAccess): string {
    const { section, ledger, filter } = this
    const { voen } = account
    if (section === 'declarations' || !allows(account, 'balances')) return declarationsUrl(voen)
    if (section === 'pictures') return chartsUrl(voen, filter.with({ type: '', declaration: '' }).query)
    if (section === 'preview') return previewUrl(voen)
    if (section === 'mandates' && allows(account, 'representation')) return mandatesUrl(voen)
    if (section === 'access-log' && allows(account, 'representation')) return accessLogUrl(voen)
    return ledger === null ? statementUrl(voen, filter.query) : ledgerUrl(voen, ledger, filter.query)
  }
}
