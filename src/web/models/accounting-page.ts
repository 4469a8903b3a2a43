import type { AccountingPageModel } from '../../../views/accounting-page.tsx'
import { LEDGERS } from '../../domain/fund.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { ACCOUNTING_FORMATS, type AccountingQuery } from '../queries/accounting-query.ts'
import { ACCOUNT_CONTRACT, accountingFileUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { messageOf } from './filter-form.ts'

export interface AccountingView {
  readonly viewer: Viewer
  readonly name: string
  readonly query: AccountingQuery
  readonly t: Catalogue
}

export function accountingPageModel({ viewer, name, query, t }: AccountingView): AccountingPageModel {
  const { period, ledger } = query
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('statement', null, period), below: true, t }),
    action: accountingFileUrl(viewer.access.voen),
    from: period.typed.from,
    to: period.typed.to,
    ledger: ledger ?? '',
    ledgers: LEDGERS.map(code => ({ code, label: t.ledgers[code] })),
    formats: ACCOUNTING_FORMATS.map(code => ({
      code,
      ...t.accounting.formats[code],
      schema: code === 'json' ? { label: t.accounting.formats.json.schema, href: ACCOUNT_CONTRACT } : null,
      chosen: code === (query.format ?? ACCOUNTING_FORMATS[0]),
    })),
    problems: period.problems.map(problem => ({ field: problem.field, message: messageOf(problem, t) })),
  }
}
