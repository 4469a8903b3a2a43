/** What the intake tells of what there is to pay, read back into the domain's words. */

import type { AccountBill, DeclarationBill } from '../domain/bill.ts'
import type { DeclarationNumber } from '../domain/declaration.ts'
import type { CustomsFund } from '../domain/fund.ts'
import { parseAmount, type Qepik, ZERO } from '../domain/money.ts'
import type { Voen } from '../domain/voen.ts'

export type Bill = AccountBill | DeclarationBill

/** As the contract of the intake writes them. */
interface SentAccountBill {
  readonly voen: Voen
  readonly name: string
  readonly codes: readonly { readonly code: string; readonly advance?: string }[]
  readonly funds: readonly { readonly fund: CustomsFund; readonly debt: string }[]
}

interface SentDeclarationBill {
  readonly declaration: DeclarationNumber
  readonly voen: Voen
  readonly name: string
  readonly cancelled: boolean
  readonly payable: string
  readonly funds: readonly { readonly fund: CustomsFund; readonly open: string }[]
  readonly notPayableByNumber?: { readonly amount: string }
}

export type SentBill = SentAccountBill | SentDeclarationBill

export function readBill(sent: SentBill): Bill {
  return 'declaration' in sent ? readDeclarationBill(sent) : readAccountBill(sent)
}

function readAccountBill({ voen, name, codes, funds }: SentAccountBill): AccountBill {
  return {
    voen,
    maskedName: name,
    debts: Object.fromEntries(funds.map(({ fund, debt }) => [fund, amountOf(debt)])),
    advance: amountOf(codes.find(({ code }) => code === '142330')?.advance),
  }
}

function readDeclarationBill({ name, funds, payable, notPayableByNumber, ...sent }: SentDeclarationBill) {
  return {
    ...sent,
    maskedName: name,
    payable: amountOf(payable),
    funds: funds.map(({ fund, open }) => ({ fund, open: amountOf(open) })),
    amendedOpen: amountOf(notPayableByNumber?.amount),
  } satisfies DeclarationBill
}

/** @throws when the intake breaks its contract */
function amountOf(text: string | undefined): Qepik {
  if (text === undefined) return ZERO
  const amount = parseAmount(text)
  if (amount === null) throw new RangeError(`The intake tells no amount: ${text}`)
  return amount
}

/** Whether money can be paid so: by VÖEN always, by number what is open and no amendment made. */
export function isPayable(bill: Bill | null): boolean {
  return bill !== null && (!('payable' in bill) || bill.payable > 0)
}
