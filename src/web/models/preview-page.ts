import type { DebtRowModel, PreviewPageModel, PreviewResultModel } from '../../../views/preview-page.tsx'
import { seenText } from '../../domain/visible-text.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Debt, PaymentPreview } from '../../services/statement/payment-preview.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { PreviewQuery } from '../queries/preview-query.ts'
import { debtsUrl, declarationUrl, estimateUrl, previewUrl, referenceUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { payAdvance } from './pay-links.ts'

/** Enough to check the result; a longer page would not be read. */
const MAX_ROWS = 100

export interface PreviewView {
  readonly name: string
  readonly viewer: Viewer
  readonly query: PreviewQuery
  /** Null without a valid amount. */
  readonly preview: PaymentPreview | null
  readonly now: Date
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function previewPageModel(view: PreviewView): PreviewPageModel {
  const { name, viewer, query, t } = view
  const { problem, amount } = query
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('preview'), below: false, t }),
    action: previewUrl(viewer.access.voen),
    debts: debtsUrl(viewer.access.voen),
    estimate: estimateUrl(viewer.access.voen),
    amount: amount === null ? query.typed : t.format.amount(amount),
    problems: problem ? [{ field: 'amount', message: t.preview.problems[problem] }] : [],
    status: problem ? t.preview.problems[problem] : resultMessage(view),
    empty: problem ? t.preview.invalidAmount : null,
    result: resultModel(view),
  }
}

function resultMessage({ query: { amount }, preview, t }: PreviewView): string {
  if (amount === null || preview === null) return ''
  const { closed, closesMore } = preview
  if (closed.length === 0) return t.preview.foundNone(t.format.money(amount))
  const found = closesMore ? t.preview.foundMore : t.preview.found
  return found(t.format.money(amount), closed.length)
}

function resultModel({ viewer, query: { amount }, preview, now, hop, t }: PreviewView): PreviewResultModel | null {
  if (amount === null || preview === null) return null
  const { voen } = viewer.access
  const { closed, closesMore, advance, stillOpen, stillOpenTotal } = preview
  const shown = closed.slice(0, MAX_ROWS)
  return {
    asOf: t.preview.asOf(t.format.instant(now)),
    advance: t.format.money(advance),
    openTotal: t.format.money(stillOpenTotal),
    closed: shown.map(debt => ({
      ...debtModel(voen, debt, t),
      paid: t.format.amount(debt.amount),
      remaining: t.format.amount(debt.remaining),
      outcome: debt.remaining > 0 ? t.preview.paidInPart : t.preview.paidInFull,
    })),
    closedMore: closesMore || shown.length < closed.length ? t.preview.onlyFirst(shown.length) : null,
    outstanding: stillOpen.map(debt => ({
      ...debtModel(voen, debt, t),
      outstanding: t.format.amount(debt.outstanding),
    })),
    openMore:
      stillOpen.length > 0 && stillOpen.reduce((sum, debt) => sum + BigInt(debt.outstanding), 0n) < stillOpenTotal
        ? t.preview.onlyFirst(stillOpen.length)
        : null,
    pay: payAdvance(hop, voen, BigInt(amount), t),
  }
}

function debtModel(voen: Voen, { declaration, reference, fund }: Debt, t: Catalogue): DebtRowModel {
  return {
    document: declaration ?? seenText(reference ?? ''),
    kind: declaration === null ? t.preview.reference : t.preview.declaration,
    href: declaration === null ? reference && referenceUrl(voen, reference) : declarationUrl(voen, declaration),
    fund: t.funds[fund],
  }
}
