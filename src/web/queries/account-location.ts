import { type AccountAccess, allows } from '../../domain/account-access.ts'
import { isLedger, type Ledger } from '../../domain/fund.ts'
import {
  accessLogUrl,
  actsUrl,
  chartsUrl,
  debtsUrl,
  declarationsUrl,
  documentsUrl,
  joinQuery,
  ledgerUrl,
  mandatesUrl,
  operationsUrl,
  ownBooksUrl,
  previewUrl,
  statementUrl,
} from '../urls.ts'
import { type FilterParameter, FilterQuery } from './filter.ts'

/** Also the values of the `page` parameter, where the charts keep their first name. */
export const SECTIONS = [
  'statement',
  'operations',
  'declarations',
  'debts',
  'pictures',
  'preview',
  'documents',
  'own-books',
  'acts',
  'mandates',
  'access-log',
] as const

export type Section = (typeof SECTIONS)[number]

/** A page of an account, independent of the account: opening another account keeps the section and the filter. */
export class AccountLocation {
  readonly section: Section
  /** Only in the section `statement`. */
  readonly ledger: Ledger | null
  readonly filter: FilterQuery

  constructor(section: Section, ledger: Ledger | null = null, filter = new FilterQuery({})) {
    this.section = section
    this.ledger = ledger
    this.filter = filter
  }

  static parse(query: (field: 'page' | 'ledger' | FilterParameter) => string | undefined): AccountLocation {
    const [page, ledger = ''] = [query('page'), query('ledger')]
    const section = SECTIONS.find(section => section === page) ?? 'statement'
    return new AccountLocation(section, isLedger(ledger) ? ledger : null, FilterQuery.parse(query))
  }

  get query(): string {
    const { section, ledger, filter } = this
    return joinQuery(section === 'statement' ? '' : `page=${section}`, ledger ? `ledger=${ledger}` : '', filter.query)
  }

  /** The same page in another account, or the nearest one that the user may see there. */
  urlIn(account: AccountAccess): string {
    const { section, ledger, filter } = this
    const { voen } = account
    if (section === 'documents') return documentsUrl(voen)
    if (section === 'declarations' || !allows(account, 'balances')) return declarationsUrl(voen)
    if (section === 'operations') return operationsUrl(voen, filter.query)
    if (section === 'debts') return debtsUrl(voen)
    if (section === 'acts') return actsUrl(voen)
    if (section === 'pictures') return chartsUrl(voen, filter.with({ type: '', declaration: '' }).query)
    if (section === 'preview') return previewUrl(voen)
    if (section === 'own-books') return ownBooksUrl(voen)
    if (section === 'mandates' && allows(account, 'representation')) return mandatesUrl(voen)
    if (section === 'access-log' && allows(account, 'representation')) return accessLogUrl(voen)
    return ledger === null ? statementUrl(voen, filter.query) : ledgerUrl(voen, ledger, filter.query)
  }
}
