import type { DeclarationPageModel, FundChargesModel } from '../../../views/declaration-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import { total } from '../../domain/money.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { DeclarationStatement, FundCharges } from '../../services/statement/read-declaration.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { declarationUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { declarationState } from './declaration-state.ts'
import { declarationRowModel } from './entry-row.ts'
import { liveUpdateModel } from './live-update.ts'
import { payDeclaration } from './pay-links.ts'

export interface DeclarationView {
  readonly viewer: Viewer
  readonly statement: DeclarationStatement
  /** `seq` of the row before the page's first row; null on the first page. */
  readonly after: number | null
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function declarationPageModel({ viewer, statement, after, hop, t }: DeclarationView): DeclarationPageModel {
  const { name, declaration, funds, payable, amendedOutstanding, entries, next } = statement
  const { voen, number, declarant } = declaration
  const filedBy = onlyFiledBy(viewer.access)
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('declarations'), below: true, t }),
    number,
    state: declarationState(declaration, total(funds.map(({ outstanding }) => outstanding)), t),
    declarant,
    onlyFiled: filedBy && t.declarations.onlyFiled(filedBy),
    funds: funds.map(fund => fundModel(t.funds[fund.fund], [fund], t)),
    total: fundModel(t.columns.total, funds, t),
    pay: payDeclaration(hop, number, payable, t),
    amended: amendedOutstanding > 0n ? t.preview.amended(t.format.money(amendedOutstanding)) : null,
    status: t.declaration.shown(entries.length),
    rows: entries.map(entry => declarationRowModel(entry, filedBy === null, t)),
    liveUpdate: liveUpdateModel(viewer, {
      address: query => declarationUrl(voen, number, query),
      query: after === null ? '' : `after=${after}`,
      version: statement.version,
    }),
    withTotals: filedBy === null,
    first: after === null ? null : declarationUrl(voen, number),
    next: next === null ? null : declarationUrl(voen, number, `after=${next}`),
  }
}

function fundModel(label: string, funds: readonly FundCharges[], { format }: Catalogue): FundChargesModel {
  const sum = (part: 'assessed' | 'reduced' | 'paid' | 'outstanding') =>
    format.amount(total(funds.map(fund => fund[part])))
  return {
    label,
    assessed: sum('assessed'),
    reduced: sum('reduced'),
    paid: sum('paid'),
    outstanding: sum('outstanding'),
  }
}
