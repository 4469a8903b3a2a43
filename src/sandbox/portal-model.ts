import type { ProblemModel } from '../../views/components/problem-summary.tsx'
import type { FoundModel, PayeeModel, PayModel, SandboxHopModel } from '../../views/sandbox/hop-page.tsx'
import type { AccountBill, DeclarationBill } from '../domain/bill.ts'
import { type Qepik, ZERO } from '../domain/money.ts'
import type { Catalogue } from '../i18n/index.ts'
import { SANDBOX_HOP, SANDBOX_UNKNOWN_PAYER } from './addresses.ts'
import type { Bill } from './bills.ts'
import { sandboxModel } from './pages.tsx'
import { isCode, PAYEES, type Payee, TARGETS, type Target } from './payees.ts'
import type { Search, TypedPayment } from './payment-form.ts'
import type { SandboxRequest } from './settings.ts'

export interface PortalView {
  readonly search: Search | null
  readonly bill: Bill | null
  /** The payment form. An empty amount is replaced by the payable amount. */
  readonly typed: TypedPayment
  readonly heading: string
  readonly problems: readonly ProblemModel[]
}

export function portalModel(request: SandboxRequest, view: PortalView): SandboxHopModel {
  const { t } = request
  const { search, bill, typed, problems, heading } = view
  return {
    sandbox: sandboxModel(request, SANDBOX_HOP),
    action: SANDBOX_HOP,
    unknownPayer: SANDBOX_UNKNOWN_PAYER,
    payees: PAYEES.map(payee => payeeModel(payee, search, t)),
    found: search && bill && foundModel(search, bill, typed, t),
    problems,
    problemsOf: bill === null ? (search?.payee ?? null) : null,
    problemsHeading: heading,
  }
}

function payeeModel(payee: Payee, search: Search | null, t: Catalogue): PayeeModel {
  const typed = (field: Search['by']) => (search?.payee === payee && search.by === field ? search.typed : '')
  const words = t.sandbox
  const byVoen = { title: words.voenSearch, field: 'voen', label: t.voen, hint: words.voenHint } as const
  const [title, hint] = [words.declarationSearch, words.declarationHint]
  const byNumber = { title, field: 'declaration', label: t.sandbox.fields.declaration, hint } as const
  const searches = payee === 'customs' ? [byVoen, byNumber] : [byVoen]
  return {
    code: payee,
    title: words.payees[payee],
    searches: searches.map(search => ({ ...search, value: typed(search.field) })),
  }
}

function foundModel(search: Search, bill: Bill, typed: TypedPayment, t: Catalogue): FoundModel {
  return 'declaration' in bill ? declarationModel(bill, typed, t) : accountModel(search, bill, typed, t)
}

function accountModel({ payee }: Search, bill: AccountBill, typed: TypedPayment, t: Catalogue): FoundModel {
  const targets = TARGETS[payee].map(code => ({
    code,
    label: targetLabel(code, bill, t),
    chosen: code === typed.target,
  }))
  const hidden = [...hiddenFields({ payee, voen: bill.voen }), { name: 'id', value: typed.id }]
  const facts = [
    { label: t.voen, value: bill.voen },
    { label: t.sandbox.taxpayer, value: bill.maskedName },
  ]
  if (payee === 'customs') facts.push({ label: t.sandbox.advance, value: t.format.money(bill.advance) })
  const form: PayModel = { hidden, targets, amount: typed.amount }
  return { facts, remark: null, instead: null, form }
}

function targetLabel(target: Target, { debts }: AccountBill, t: Catalogue): string {
  return isCode(target)
    ? t.sandbox.targets[target]
    : t.sandbox.fundTarget(t.funds[target], t.format.money(debts[target] ?? ZERO))
}

function declarationModel(bill: DeclarationBill, typed: TypedPayment, t: Catalogue): FoundModel {
  const { declaration, payable, amendedOutstanding, cancelled } = bill
  const words = t.sandbox
  const money = (label: string, amount: Qepik) => ({ label, value: t.format.money(amount) })
  const facts = [
    { label: words.declaration, value: declaration },
    { label: words.taxpayer, value: bill.maskedName },
    money(words.payable, payable),
    ...bill.funds.map(({ fund, outstanding }) => money(t.funds[fund], outstanding)),
    ...(amendedOutstanding > 0 ? [money(words.amendedOutstanding, amendedOutstanding)] : []),
  ]
  const instead = amendedOutstanding > 0 ? advanceUrl(bill, t) : null
  if (payable === 0) {
    const reason = amendedOutstanding > 0 ? 'amended' : cancelled ? 'cancelled' : 'settled'
    return { facts, remark: words.notPayable[reason], instead, form: null }
  }
  const hidden = [...hiddenFields({ payee: 'customs', declaration }), { name: 'id', value: typed.id }]
  const form = { hidden, targets: [], amount: typed.amount || t.format.typedAmount(payable) }
  return { facts, remark: amendedOutstanding > 0 ? words.alsoAmended : null, instead, form }
}

/** Note 1 of the guide: after an amendment only the advance may pay the difference, so it is paid by VÖEN. */
function advanceUrl({ voen, amendedOutstanding }: DeclarationBill, t: Catalogue): string {
  const query = { voen, payee: 'customs', code: '142330', amount: t.format.typedAmount(amendedOutstanding) }
  return `${SANDBOX_HOP}?${new URLSearchParams(query)}`
}

function hiddenFields(fields: Readonly<Record<string, string>>) {
  return Object.entries(fields).map(([name, value]) => ({ name, value }))
}
