import type { AccountBill, DeclarationBill } from '../domain/bill.ts'
import type { DeclarationNumber } from '../domain/declaration.ts'
import type { CustomsFund } from '../domain/fund.ts'
import { parseAmount, type Qepik, ZERO } from '../domain/money.ts'
import type { Voen } from '../domain/voen.ts'

export type Bill = AccountBill | DeclarationBill

interface AccountBillJson {
  readonly voen: Voen
  readonly name: string
  readonly codes: readonly { readonly code: string; readonly advance?: string }[]
  readonly funds: readonly { readonly fund: CustomsFund; readonly debt: string }[]
}

interface DeclarationBillJson {
  readonly declaration: DeclarationNumber
  readonly voen: Voen
  readonly name: string
  readonly cancelled: boolean
  readonly payable: string
  readonly funds: readonly { readonly fund: CustomsFund; readonly open: string }[]
  readonly notPayableByNumber?: { readonly amount: string }
}

export type BillJson = AccountBillJson | DeclarationBillJson

export function parseBill(json: BillJson): Bill {
  return 'declaration' in json ? parseDeclarationBill(json) : parseAccountBill(json)
}

function parseAccountBill({ voen, name, codes, funds }: AccountBillJson): AccountBill {
  return {
    voen,
    maskedName: name,
    debts: Object.fromEntries(funds.map(({ fund, debt }) => [fund, parseBillAmount(debt)])),
    advance: parseBillAmount(codes.find(({ code }) => code === '142330')?.advance),
  }
}

function parseDeclarationBill({ name, funds, payable, notPayableByNumber, ...fields }: DeclarationBillJson) {
  return {
    ...fields,
    maskedName: name,
    payable: parseBillAmount(payable),
    funds: funds.map(({ fund, open }) => ({ fund, outstanding: parseBillAmount(open) })),
    amendedOutstanding: parseBillAmount(notPayableByNumber?.amount),
  } satisfies DeclarationBill
}

/** @throws {RangeError} for text that is not an amount */
function parseBillAmount(text: string | undefined): Qepik {
  if (text === undefined) return ZERO
  const amount = parseAmount(text)
  if (amount === null) throw new RangeError(`The intake sent a malformed amount: ${text}`)
  return amount
}

/** A VÖEN can always be paid to; a declaration number only what is outstanding without amendments (note 1). */
export function isPayable(bill: Bill | null): boolean {
  return bill !== null && (!('payable' in bill) || bill.payable > 0)
}
