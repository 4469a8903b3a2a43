import type { ChosenDebtsPageModel, ChosenLineModel } from '../../../views/chosen-debts-page.tsx'
import { type Charge, outstanding } from '../../domain/charge.ts'
import { isCustomsFund } from '../../domain/fund.ts'
import { manat, total } from '../../domain/money.ts'
import { wayToPay } from '../../domain/open-debt.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { ChosenDebts } from '../../services/statement/chosen-debts.ts'
import type { WebConfig } from '../context.ts'
import { AccountLocation } from '../queries/account-location.ts'
import { debtsUrl, previewUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { documentHref, documentOf } from './debts-page.ts'
import { payAdvance, payDeclaration, payFund } from './pay-links.ts'

export interface ChosenDebtsView {
  readonly viewer: Viewer
  readonly name: string
  /** Null when the choice cannot be read. */
  readonly chosen: ChosenDebts | null
  readonly problem: string | null
  readonly hop: WebConfig['hop']
  readonly t: Catalogue
}

export function chosenDebtsPageModel({ viewer, name, chosen, problem, hop, t }: ChosenDebtsView): ChosenDebtsPageModel {
  const { voen } = viewer.access
  const { debts = [], settled = 0, payable = new Map<never, bigint>() } = chosen ?? {}
  const customs = debts.filter(({ fund }) => isCustomsFund(fund))
  const eservice = debts.filter(({ fund }) => !isCustomsFund(fund))
  const sum = total(customs.map(outstanding))
  const pay = payAdvance(hop, voen, sum, t)
  const part = (id: string, heading: string, charges: readonly Charge[]) =>
    charges.length === 0
      ? null
      : {
          id,
          heading,
          lines: charges.map(charge => lineModel(voen, charge, t)),
          sum: t.format.money(total(charges.map(outstanding))),
        }
  return {
    account: accountModel({ name, viewer, location: new AccountLocation('debts'), below: true, t }),
    back: debtsUrl(voen),
    problem,
    settled: settled > 0 ? t.debts.chosen.settled(settled) : null,
    customs: part('customs', t.debts.chosen.customs, customs),
    pay: pay && { label: t.debts.chosen.pay(t.format.money(sum)), pay },
    preview: pay && previewUrl(voen, `amount=${manat(sum)}`),
    byNumber: [...payable].flatMap(([number, amount]) => {
      const pay = payDeclaration(hop, number, amount, t)
      const ofChosen = debts.filter(debt => debt.declaration === number && wayToPay(debt) === 'number')
      const isWhole = total(ofChosen.map(outstanding)) === amount
      return pay ? [{ pay, more: isWhole ? null : t.debts.chosen.more(t.format.money(amount)) }] : []
    }),
    byFund: chosen === null ? [] : fundPays(customs, chosen.totals, { voen, hop, t }),
    eservice: part('eservice', t.debts.chosen.eservice, eservice),
    eservicePays: [...Map.groupBy(eservice, ({ fund }) => fund)].flatMap(
      ([fund, ofFund]) => payFund(hop, voen, fund, total(ofFund.map(outstanding)), t) ?? [],
    ),
  }
}

/** Money for a fund closes debts of that fund only, the oldest first (R6, R7a), so the sum of all of them is offered. */
function fundPays(
  customs: readonly Charge[],
  totals: ChosenDebts['totals'],
  { voen, hop, t }: Pick<ChosenDebtsView, 'hop' | 't'> & { voen: Voen },
): ChosenDebtsPageModel['byFund'] {
  return [...Map.groupBy(customs, ({ fund }) => fund)].flatMap(([fund, ofFund]) => {
    const debt = BigInt(totals[fund].debt)
    const pay = payFund(hop, voen, fund, debt, t)
    const isWhole = total(ofFund.map(outstanding)) === debt
    return pay ? [{ pay, more: isWhole ? null : t.debts.chosen.moreOfFund(t.format.money(debt)) }] : []
  })
}

function lineModel(voen: Voen, charge: Charge, t: Catalogue): ChosenLineModel {
  return {
    document: documentOf(charge),
    kind: charge.declaration === null ? t.preview.reference : t.preview.declaration,
    href: documentHref(voen, charge),
    fund: t.funds[charge.fund],
    way: t.debts.ways[wayToPay(charge)],
    open: t.format.amount(outstanding(charge)),
  }
}
