import * as z from 'zod'
import { canonicalJson } from './canonical-json.ts'
import { bakuDate, type PlainDate, parseInstant, parsePlainDate } from './dates.ts'
import { type DeclarationNumber, isDeclarationNumber } from './declaration.ts'
import { CUSTOMS_FUNDS, FUNDS, type Fund, LEDGERS, type Ledger, TRANSFER_LEDGERS, type TransferLedger } from './fund.ts'
import { parseAmount, type Qepik } from './money.ts'
import { CHANNELS, type Channel, PAYMENT_CODES, type PaymentCode } from './operation-type.ts'
import type { Problem } from './problem.ts'
import { recordOf } from './record.ts'
import { isVoen, type Voen } from './voen.ts'

/** Amounts by fund, always in fund order. */
export type Charges = ReadonlyMap<Fund, Qepik>

interface Fact {
  readonly id: string
  /** The event's own date in Asia/Baku. */
  readonly occurredOn: PlainDate
}

export interface TaxpayerRegistered extends Fact {
  readonly type: 'taxpayer.registered'
  readonly voen: Voen
  readonly name: string
}
export interface DeclarationAssessed extends Fact {
  readonly type: 'declaration.assessed'
  readonly voen: Voen
  readonly declaration: DeclarationNumber
  readonly declarant?: Voen | undefined
  readonly charges: Charges
  /** The last day to pay. */
  readonly dueOn?: PlainDate | undefined
}
export interface DeclarationAmended extends Fact {
  readonly type: 'declaration.amended'
  readonly voen: Voen
  readonly declaration: DeclarationNumber
  /** The new total of each listed fund; funds not listed stay. */
  readonly charges: Charges
  /** Of the charges that it makes. */
  readonly dueOn?: PlainDate | undefined
}
export interface DeclarationCancelled extends Fact {
  readonly type: 'declaration.cancelled'
  readonly voen: Voen
  readonly declaration: DeclarationNumber
}
export interface ChargeAssessed extends Fact {
  readonly type: 'charge.assessed'
  readonly voen: Voen
  readonly reference: string
  readonly charges: Charges
  readonly dueOn?: PlainDate | undefined
}
/**
 * A payment names exactly one target: a revenue code, a fund or a declaration. A payment by code without `voen` is one whose
 * payer could not be told.
 */
export interface PaymentReceived extends Fact {
  readonly type: 'payment.received'
  readonly voen?: Voen | undefined
  readonly channel: Channel
  readonly paidOn: PlainDate
  readonly amount: Qepik
  readonly code?: PaymentCode | undefined
  readonly fund?: Fund | undefined
  readonly declaration?: DeclarationNumber | undefined
  /** The number of the payment order or receipt. */
  readonly reference?: string | undefined
}
/** Says whose money a held payment is, and for what. */
export interface PaymentAssigned extends Fact {
  readonly type: 'payment.assigned'
  readonly voen: Voen
  /** The id of the held payment. */
  readonly payment: string
  readonly code?: PaymentCode | undefined
  readonly fund?: Fund | undefined
}
export interface OverpaymentRefunded extends Fact {
  readonly type: 'overpayment.refunded'
  readonly voen: Voen
  readonly ledger: Ledger
  readonly amount: Qepik
  readonly paidOn: PlainDate
  readonly reference?: string | undefined
}
export interface OverpaymentTransferred extends Fact {
  readonly type: 'overpayment.transferred'
  readonly voen: Voen
  readonly from: TransferLedger
  readonly to: TransferLedger
  readonly amount: Qepik
  readonly reference?: string | undefined
}

/** The events of the contract (README.md, "Events"). */
export type CustomsEvent =
  | TaxpayerRegistered
  | DeclarationAssessed
  | DeclarationAmended
  | DeclarationCancelled
  | ChargeAssessed
  | PaymentReceived
  | PaymentAssigned
  | OverpaymentRefunded
  | OverpaymentTransferred

/** The events that the posting rules know. An assignment is booked as the payment that it assigns. */
export type BookableEvent = Exclude<CustomsEvent, PaymentAssigned>

/** A parsed event and its canonical JSON, which alone decides whether two events are equal. */
export interface Delivery {
  readonly event: CustomsEvent
  readonly content: string
}

export type MalformedCode =
  | 'not-json'
  | 'not-an-object'
  | 'too-long'
  | 'too-deep'
  | 'missing'
  | 'unknown-field'
  | 'malformed'
  | 'in-the-future'
  | 'no-charges'
  | 'not-positive'
  | 'one-target'
  | 'target-channel'
  | 'same-ledger'

