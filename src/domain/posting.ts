/**
 * The posting rules, R1 to R8 of DOMAIN.md section 4: what each event does to an account.
 * Pure: the same account, charges and event give the same rows, for ever.
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
import { type ChargesAtHand, type Posting, PostingBuilder } from './posting-builder.ts'
import { settleFromAdvance, settleFromOverpayment } from './settlement.ts'

/**
 * Books one event on its account.
 * @param declaration the declaration that an amendment, a cancellation or a payment by declaration names
 * @param atHand the account's open charges and the charges of that declaration
 * @throws {Refusal} `total-too-large`: a ledger's debt or overpayment would pass 2^53 − 1 qəpik
 * @throws {MoreChargesNeeded} when more open charges must be brought to settle them
 */
export function post(
  event: CustomsEvent,
  account: Account,
  declaration: Declaration | null,
  atHand: ChargesAtHand,
): Posting {
  const builder = new PostingBuilder(event, account, atHand)
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
  settleFromOverpayment(builder)
  settleFromAdvance(builder)
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

/** R4: the difference between the new total and the current one is a new charge or a reduction. */
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

/** R4: a cancellation brings every fund to 0. */
function cancel(builder: PostingBuilder, declaration: Declaration): void {
  const nothing: Charges = new Map(FUNDS.map(fund => [fund, ZERO]))
  amend(builder, declaration, { charges: nothing })
}

function charge(builder: PostingBuilder, made: Omit<Charge, 'assessedOn' | 'reduced' | 'settled'>): void {
  builder.putCharge({
    ...made,
    assessedOn: builder.operationDate,
    reduced: ZERO,
    settled: ZERO,
  })
  builder.addEntry(made.fund, 'assessment', made.amount, { debt: { raised: made.amount } }, made)
}

/** R4: first off the unpaid part, newest charge first; the rest off the settled part, which becomes overpayment. */
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

/** R5: pays the declaration's open customs charges but those of an amendment (note 1); the rest is advance. */
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

/** R6: one row: 142330 on the advance, a fund's payment on that fund, the e-service codes on their ledgers. */
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
