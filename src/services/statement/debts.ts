import { type Charge, inSettlementOrder } from '../../domain/charge.ts'
import { FUNDS } from '../../domain/fund.ts'
import { bearsInterest, type Payment } from '../../domain/interest.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { walkPaymentsOfCharges } from '../../store/ledger/allocations.ts'
import { walkCharges, walkOpenCharges } from '../../store/ledger/charges.ts'

/** @returns the outstanding charges in settlement order */
export function readDebts(reader: ReadAccess, voen: Voen): Promise<readonly Charge[]> {
  return reader.snapshot(voen, async tx => {
    const charges: Charge[] = []
    const record = await findAccount(tx, voen)
    for (const fund of FUNDS) {
      if (record?.account.totals[fund].debt === 0) continue
      for await (const batch of walkOpenCharges(tx, voen, fund)) charges.push(...batch)
    }
    return charges.sort(inSettlementOrder)
  })
}

/** A charge and what ends interest on parts of it. */
export interface PaidCharge {
  readonly charge: Charge
  readonly payments: readonly Payment[]
}

/** @returns the charges that can bear late interest, open or not, in settlement order */
export function readInterestBearing(reader: ReadAccess, voen: Voen): Promise<readonly PaidCharge[]> {
  return reader.snapshot(voen, async tx => {
    const byRow = new Map<number, { readonly charge: Charge; readonly payments: Payment[] }>()
    for await (const charges of walkCharges(tx, voen)) {
      for (const charge of charges) if (bearsInterest(charge)) byRow.set(charge.row, { charge, payments: [] })
    }
    for await (const parts of walkPaymentsOfCharges(tx, voen)) {
      for (const { chargedRow, ...payment } of parts) byRow.get(chargedRow)?.payments.push(payment)
    }
    return [...byRow.values()].sort((one, other) => inSettlementOrder(one.charge, other.charge))
  })
}