/** A line may hold thousands of unknown fields. */
const MAX_PROBLEMS = 50

/** A problem may name an unknown field, whose name may be as long as the line. */
const MAX_FIELD = 128

/** Twice the longest instant with nanoseconds. */
const MAX_INSTANT = 64

const MAX_AHEAD_MS = 24 * 60 * 60 * 1000

/** Text of 1 to `longest` code points that UTF-8 can encode. */
const text = (longest: number) =>
  z
    .string()
    .refine(value => value !== '' && value.isWellFormed() && [...value].length <= longest)
    .meta({ minLength: 1, maxLength: longest })

// OpenAPI cannot show refinements and transformations, so `meta` repeats them as JSON Schema.
const voen = z.string().refine(isVoen).meta({ pattern: '^[0-9]{9}[12]$' })
const reference = text(100)
const declaration = z.string().refine(isDeclarationNumber).meta({ pattern: '^[0-9A-Z/-]{1,40}$' })
const amountText = z.string().meta({ pattern: '^[0-9]{1,13}(\\.[0-9]{1,2})?$' })
const amount = amountText.transform((value, context) => parseAmount(value) ?? malformed(context))
const dateText = z.string().meta({ format: 'date' })
const date = dateText.transform((value, context) => parsePlainDate(value) ?? malformed(context))

const charges = z
  .strictObject(recordOf(FUNDS, () => amount.optional()))
  .meta({ minProperties: 1 })
  .transform((amounts, context): Charges => {
    const named = FUNDS.filter(fund => amounts[fund] !== undefined)
    if (named.length === 0) context.addIssue({ code: 'custom', params: { code: 'no-charges' } })
    return new Map(named.map(fund => [fund, amounts[fund]!]))
  })

const fact = {
  id: text(128),
  occurredAt: z
    .string()
    .meta({ format: 'date-time', maxLength: MAX_INSTANT })
    .transform((value, context) => {
      const instant_ms = parseInstant(value)
      const date = instant_ms === null ? null : bakuDate(instant_ms)
      return date === null ? malformed(context) : { instant_ms: instant_ms as number, date }
    }),
}

/** JSON Schema: the amount is not 0. */
const POSITIVE = { properties: { amount: { pattern: '[1-9]' } } }

/** Notes problems that concern several fields, or the value of one. */
function problemsIn({ value, issues }: z.core.ParsePayload) {
  return (code: MalformedCode, field?: string) =>
    issues.push({ code: 'custom', params: { code }, path: field ? [field] : [], input: value })
}

/** JSON Schema: at least one of the fields is present. */
const anyOf = (...fields: string[]) => ({ anyOf: fields.map(field => ({ required: [field] })) })

const payment = z
  .strictObject({
    ...fact,
    type: z.literal('payment.received'),
    voen: voen.optional(),
    channel: z.enum(CHANNELS),
    paidOn: date,
    amount,
    code: z.enum(PAYMENT_CODES).optional(),
    fund: z.enum(CUSTOMS_FUNDS).optional(),
    declaration: declaration.optional(),
    reference: reference.optional(),
  })
  .check(context => {
    const { value } = context
    const problem = problemsIn(context)
    const targets = [value.code, value.fund, value.declaration].filter(target => target !== undefined)
    if (value.amount === 0) problem('not-positive', 'amount')
    if (targets.length !== 1) problem('one-target')
    else if (value.fund && !value.voen) problem('missing', 'voen')
    if (value.declaration && value.channel !== 'hop') problem('target-channel', 'channel')
    if (value.channel === 'vat-deposit' && value.fund !== 'vat') problem('target-channel', 'channel')
  })
  .meta({
    oneOf: [
      { required: ['code'], not: anyOf('fund', 'declaration') },
      { required: ['fund', 'voen'], not: anyOf('code', 'declaration') },
      { required: ['declaration'], not: anyOf('code', 'fund'), properties: { channel: { const: 'hop' } } },
    ],
    anyOf: [
      { properties: { channel: { enum: CHANNELS.filter(channel => channel !== 'vat-deposit') } } },
      { required: ['fund'], properties: { fund: { const: 'vat' } } },
    ],
    allOf: [POSITIVE],
  })

