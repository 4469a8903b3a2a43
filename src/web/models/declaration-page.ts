import type { DeclarationPageModel, FundChargesModel } from '../../../views/declaration-page.tsx'
import { total } from '../../domain/money.ts'
import { formatAmount, formatCount } from '../../i18n/format.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { DeclarationStatement, FundCharges } from '../../services/read-declaration.ts'
import { declarationUrl } from '../urls.ts'
import { accountModel } from './account.ts'
import { declarationRowModel } from './entry-row.ts'

/** @param after the `seq` the page starts after, null on the first page */
export function declarationPageModel(
  statement: DeclarationStatement,
  after: number | null,
  t: Catalogue,
): DeclarationPageModel {
  const { name, declaration, funds, entries, next } = statement
  const { voen, number, declarant } = declaration
  return {
    account: accountModel({ name, voen }),
    number,
    state: state(statement, t),
    declarant,
    funds: funds.map(fund => fundModel(t.funds[fund.fund], [fund])),
    total: fundModel(t.columns.total, funds),
    status: t.declaration.shown(formatCount(entries.length)),
    rows: entries.map(entry => declarationRowModel(entry, t)),
    first: after === null ? null : declarationUrl(voen, number),
    next: next === null ? null : declarationUrl(voen, number, `after=${next}`),
  }
}

function state({ declaration, funds }: DeclarationStatement, t: Catalogue): DeclarationPageModel['state'] {
  if (declaration.cancelled) return { label: t.declaration.cancelled, tone: 'plain' }
  const inDebt = funds.some(fund => fund.open > 0n)
  return inDebt ? { label: t.declaration.open, tone: 'debt' } : { label: t.declaration.settled, tone: 'credit' }
}

function fundModel(label: string, funds: readonly FundCharges[]): FundChargesModel {
  const sum = (part: 'assessed' | 'reduced' | 'paid' | 'open') => formatAmount(total(funds.map(fund => fund[part])))
  return {
    label,
    assessed: sum('assessed'),
    reduced: sum('reduced'),
    paid: sum('paid'),
    open: sum('open'),
  }
}
