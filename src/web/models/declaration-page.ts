import type { TraceModel } from '../../../views/components/trace.tsx'
import type { DeclarationPageModel, FundChargesModel } from '../../../views/declaration-page.tsx'
import { allows, onlyFiledBy } from '../../domain/account-access.ts'
import { stateOfCharge } from '../../domain/charge.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS } from '../../domain/fund.ts'
import { total } from '../../domain/money.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { HistoryRow } from '../../services/statement/declaration-history.ts'
import type { DeclarationStatement, FundCharges } from '../../services/statement/read-declaration.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { declarationUrl, issueDeclarationUrl, ledgerUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { declarationState } from './declaration-state.ts'
import { liveUpdateModel } from './live-update.ts'
import { payAdvance, payDeclaration } from './pay-links.ts'
import { historyRow } from './trace.ts'

export interface DeclarationView {
  readonly viewer: Viewer
  readonly statement: DeclarationStatement
  /** `seq` of the row before the page's first row; null on the first page. */
  readonly after: number | null
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function declarationPageModel({ viewer, statement, after, hop, t }: DeclarationView): DeclarationPageModel {
  const { name, declaration, funds, history, next } = statement
  const { voen, number, declarant } = declaration
  const filedBy = onlyFiledBy(viewer.access)
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('declarations'), below: true, t }),
    number,
    state: declarationState(declaration, sumsOf(funds), t, funds.some(fund => fund.amended) && !declaration.cancelled),
    declarant,
    onlyFiled: filedBy && t.declarations.onlyFiled(filedBy),
    funds: fundModels(funds, declaration.cancelled, t),
    total: fundModel(t.columns.total, funds, null, t),
    ways: waysToPay(statement, hop, t),
    status: t.declaration.shown(history.length),
    pdf: allows(viewer.access, 'exports') ? issueDeclarationUrl(voen, number) : null,
    history: historyModels(history, filedBy === null ? number : null, t),
    liveUpdate: liveUpdateModel(viewer, {
      address: query => declarationUrl(voen, number, query),
      query: after === null ? '' : `after=${after}`,
      version: statement.version,
    }),
    first: after === null ? null : declarationUrl(voen, number),
    next: next === null ? null : declarationUrl(voen, number, `after=${next}`),
  }
}

function sumsOf(funds: readonly FundCharges[]) {
  return { outstanding: total(funds.map(fund => fund.outstanding)), paid: total(funds.map(fund => fund.paid)) }
}

/** Why debt of the declaration is open, and each way in which it can be paid. */
function waysToPay(
  { declaration, payable, amendedOutstanding, eserviceOutstanding }: DeclarationStatement,
  hop: DeclarationView['hop'],
  t: Catalogue,
): DeclarationPageModel['ways'] {
  const { how } = t.declaration
  const { voen, number } = declaration
  const money = t.format.money
  return [
    ...(payable > 0n ? [{ text: how.byNumber(money(payable)), pay: payDeclaration(hop, number, payable, t) }] : []),
    ...(amendedOutstanding > 0n
      ? [{ text: how.amended(money(amendedOutstanding)), pay: payAdvance(hop, voen, amendedOutstanding, t) }]
      : []),
    ...(eserviceOutstanding > 0n ? [{ text: how.eservice(money(eserviceOutstanding)), pay: null }] : []),
  ]
}

/**
 * Fund by fund, in booking order.
 * @param whole the declaration, for users who see the whole account; null for its broker
 */
export function historyModels(
  history: readonly HistoryRow[],
  whole: DeclarationNumber | null,
  t: Catalogue,
): TraceModel[] {
  const byLedger = Map.groupBy(history, ({ entry }) => entry.ledger)
  return LEDGERS.flatMap(ledger => {
    const rows = byLedger.get(ledger)
    if (!rows) return []
    return [
      {
        id: `history-${ledger}`,
        heading: t.funds[ledger],
        headingHref: whole && ledgerUrl(rows[0]!.entry.voen, ledger, `declaration=${whole}`),
        lead: null,
        columns: { what: t.operation.columns.what, note: t.declaration.from },
        rows: rows.map(row => historyRow(row, whole !== null, t)),
        empty: '',
        sum: null,
        first: null,
        next: null,
      },
    ]
  })
}

export function fundModels(funds: readonly FundCharges[], cancelled: boolean, t: Catalogue): FundChargesModel[] {
  return funds.map(fund => fundModel(t.funds[fund.fund], [fund], fundState(fund, cancelled, t), t))
}

/** In words: what became of what was assessed in a fund. */
function fundState(fund: FundCharges, cancelled: boolean, { operation: { states } }: Catalogue): string {
  const state = stateOfCharge(fund, cancelled)
  const isAlsoAmended = fund.amended && state !== 'amended' && state !== 'cancelled'
  return isAlsoAmended ? `${states[state]}, ${states.amended}` : states[state]
}

export function fundModel(
  label: string,
  funds: readonly FundCharges[],
  state: string | null,
  { format }: Catalogue,
): FundChargesModel {
  const sum = (part: 'assessed' | 'reduced' | 'paid' | 'outstanding') =>
    format.amount(total(funds.map(fund => fund[part])))
  return {
    label,
    state,
    assessed: sum('assessed'),
    reduced: sum('reduced'),
    paid: sum('paid'),
    outstanding: sum('outstanding'),
  }
}
