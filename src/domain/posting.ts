/**
 * The posting rules R1 to R9 (README.md, "Posting rules"): what each event does to an account.
 * Pure: the same account, charges and event always give the same rows.
 */
import type { Account } from './account.ts'
import { type Allocation, EFFECTS, type Effect } from './allocation.ts'
import { allocate, assessed, type Charge, isPayableByNumber, outstanding, reduce } from './charge.ts'
import type { PlainDate } from './dates.ts'
import type { Declaration } from './declaration.ts'
import type {
  BookableEvent,
  ChargeAssessed,
  Charges,
  DeclarationAmended,
  DeclarationAssessed,
  OverpaymentRefunded,
  OverpaymentTransferred,
  PaymentReceived,
} from './event.ts'
import { FUNDS, type Fund, type Ledger } from './fund.ts'
import { min, type Qepik, subtract, ZERO } from './money.ts'
import type { Cause, OperationType } from './operation-type.ts'
import { type LoadedState, type Posting, PostingBuilder } from './posting-builder.ts'
import { RefusalError } from './problem.ts'
import { close, settleFromAdvance, settleFromOverpayment } from './settlement.ts'
import { finish, type Steps } from './steps.ts'

/**
 * Books one event on its account.
 * @param declaration named by an amendment, a cancellation or a payment by declaration; else null
 * @param loaded outstanding charges and open sources of the account, and all charges of that declaration
 * @throws {RefusalError} `not-enough-overpayment`: a refund or transfer of more than there is; `total-too-large`: a ledger's
 * debt or overpayment would exceed 2^53 − 1 qəpik
 * @throws {MoreChargesNeededError} when settlement needs more outstanding charges than were loaded
 * @throws {MoreSourcesNeededError} when it needs more sources than were loaded
 */
export function post(...args: Parameters<typeof postInSteps>): Posting {
  return finish(postInSteps(...args))
}

/** As `post`, in steps: one event may settle any number of charges, and take money from any number of sources. */
export function* postInSteps(
  event: BookableEvent,
  account: Account,
  declaration: Declaration | null,
  loaded: LoadedState,
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
      yield* amend(builder, declaration!, event, 'amendment')
      break
    case 'declaration.cancelled':
      yield* cancel(builder, declaration!)
      break
    case 'overpayment.refunded':
      yield* refund(builder, event)
      break
    case 'overpayment.transferred':
      yield* transfer(builder, event)
      break
    case 'payment.received':
      if (declaration) yield* payDeclaration(builder, declaration, event)
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
    dueOn: event.dueOn,
    amended: false,
  }
  let number = 0
  for (const [fund, amount] of event.charges) {
    if (amount === 0) continue
    number += 1
    charge(builder, { ...of, number, fund, amount })
  }
}

/** R4: a higher total makes a new charge, a lower one a reduction. */
function* amend(
  builder: PostingBuilder,
  declaration: Declaration,
  { charges, dueOn }: Pick<DeclarationAmended, 'charges' | 'dueOn'>,
  cause: Cause,
): Steps<void> {
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
        dueOn,
        amended: true,
      })
    }
    if (total < current) yield* reduceFund(builder, declaration, { fund, amount: subtract(current, total), cause })
  }
}

/** R4: a cancellation lowers every fund to 0. */
function* cancel(builder: PostingBuilder, declaration: Declaration): Steps<void> {
  const nothing: Charges = new Map(FUNDS.map(fund => [fund, ZERO]))
  yield* amend(builder, declaration, { charges: nothing }, 'cancellation')
}

type NewCharge = Omit<Charge, 'row' | 'assessedOn' | 'dueOn' | 'reduced' | 'settled'> & {
  readonly dueOn: Charge['dueOn'] | undefined
}

function charge(builder: PostingBuilder, made: NewCharge): void {
  const { fund, amount, declaration, reference, amended } = made
  const cause = amended ? 'amendment' : null
  const change = { debt: { raised: amount } }
  const { seq, operationDate } = builder.addEntry(fund, 'assessment', amount, change, { declaration, reference, cause })
  builder.addCharge({
    ...made,
    row: seq,
    assessedOn: operationDate,
    dueOn: made.dueOn ?? operationDate,
    reduced: ZERO,
    settled: ZERO,
  })
}

