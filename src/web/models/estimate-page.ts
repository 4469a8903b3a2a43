import type { EstimatePageModel, EstimateResultModel } from '../../../views/estimate-page.tsx'
import type { Share } from '../../domain/estimate.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { AdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { EstimateQuery } from '../queries/estimate-query.ts'
import { debtsUrl, estimateUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { decimalText, exactText } from './exact-text.ts'
import { forecastModel } from './forecast.ts'
import { payAdvance } from './pay-links.ts'

export interface EstimateView {
  readonly viewer: Viewer
  readonly outlook: AdvanceOutlook
  readonly query: EstimateQuery
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function estimatePageModel(view: EstimateView): EstimatePageModel {
  const { viewer, outlook, query, t } = view
  const { voen } = viewer.access
  const { typed, problems, estimate } = query
  const isWrong = problems.length > 0
  return {
    account: accountModel({ name: outlook.name, viewer, location: new AccountLocation('debts'), below: true, t }),
    action: estimateUrl(voen),
    ...typed,
    problems: problems.map(({ code, field }) => ({ field, message: t.estimate.problems[code] })),
    status: estimate ? t.estimate.found(t.format.money(estimate.total)) : isWrong ? t.estimate.invalid : '',
    result: resultModel(view),
    forecast: forecastModel(outlook, t),
    back: debtsUrl(voen),
  }
}

function resultModel({ viewer, outlook, query: { estimate }, hop, t }: EstimateView): EstimateResultModel | null {
  if (estimate === null) return null
  const { format } = t
  const { advance, customsDebt } = outlook
  const share = (label: string, { percent, base, exact, rounded }: Share) => ({
    label,
    basis: t.estimate.share(decimalText(percent, format), format.money(base)),
    exact: exactText(exact, format),
    rounded: format.amount(rounded),
  })
  const fee = {
    label: t.funds['customs-fee'],
    basis: t.estimate.asTyped,
    exact: '',
    rounded: format.amount(estimate.fee),
  }
  const needed = BigInt(estimate.total) + customsDebt - BigInt(advance)
  const toPut = needed > 0n ? needed : 0n
  const pay = payAdvance(hop, viewer.access.voen, toPut, t)
  return {
    parts: [
      share(t.funds['customs-duty'], estimate.duty),
      share(t.funds.vat, estimate.vat),
      ...(estimate.fee > 0 ? [fee] : []),
    ],
    total: format.money(estimate.total),
    needs: [
      { label: t.estimate.forDeclaration, amount: format.money(estimate.total) },
      ...(customsDebt > 0n ? [{ label: t.estimate.debtFirst, amount: format.money(customsDebt) }] : []),
      { label: t.estimate.advanceNow, amount: format.money(advance) },
      { label: t.estimate.toPut, amount: format.money(toPut) },
    ],
    enough: toPut === 0n ? t.estimate.enough : null,
    pay: pay && { label: t.estimate.pay(format.money(toPut)), pay },
  }
}
