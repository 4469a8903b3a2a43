/**
 * The posting rules R1 to R8 (README.md, "Posting rules"): what each event does to an account.
 * Pure: the same account, charges and event always give the same rows.
 */
import type { Account } from './account.ts'
import { allocate, assessed, type Charge, outstanding, reduce, settle } from './charge.ts'
import type { Declaration } from './declaration.ts'
import type {
  ChargeAssessed,
  Charges,
  CustomsEvent,
  DeclarationAmended,
  DeclarationAssessed,
  PaymentReceived,
} from './event.ts'
import { FUNDS, type Fund, isCustomsFund } from './fund.ts'
import { min, type Qepik, subtract, ZERO } from './money.ts'
import type { OperationType } from './operation-type.ts'
import { type LoadedCharges, type Posting, PostingBuilder } from './posting-builder.ts'
import { settleFromAdvance, settleFromOverpayment } from './settlement.ts'
import { finish, type Steps } from './steps.ts'

/**
 * Books one event on its account.
 * @param declaration named by an amendment, a cancellation or a payment by declaration; else null
 * @param loaded outstanding charges of the account, and all charges of that declaration
 * @throws {RefusalError} `total-too-large`: a ledger's debt or overpayment would exceed 2^53 − 1 qəpik
 * @throws {MoreChargesNeededError} when settlement needs more outstanding charges than were loaded
 */
export function post(...args: Parameters<typeof postInSteps>): Posting {
  return finish(postInSteps(...args))
}

/** As `post`, in steps: one event may settle any number of charges. */
export function* postInSteps(
  event: CustomsEvent,
  account: Account,
  declaration: Declaration | null,
  loaded: LoadedCharges,
): Steps<Posting> {
  const builder = new PostingBuilder(event, account, loaded)
  switch (event.type) {
    case 'taxpayer.registered':
      break
    case 'declaration.assessed':
    case 'charge.assessed':
      assess(builder, event)
      break
    case 'declaration.amended':
      amend(builder, declaration!, event)
      break
    case 'declaration.cancelled':
      cancel(builder, declaration!)
      break
    case 'payment.received':
      if (declaration) payDeclaration(builder, declaration, event)
      else payByCodeOrFund(builder, event)
  }
  yield* settleFromOverpayment(builder)
  yield* settleFromAdvance(builder)
  return builder.build()
}

/** R3: each fund with an amount makes a charge and one row, in fund order. */
function assess(builder: PostingBuilder, event: DeclarationAssessed | ChargeAssessed): void {
  const document = builder.openDocument()
  const of = {
    document,
    declaration: event.type === 'declaration.assessed' ? event.declaration : null,
    reference: event.type === 'charge.assessed' ? event.reference : null,
  }
  let number = 0
  for (const [fund, amount] of event.charges) {
    if (amount === 0) continue
    number += 1
    charge(builder, { ...of, number, fund, amount, amended: false })
  }
}

/** R4: a higher total makes a new charge, a lower one a reduction. */
function amend(
  builder: PostingBuilder,
  declaration: Declaration,
  { charges }: Pick<DeclarationAmended, 'charges'>,
): void {
  const { document } = declaration
  for (const [fund, total] of charges) {
    const known = builder.chargesOf(document)
    const current = assessed(known.filter(charge => charge.fund === fund))
    if (total > current) {
      const number = known.length + 1
      const amount = subtract(total, current)
      charge(builder, {
        document,
        declaration: declaration.number,
        reference: null,
        number,
        fund,
        amount,
        amended: true,
      })
    }
    if (total < current) reduceFund(builder, declaration, fund, subtract(current, total))
  }
}

/** R4: a cancellation lowers every fund to 0. */
function cancel(builder: PostingBuilder, declaration: Declaration): void {
  const nothing: Charges = new Map(FUNDS.map(fund => [fund, ZERO]))
  amend(builder, declaration, { charges: nothing })
}

function charge(builder: PostingBuilder, made: Omit<Charge, 'assessedOn' | 'reduced' | 'settled'>): void {
  builder.addCharge({
    ...made,
    assessedOn: builder.operationDate,
    reduced: ZERO,
    settled: ZERO,
  })
  builder.addEntry(made.fund, 'assessment', made.amount, { debt: { raised: made.amount } }, made)
}

/** R4: reduces the unpaid part first, newest charge first. The rest reduces the settled part and becomes overpayment. */
function reduceFund(builder: PostingBuilder, declaration: Declaration, fund: Fund, amount: Qepik): void {
  const newestFirst = () =>
    builder
      .chargesOf(declaration.document)
      .filter(charge => charge.fund === fund)
      .reverse()
  let left = amount
  for (const charge of newestFirst()) {
    const unpaid = min(outstanding(charge), left)
    if (unpaid > 0) builder.putCharge(reduce(charge, { unpaid, paid: ZERO }))
    left = subtract(left, unpaid)
  }
  const overpaid = left
  for (const charge of newestFirst()) {
    const paid = min(charge.settled, left)
    if (paid > 0) builder.putCharge(reduce(charge, { unpaid: ZERO, paid }))
    left = subtract(left, paid)
  }
  const change = {
    debt: { lowered: subtract(amount, overpaid) },
    overpayment: { raised: overpaid },
  }
  builder.addEntry(fund, 'reduction', amount, change, {
    declaration: declaration.number,
  })
}

/** R5: pays the declaration's outstanding customs charges. Note 1 excludes those of an amendment. The rest is advance. */
function payDeclaration(builder: PostingBuilder, declaration: Declaration, event: PaymentReceived): void {
  const { channel, paidOn: paymentDate } = event
  const details = { declaration: declaration.number, channel, paymentDate }
  const charges = builder.chargesOf(declaration.document)
  const payable = FUNDS.filter(isCustomsFund).flatMap(fund =>
    charges.filter(charge => charge.fund === fund && !charge.amended),
  )
  let left = event.amount
  for (const [charge, amount] of allocate(event.amount, payable)) {
    builder.putCharge(settle(charge, amount))
    builder.addEntry(charge.fund, 'hop-payment', amount, { debt: { lowered: amount } }, details)
    left = subtract(left, amount)
  }
  if (left > 0) builder.addEntry('advance', 'advance-payment-general', left, { overpayment: { raised: left } }, details)
}

/** R6: one row, on the advance (142330), on the named fund, or on an e-service ledger. */
function payByCodeOrFund(builder: PostingBuilder, event: PaymentReceived): void {
  const { amount, channel, paidOn: paymentDate } = event
  const [ledger, type] = event.fund ? ([event.fund, 'advance-payment-single'] as const) : ledgerOfCode(event)
  builder.addEntry(ledger, type, amount, { overpayment: { raised: amount } }, { channel, paymentDate })
}

function ledgerOfCode({ code, channel }: PaymentReceived): ['advance' | Fund, OperationType] {
  const hop = channel === 'hop'
  if (code === '802001') return ['eservice-fee', hop ? 'eservice-advance-hop' : 'eservice-advance']
  if (code === '114111') return ['eservice-vat', hop ? 'eservice-vat-advance-hop' : 'eservice-vat-advance']
  return ['advance', 'advance-payment-general']
}