/** R4: reduces the unpaid part first, newest charge first. The rest reduces the settled part and becomes overpayment. */
function* reduceFund(
  builder: PostingBuilder,
  declaration: Declaration,
  { fund, amount, cause }: { fund: Fund; amount: Qepik; cause: Cause },
): Steps<void> {
  const newestFirst = () =>
    builder
      .chargesOf(declaration.document)
      .filter(charge => charge.fund === fund)
      .reverse()
  const valueDate = builder.operationDate
  const reduced: Record<Effect, ReducedPart[]> = { debt: [], overpayment: [] }
  let left = amount
  for (const charge of newestFirst()) {
    const unpaid = min(outstanding(charge), left)
    if (unpaid === 0) continue
    builder.putCharge(reduce(charge, { unpaid, paid: ZERO }))
    reduced.debt.push({ chargedRow: charge.row, sourceRow: null, amount: unpaid, valueDate })
    left = subtract(left, unpaid)
  }
  const overpaid = left
  for (const charge of newestFirst()) {
    const paid = min(charge.settled, left)
    if (paid === 0) continue
    builder.putCharge(reduce(charge, { unpaid: ZERO, paid }))
    // R10: the principal stays as it was, so this part has no date.
    reduced.overpayment.push({ chargedRow: charge.row, sourceRow: null, amount: paid, valueDate: null })
    left = subtract(left, paid)
  }
  const change = {
    debt: { lowered: subtract(amount, overpaid) },
    overpayment: { raised: overpaid },
  }
  const row = builder.addEntry(fund, 'reduction', amount, change, { declaration: declaration.number, cause })
  for (const effect of EFFECTS) yield* builder.allocate(row, effect, reduced[effect])
}

type ReducedPart = Pick<Allocation, 'chargedRow' | 'sourceRow' | 'amount' | 'valueDate'>

/** R5: pays the declaration's outstanding customs charges. Note 1 excludes those of an amendment. The rest is advance. */
function* payDeclaration(builder: PostingBuilder, declaration: Declaration, event: PaymentReceived): Steps<void> {
  const { channel, paidOn: paymentDate, reference } = event
  const details = { declaration: declaration.number, channel, paymentDate, reference }
  const charges = builder.chargesOf(declaration.document).filter(isPayableByNumber)
  const payable = FUNDS.flatMap(fund => charges.filter(charge => charge.fund === fund))
  let left = event.amount
  for (const [charge, amount] of allocate(event.amount, payable)) {
    const row = builder.addEntry(charge.fund, 'hop-payment', amount, { debt: { lowered: amount } }, details)
    // R9: such a row is its own source.
    yield* close(builder, charge, row, [{ sourceRow: row.seq, amount, valueDate: paymentDate }])
    left = subtract(left, amount)
  }
  if (left > 0) builder.addEntry('advance', 'advance-payment-general', left, { overpayment: { raised: left } }, details)
}

/** R6: one row, on the advance (142330), on the named fund, or on an e-service ledger. */
function payByCodeOrFund(builder: PostingBuilder, event: PaymentReceived): void {
  const { amount, channel, paidOn: paymentDate, reference } = event
  const [ledger, type] = event.fund ? ([event.fund, 'advance-payment-single'] as const) : ledgerOfCode(event)
  builder.addEntry(ledger, type, amount, { overpayment: { raised: amount } }, { channel, paymentDate, reference })
}

/** R6a: one row that lowers the ledger's overpayment. */
function* refund(
  builder: PostingBuilder,
  { ledger, amount, paidOn: paymentDate, reference }: OverpaymentRefunded,
): Steps<void> {
  yield* takeOut(builder, { ledger, type: 'refund', amount }, { paymentDate, reference })
}

/** R6a: two rows, first the one on the ledger that the money leaves. */
function* transfer(builder: PostingBuilder, { from, to, amount, reference }: OverpaymentTransferred): Steps<void> {
  const details = { paymentDate: builder.operationDate, reference }
  yield* takeOut(builder, { ledger: from, type: 'transfer-out', amount }, details)
  builder.addEntry(to, 'transfer-in', amount, { overpayment: { raised: amount } }, details)
}

function* takeOut(
  builder: PostingBuilder,
  { ledger, type, amount }: { ledger: Ledger; type: OperationType; amount: Qepik },
  details: { paymentDate: PlainDate; reference: string | undefined },
): Steps<void> {
  if (amount > builder.overpayment(ledger)) throw new RefusalError('not-enough-overpayment')
  const row = builder.addEntry(ledger, type, amount, { overpayment: { lowered: amount } }, details)
  const parts = yield* builder.take(ledger, amount)
  yield* builder.allocate(
    row,
    'overpayment',
    parts.map(part => ({ ...part, chargedRow: null, valueDate: null })),
  )
}

function ledgerOfCode({ code, channel }: PaymentReceived): ['advance' | Fund, OperationType] {
  const hop = channel === 'hop'
  if (code === '802001') return ['eservice-fee', hop ? 'eservice-advance-hop' : 'eservice-advance']
  if (code === '114111') return ['eservice-vat', hop ? 'eservice-vat-advance-hop' : 'eservice-vat-advance']
  return ['advance', 'advance-payment-general']
}
