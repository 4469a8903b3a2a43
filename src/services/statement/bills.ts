import { type AccountBill, type DeclarationBill, maskName } from '../../domain/bill.ts'
import { type Charge, outstanding } from '../../domain/charge.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { CUSTOMS_FUNDS } from '../../domain/fund.ts'
import { add, type Qepik, ZERO } from '../../domain/money.ts'
import { recordOf } from '../../domain/record.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findChargesOfDocument } from '../../store/ledger/charges.ts'
import { findDeclaration, findOwner } from '../../store/ledger/declarations.ts'

/** The bill of an account; null when no such taxpayer is registered. */
export function readAccountBill(reader: ReadAccess, voen: Voen): Promise<AccountBill | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { totals } = record.account
    return {
      voen,
      maskedName: maskName(record.name),
      debts: recordOf(CUSTOMS_FUNDS, fund => totals[fund].debt),
      advance: totals.advance.overpayment,
    }
  })
}

/** The bill of a declaration of any account; null when no such number was assessed. */
export async function readDeclarationBill(
  reader: ReadAccess,
  number: DeclarationNumber,
): Promise<DeclarationBill | null> {
  // Look up the owner with the service role, then read the charges with access to that account only. Ownership never
  // changes.
  const voen = await reader.snapshot(EVERY_ACCOUNT, tx => findOwner(tx, number))
  if (voen === undefined) return null
  return reader.snapshot(voen, async tx => {
    const [record, declaration] = [await findAccount(tx, voen), await findDeclaration(tx, voen, number)]
    if (!record || !declaration) return null
    const charges = await findChargesOfDocument(tx, voen, declaration.document)
    const byNumber = charges.filter(charge => !charge.amended)
    const funds = CUSTOMS_FUNDS.map(fund => ({ fund, outstanding: outstandingOf(byNumber, [fund]) })).filter(
      ({ outstanding }) => outstanding > 0,
    )
    return {
      declaration: number,
      voen,
      maskedName: maskName(record.name),
      funds,
      payable: outstandingOf(byNumber, CUSTOMS_FUNDS),
      amendedOutstanding: outstandingOf(
        charges.filter(charge => charge.amended),
        CUSTOMS_FUNDS,
      ),
      cancelled: declaration.cancelled,
    }
  })
}

/** The sum is always safe: a declaration's total of one fund has at most thirteen digits of manat. */
function outstandingOf(charges: readonly Charge[], funds: readonly string[]): Qepik {
  return charges.filter(({ fund }) => funds.includes(fund)).reduce((sum, charge) => add(sum, outstanding(charge)), ZERO)
}
