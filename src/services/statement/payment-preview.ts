import type { Account } from '../../domain/account.ts'
import { type Charge, chargeKey, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import { todayInBaku } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { PaymentReceived } from '../../domain/event.ts'
import { CUSTOMS_FUNDS, type CustomsFund, type Fund, type Ledger } from '../../domain/fund.ts'
import { MAX_QEPIK, type Qepik, qepik, subtract, total } from '../../domain/money.ts'
import { post } from '../../domain/posting.ts'
import type { LoadedState, OpenCharges, OpenSources, Posting } from '../../domain/posting-builder.ts'
import { RefusalError } from '../../domain/problem.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findOpenCharges } from '../../store/ledger/charges.ts'
import { findOpenSources } from '../../store/ledger/sources.ts'
import { nextLimit, postWithLoading } from '../post-with-loading.ts'

/** The effect of a payment to the advance. */
export interface PaymentPreview {
  /** Debts that the payment closes, in order. The last one may be closed in part. */
  readonly closed: readonly PaidDebt[]
  /** The payment closes more debts than those listed. The debts that stay open are then not listed. */
  readonly closesMore: boolean
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

/** How many open debts of each fund are read. A few accounts have a hundred thousand, and nobody reads such a list. */
const MAX_CHARGES = 200

/**
 * Posts the payment in memory by the rules of a real one. Nothing is written. Of an account with very many debts, it
 * posts the part of the payment that pays the first of them, and the totals follow from the rest.
 * @returns null when no such taxpayer is registered
 * @throws {RefusalError} `total-too-large`, as for the real payment
 */
export function previewAdvancePayment(
  reader: ReadAccess,
  voen: Voen,
  amount: Qepik,
  now: Date,
  { maxCharges = MAX_CHARGES } = {},
): Promise<PaymentPreview | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { account } = record
    const payment = paymentOf(voen, amount, now)
    const open = new OpenDebts(tx, account, maxCharges)
    await open.load()
    try {
      return toPreview(await postInMemory(payment, account, open), open)
    } catch (error) {
      if (!(error instanceof TooManyDebtsError)) throw error
      if (amount > MAX_QEPIK - account.totals.advance.overpayment) throw new RefusalError('total-too-large')
      const part = open.firstSum()
      const posting = await postInMemory({ ...payment, amount: part }, account, open)
      return withRest(toPreview(posting, open), subtract(amount, part))
    }
  })
}

/** Adds what the rest of the payment does, without the single debts that it pays. */
function withRest({ closed, stillOpenTotal }: PaymentPreview, rest: Qepik): PaymentPreview {
  const pays = BigInt(rest) < stillOpenTotal ? BigInt(rest) : stillOpenTotal
  return {
    closed,
    closesMore: true,
    advance: qepik(Number(BigInt(rest) - pays)),
    stillOpen: [],
    stillOpenTotal: stillOpenTotal - pays,
  }
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

/** The payment closes more debts of a fund than are read. */
class TooManyDebtsError extends Error {
  override readonly name = 'TooManyDebtsError'
}

/** The first open debts of each customs fund, and sources where they are needed, read in growing portions. */
class OpenDebts {
  readonly byFund = new Map<Fund, OpenCharges>()
  readonly sources = new Map<Ledger, OpenSources>()
  readonly #tx: Reader
  readonly #account: Account
  readonly #max: number

  constructor(tx: Reader, account: Account, max: number) {
    this.#tx = tx
    this.#account = account
    this.#max = max
  }

  async load(): Promise<void> {
    for (const fund of CUSTOMS_FUNDS) if (this.#account.totals[fund].debt > 0) await this.loadMore(fund)
  }

  /** @throws {TooManyDebtsError} when as many as possible are read */
  async loadMore(fund: Fund): Promise<void> {
    const loaded = this.byFund.get(fund)
    if (loaded && loaded.charges.length >= this.#max) throw new TooManyDebtsError()
    const limit = Math.min(nextLimit(loaded?.charges.length), this.#max)
    this.byFund.set(fund, await findOpenCharges(this.#tx, this.#account.voen, fund, limit))
  }

  async loadMoreSources(ledger: Ledger): Promise<void> {
    const limit = nextLimit(this.sources.get(ledger)?.sources.length)
    this.sources.set(ledger, await findOpenSources(this.#tx, this.#account.voen, ledger, limit))
  }

  canLoadMore(fund: Fund): boolean {
    const loaded = this.byFund.get(fund)
    return loaded !== undefined && !loaded.complete && loaded.charges.length < this.#max
  }

  /** Debts in settlement order, up to the first one that may be followed by a debt that is not read. */
  upToFirstGap(charges: readonly Charge[]): Charge[] {
    const incomplete = [...this.byFund.values()].filter(({ complete }) => !complete)
    const [end] = incomplete.map(({ charges }) => charges.at(-1)!).sort(inSettlementOrder)
    const known = end ? charges.filter(charge => inSettlementOrder(charge, end) <= 0) : [...charges]
    return known.sort(inSettlementOrder)
  }

  /** The sum of all debts before the first gap but the last, so that posting it asks for no more debts. */
  firstSum(): Qepik {
    const known = this.upToFirstGap([...this.byFund.values()].flatMap(({ charges }) => charges))
    return qepik(Number(total(known.slice(0, -1).map(outstanding))))
  }
}

async function postInMemory(payment: PaymentReceived, account: Account, open: OpenDebts): Promise<Posting> {
  const loaded: LoadedState = { open: open.byFund, sources: open.sources, ofDocument: [] }
  const loadMore = {
    charges: (fund: Fund) => open.loadMore(fund),
    sources: (ledger: Ledger) => open.loadMoreSources(ledger),
  }
  for (;;) {
    const posting = await postWithLoading(() => post(payment, account, null, loaded), loadMore)
    const short = CUSTOMS_FUNDS.find(fund => open.canLoadMore(fund) && hidesSome(open.byFund.get(fund), posting))
    if (!short) return posting
    await open.loadMore(short)
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

function toPreview(posting: Posting, open: OpenDebts): PaymentPreview {
  const { totals } = posting.account
  const drawdowns = posting.entries.filter(({ type, ledger }) => type === 'advance-drawdown' && ledger !== 'advance')
  const waiting = [...open.byFund.values()].flatMap(found => stillOpen(found.charges, posting))
  return {
    // Each drawdown row belongs to one charge, in the same order.
    closed: posting.charges.map((charge, index) => ({
      ...debtOf(charge),
      amount: drawdowns[index]!.amount,
      remaining: outstanding(charge),
    })),
    closesMore: false,
    advance: totals.advance.overpayment,
    stillOpen: open
      .upToFirstGap(waiting)
      .slice(0, STILL_OPEN_SHOWN)
      .map(charge => ({ ...debtOf(charge), outstanding: outstanding(charge) })),
    stillOpenTotal: total(CUSTOMS_FUNDS.map(fund => totals[fund].debt)),
  }
}

function debtOf({ declaration, reference, fund }: Charge): Debt {
  return { declaration, reference, fund: fund as CustomsFund }
}
