import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import { todayInBaku } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { PaymentReceived } from '../../domain/event.ts'
import { CUSTOMS_FUNDS, type CustomsFund, type Fund } from '../../domain/fund.ts'
import { type Qepik, total } from '../../domain/money.ts'
import { post } from '../../domain/posting.ts'
import type { LoadedCharges, OpenCharges, Posting } from '../../domain/posting-builder.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { type AccountRecord, findAccount } from '../../store/ledger/accounts.ts'
import { findOpenCharges } from '../../store/ledger/charges.ts'
import { nextChargeLimit, postWithCharges } from '../open-charges.ts'

/** The effect of a payment to the advance. */
export interface PaymentPreview {
  /** Debts that the payment closes, in order. The last one may be closed in part. */
  readonly closed: readonly PaidDebt[]
  /** The advance after the payment. */
  readonly advance: Qepik
  /** The first debts that stay open, in settlement order. */
  readonly stillOpen: readonly OpenDebt[]
  /** The sum of all debts that stay open. */
  readonly stillOpenTotal: bigint
}

export interface Debt {
  readonly declaration: DeclarationNumber | null
  readonly reference: string | null
  readonly fund: CustomsFund
}

export interface PaidDebt extends Debt {
  readonly amount: Qepik
  readonly remaining: Qepik
}

export interface OpenDebt extends Debt {
  readonly outstanding: Qepik
}

/** How many open debts are listed. */
export const STILL_OPEN_SHOWN = 10

/**
 * Posts the payment in memory by the rules of a real one. Nothing is written.
 * @returns null when no such taxpayer is registered
 * @throws {RefusalError} `total-too-large`, as for the real payment
 */
export function previewAdvancePayment(
  reader: ReadAccess,
  voen: Voen,
  amount: Qepik,
  now: Date,
): Promise<PaymentPreview | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { posting, charges } = await postInMemory(tx, record, paymentOf(voen, amount, now))
    return toPreview(posting, charges)
  })
}

function paymentOf(voen: Voen, amount: Qepik, now: Date): PaymentReceived {
  const today = todayInBaku(now)
  return {
    id: '',
    type: 'payment.received',
    occurredOn: today,
    paidOn: today,
    voen,
    channel: 'hop',
    code: '142330',
    amount,
  }
}

async function postInMemory(tx: Reader, { account }: AccountRecord, payment: PaymentReceived) {
  const charges = new Map<Fund, OpenCharges>()
  const loadMore = async (fund: Fund) => {
    charges.set(fund, await findOpenCharges(tx, account.voen, fund, nextChargeLimit(charges.get(fund))))
  }
  const loaded: LoadedCharges = { open: charges, ofDocument: [] }
  for (const fund of CUSTOMS_FUNDS) if (account.totals[fund].debt > 0) await loadMore(fund)
  for (;;) {
    const posting = await postWithCharges(() => post(payment, account, null, loaded), loadMore)
    const short = CUSTOMS_FUNDS.find(fund => hidesSome(charges.get(fund), posting))
    if (!short) return { posting, charges }
    await loadMore(short)
  }
}

/** Whether the fund has debts to list that are not loaded. */
function hidesSome(found: OpenCharges | undefined, posting: Posting): boolean {
  return found !== undefined && !found.complete && stillOpen(found.charges, posting).length < STILL_OPEN_SHOWN
}

function stillOpen(charges: readonly Charge[], posting: Posting): Charge[] {
  const after = new Map(posting.charges.map(charge => [chargeKey(charge), charge]))
  return charges.map(charge => after.get(chargeKey(charge)) ?? charge).filter(charge => outstanding(charge) > 0)
}

function toPreview(posting: Posting, charges: ReadonlyMap<Fund, OpenCharges>): PaymentPreview {
  const { totals } = posting.account
  const drawdowns = posting.entries.filter(({ type, ledger }) => type === 'advance-drawdown' && ledger !== 'advance')
  const waiting = [...charges.values()].flatMap(found => stillOpen(found.charges, posting)).sort(inSettlementOrder)
  return {
    // Each drawdown row belongs to one charge, in the same order.
    closed: posting.charges.map((charge, index) => ({
      ...debtOf(charge),
      amount: drawdowns[index]!.amount,
      remaining: outstanding(charge),
    })),
    advance: totals.advance.overpayment,
    stillOpen: waiting
      .slice(0, STILL_OPEN_SHOWN)
      .map(charge => ({ ...debtOf(charge), outstanding: outstanding(charge) })),
    stillOpenTotal: total(CUSTOMS_FUNDS.map(fund => totals[fund].debt)),
  }
}

function debtOf({ declaration, reference, fund }: Charge): Debt {
  return { declaration, reference, fund: fund as CustomsFund }
}