const assignment = z
  .strictObject({
    ...fact,
    type: z.literal('payment.assigned'),
    voen,
    payment: text(128),
    code: z.enum(PAYMENT_CODES).optional(),
    fund: z.enum(CUSTOMS_FUNDS).optional(),
  })
  .check(context => {
    const { code, fund } = context.value
    if ((code === undefined) === (fund === undefined)) problemsIn(context)('one-target')
  })
  .meta({ oneOf: [{ required: ['code'] }, { required: ['fund'] }] })

const refund = z
  .strictObject({
    ...fact,
    type: z.literal('overpayment.refunded'),
    voen,
    ledger: z.enum(LEDGERS),
    amount,
    paidOn: date,
    reference: reference.optional(),
  })
  .check(context => {
    if (context.value.amount === 0) problemsIn(context)('not-positive', 'amount')
  })
  .meta({ allOf: [POSITIVE] })

const transfer = z
  .strictObject({
    ...fact,
    type: z.literal('overpayment.transferred'),
    voen,
    from: z.enum(TRANSFER_LEDGERS),
    to: z.enum(TRANSFER_LEDGERS),
    amount,
    reference: reference.optional(),
  })
  .check(context => {
    const problem = problemsIn(context)
    if (context.value.amount === 0) problem('not-positive', 'amount')
    if (context.value.from === context.value.to) problem('same-ledger', 'to')
  })
  .meta({
    allOf: [POSITIVE],
    not: { oneOf: TRANSFER_LEDGERS.map(code => ({ properties: { from: { const: code }, to: { const: code } } })) },
  })

/** The schema of an event, exported for the OpenAPI document. `parseEvent` reads events. */
export const contract = z.discriminatedUnion('type', [
  z.strictObject({
    ...fact,
    type: z.literal('taxpayer.registered'),
    voen,
    name: text(200),
  }),
  z.strictObject({
    ...fact,
    type: z.literal('declaration.assessed'),
    voen,
    declaration,
    declarant: voen.optional(),
    charges,
    dueOn: date.optional(),
  }),
  z.strictObject({
    ...fact,
    type: z.literal('declaration.amended'),
    voen,
    declaration,
    charges,
    dueOn: date.optional(),
  }),
  z.strictObject({
    ...fact,
    type: z.literal('declaration.cancelled'),
    voen,
    declaration,
  }),
  z.strictObject({
    ...fact,
    type: z.literal('charge.assessed'),
    voen,
    reference,
    charges,
    dueOn: date.optional(),
  }),
  payment,
  assignment,
  refund,
  transfer,
])

/**
 * Parses the JSON text of one event.
 * @param now the clock at delivery; absent in a replay, which checks `occurredAt` neither against a clock nor for its
 *   length: a store may have events that were accepted before its length was limited
 * @returns the delivery, or the problems found, at most 50
 */
export function parseEvent(json: string, now?: Date): Delivery | { problems: Problem<MalformedCode>[] } {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { problems: [{ code: 'not-json' }] }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problems: [{ code: 'not-an-object' }] }
  }
  const result = contract.safeParse(value, { reportInput: true })
  if (!result.success) return { problems: result.error.issues.flatMap(toProblems).slice(0, MAX_PROBLEMS) }
  const { occurredAt, ...said } = result.data
  if (now && (value as { occurredAt: string }).occurredAt.length > MAX_INSTANT) {
    return { problems: [{ code: 'malformed', field: 'occurredAt' }] }
  }
  if (now && occurredAt.instant_ms > now.getTime() + MAX_AHEAD_MS) {
    return { problems: [{ code: 'in-the-future', field: 'occurredAt' }] }
  }
  return {
    event: { ...said, occurredOn: occurredAt.date },
    content: canonicalJson(value),
  }
}

function malformed(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom' })
  return z.NEVER
}

/** Turns a schema issue into problems: one, or one for each unknown field. */
function toProblems(issue: z.core.$ZodIssue): Problem<MalformedCode>[] {
  const field = (...path: PropertyKey[]) => ({
    field: [...issue.path, ...path].join('.').slice(0, MAX_FIELD),
  })
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => ({ code: 'unknown-field', ...field(key) }))
  if (issue.code === 'invalid_union') {
    return [
      {
        code: (issue.input as { type?: unknown }).type === undefined ? 'missing' : 'malformed',
        field: 'type',
      },
    ]
  }
  const code = issue.code === 'custom' ? issue.params?.code : issue.input === undefined ? 'missing' : undefined
  return [{ code: code ?? 'malformed', ...(issue.path.length > 0 && field()) }]
}
