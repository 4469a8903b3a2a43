import type { ChooserPageModel } from '../../../views/chooser-page.tsx'
import { formatAmount, formatCount } from '../../i18n/format.ts'
import type { AccountSummary } from '../../services/list-accounts.ts'
import { statementUrl } from '../urls.ts'

export function chooserPageModel(accounts: readonly AccountSummary[]): ChooserPageModel {
  return {
    accounts: accounts.map(({ name, voen, balance, debt, entries }) => ({
      name,
      voen,
      href: statementUrl(voen),
      balance: formatAmount(balance),
      debt: formatAmount(debt),
      entries: formatCount(entries),
    })),
  }
}
