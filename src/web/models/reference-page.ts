import type { TraceModel } from '../../../views/components/trace.tsx'
import type { ReferencePageModel } from '../../../views/reference-page.tsx'
import { outstanding, stateOfCharge } from '../../domain/charge.ts'
import { FUNDS, isCustomsFund } from '../../domain/fund.ts'
import { total } from '../../domain/money.ts'
import { isolatedText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ReferenceCharge, ReferenceStatement } from '../../services/statement/read-reference.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { operationUrl, referenceUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { liveUpdateModel } from './live-update.ts'
import { payFund } from './pay-links.ts'
import { historyRow } from './trace.ts'

export interface ReferenceView {
  readonly viewer: Viewer
  readonly reference: string
  readonly statement: ReferenceStatement
  /** The row of the charge before the page's first; null on the first page. */
  readonly after: number | null
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function referencePageModel(view: ReferenceView): ReferencePageModel {
  const { viewer, reference, statement, after, t } = view
  const { voen } = viewer.access
  const { name, charges, next } = statement
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('statement'), below: true, t }),
    number: isolatedText(reference),
    status: t.reference.shown(charges.length),
    ways: waysToPay(view),
    charges: charges.map(charge => chargeModel(charge, t)),
    liveUpdate: liveUpdateModel(viewer, {
      address: query => referenceUrl(voen, reference, query),
      query: after === null ? '' : `after=${after}`,
      version: statement.bookings,
    }),
    first: after === null ? null : referenceUrl(voen, reference),
    next: next === null ? null : referenceUrl(voen, reference, `after=${next}`),
  }
}

/** Each fund with open debt on this page is paid by VÖEN: by its own code, or for the fund. */
function waysToPay({ viewer, statement, hop, t }: ReferenceView): ReferencePageModel['ways'] {
  return FUNDS.flatMap(fund => {
    const open = total(statement.charges.flatMap(({ charge }) => (charge.fund === fund ? outstanding(charge) : [])))
    if (open === 0n) return []
    const how = t.operation.how[isCustomsFund(fund) ? 'reference' : 'eservice']
    const pay = payFund(hop, viewer.access.voen, fund, open, t)
    return [{ text: `${t.reference.open(t.funds[fund], t.format.money(open))} ${how}`, pay }]
  })
}

function chargeModel({ charge, history, hasMore }: ReferenceCharge, t: Catalogue): TraceModel {
  const { format, operation, reference } = t
  const open = outstanding(charge)
  const state = operation.states[stateOfCharge({ outstanding: open, paid: charge.settled }, false)]
  const [date, dueOn] = [format.date(charge.assessedOn), format.date(charge.dueOn)]
  const voen = history[0]!.entry.voen
  return {
    id: `charge-${charge.row}`,
    heading: t.funds[charge.fund],
    lead: reference.about(date, format.money(charge.amount), dueOn, state, format.money(open)),
    columns: { what: operation.columns.what, note: operation.columns.from },
    rows: history.map(row => historyRow(row, true, t)),
    empty: '',
    sum: null,
    first: null,
    next: null,
    more: hasMore ? { text: reference.more, href: operationUrl(voen, charge.row) } : null,
  }
}
