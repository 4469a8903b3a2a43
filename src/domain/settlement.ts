/** R7: settlement follows every event on its account. Each charge is a step, so that the caller can pause. */

import { allocate, type Charge, inSettlementOrder, settle } from './charge.ts'
import { CUSTOMS_FUNDS, FUNDS } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { Part, PostingBuilder } from './posting-builder.ts'
import type { Steps } from './steps.ts'

/** R7 (a): a fund's overpayment closes that fund's outstanding charges, one row for each charge. */
export function* settleFromOverpayment(builder: PostingBuilder): Steps<void> {
  const paymentDate = builder.operationDate
  for (const fund of FUNDS) {
    for (const [charge, amount] of allocate(builder.overpayment(fund), builder.openCharges(fund))) {
      const change = {
        debt: { lowered: amount },
        overpayment: { lowered: amount },
      }
      const row = builder.addEntry(fund, 'overpayment-offset', amount, change, { ...nameOf(charge), paymentDate })
      yield* close(builder, charge, row, yield* builder.take(fund, amount))
      yield
    }
  }
}

/** R7 (b): the advance closes customs charges in settlement order: one row on the fund's ledger, its twin on `advance`. */
export function* settleFromAdvance(builder: PostingBuilder): Steps<void> {
  const paymentDate = builder.operationDate
  for (const [charge, amount] of allocate(builder.overpayment('advance'), openCustomsCharges(builder))) {
    const details = { ...nameOf(charge), paymentDate }
    const row = builder.addEntry(charge.fund, 'advance-drawdown', amount, { debt: { lowered: amount } }, details)
    yield* close(builder, charge, row, yield* builder.take('advance', amount))
    builder.addEntry('advance', 'advance-drawdown', amount, { overpayment: { lowered: amount } }, details)
    yield
  }
}

/** R9, in steps: the row closes the charge, wholly or in part, with money of these sources. */
export function* close(builder: PostingBuilder, charge: Charge, row: LedgerEntry, parts: readonly Part[]): Steps<void> {
  builder.putCharge(settle(charge, row.amount))
  const ofCharge = parts.map(part => ({ ...part, chargedRow: charge.row }))
  yield* builder.allocate(row, 'debt', ofCharge)
}

/** Merges the outstanding charges of the seven customs funds into one list in settlement order. */
function* openCustomsCharges(builder: PostingBuilder): Generator<Charge> {
  const lists = CUSTOMS_FUNDS.map(fund => builder.openCharges(fund))
  const heads = lists.map(list => ({ list, next: list.next() }))
  for (;;) {
    const waiting = heads.filter(head => !head.next.done)
    if (waiting.length === 0) return
    const first = waiting.reduce((best, head) =>
      inSettlementOrder(head.next.value, best.next.value) < 0 ? head : best,
    )
    yield first.next.value
    first.next = first.list.next()
  }
}

function nameOf({ declaration, reference }: Charge) {
  return { declaration, reference }
}
