import type { Totals } from '../../domain/account.ts'
import { type Charge, inSettlementOrder, outstanding } from '../../domain/charge.ts'
import { addPayable, wayToPay } from '../../domain/open-debt.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { walkChargesOfDocuments } from '../../store/ledger/charges.ts'

/** Debts that a person has chosen, as they are now. */
export interface ChosenDebts {
  readonly name: string
  /** In settlement order. */
  readonly debts: readonly Charge[]
  /** How many of the chosen charges are open no more, or do not exist. */
  readonly settled: number
  /** They include debts that were not chosen. */
  readonly totals: Totals
  /** What a payment by number would close of each declaration with a chosen debt that can be paid so (R5). */
  readonly payable: ReadonlyMap<NonNullable<Charge['declaration']>, bigint>
}

type ChargePlace = Pick<Charge, 'document' | 'number'>

/** @returns null when no such taxpayer is registered */
export function readChosenDebts(
  reader: ReadAccess,
  voen: Voen,
  places: readonly ChargePlace[],
): Promise<ChosenDebts | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const chosen = new Set(places.map(({ document, number }) => `${document}/${number}`))
    const debts: Charge[] = []
    const payableOf = new Map<number, bigint>()
    for await (const charges of walkChargesOfDocuments(tx, voen, [
      ...new Set(places.map(({ document }) => document)),
    ])) {
      const open = charges.filter(charge => outstanding(charge) > 0)
      debts.push(...open.filter(({ document, number }) => chosen.has(`${document}/${number}`)))
      addPayable(payableOf, open)
    }
    const byNumber = debts.filter(charge => wayToPay(charge) === 'number')
    return {
      name: record.name,
      totals: record.account.totals,
      debts: debts.sort(inSettlementOrder),
      settled: chosen.size - debts.length,
      payable: new Map(byNumber.map(({ declaration, document }) => [declaration!, payableOf.get(document)!])),
    }
  })
}
