/** Responses to senders. The schemas also make the published contract. */
import * as z from 'zod'
import type { AccountBill, DeclarationBill } from '../domain/bill.ts'
import { WAITS } from '../domain/decision.ts'
import { CUSTOMS_FUNDS } from '../domain/fund.ts'
import { manat } from '../domain/money.ts'
import type { Problem } from '../domain/problem.ts'
import { recordOf } from '../domain/record.ts'
import { explain, NOT_PAYABLE_BY_NUMBER } from '../i18n/operator-en.ts'
import type { DeliveryReport, Line } from '../services/intake/deliver-events.ts'
import type { Outcome } from '../services/intake/event-processor.ts'
import type { HeldGauge } from '../services/intake/held.ts'
import { parse } from './parse.ts'

const amount = z.string().meta({ pattern: '^[0-9]+\\.[0-9]{2}$', description: 'AZN with two decimal places' })
const voen = z.string().meta({ pattern: '^[0-9]{9}[12]$' })
const name = z.string().meta({ description: 'The taxpayer’s name, of each word the first letter only' })

export const eventProblem = z.strictObject({
  code: z.string().meta({ description: 'Stable, for programs' }),
  field: z.string().optional().meta({ description: 'The field it is about, such as charges.vat' }),
  message: z.string().meta({ description: 'For people' }),
})

export const eventAnswer = z.strictObject({
  id: z.string().nullable().meta({ description: 'The id of the event; null when it has none that can be read' }),
  became: z.enum(['applied', 'duplicate', 'held', 'rejected']),
  waitsFor: z.enum(WAITS).optional().meta({ description: 'What it waits for; with held only' }),
  problems: z.array(eventProblem).meta({ description: 'Why it was rejected; else empty' }),
})

export type EventAnswer = z.infer<typeof eventAnswer>

export const accountBill = z.strictObject({
  voen,
  name,
  codes: z.array(
    z.strictObject({
      code: z.enum(['142330', '802001', '114111']),
      advance: amount.optional().meta({ description: 'What the advance holds now; with 142330 only' }),
    }),
  ),
  funds: z.array(z.strictObject({ fund: z.enum(CUSTOMS_FUNDS), debt: amount })),
})

export const declarationBill = z.strictObject({
  declaration: z.string(),
  voen,
  name,
  cancelled: z.boolean(),
  payable: amount.meta({ description: 'What may be paid by this number' }),
  funds: z.array(z.strictObject({ fund: z.enum(CUSTOMS_FUNDS), open: amount })),
  notPayableByNumber: z
    .strictObject({ amount, code: z.literal('amended-debt'), reason: z.string() })
    .optional()
    .meta({ description: 'Debt born of an amendment, which is paid by VÖEN to 142330 only' }),
})

export const gaugeAnswer = z.strictObject({
  count: z.int().min(0).meta({ description: 'How many events are held' }),
  waitsFor: z
    .strictObject(recordOf(WAITS, () => z.int().min(0)))
    .meta({ description: 'How many wait for a registration, an assessment, or their assignment' }),
  oldestSeconds: z.int().min(0).nullable().meta({ description: 'How long the earliest of them has waited' }),
  rejected: z
    .int()
    .min(0)
    .meta({ description: 'How much was rejected since an operator last cleared it, each kept content once' }),
}) satisfies z.ZodType<HeldGauge>

/** RFC 9457. */
export const problemAnswer = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().meta({ description: 'Stable, for programs' }),
})

export type ProblemAnswer = z.infer<typeof problemAnswer>

/** One answer per event, after its group is durable: a held event that the group released has its final outcome. */
export function answersOf(lines: readonly Line[], { outcomes, released }: DeliveryReport): EventAnswer[] {
  const later = new Map(released.map(({ arrival, outcome }) => [arrival, outcome]))
  return outcomes.map((outcome, index) => {
    const became = outcome.became === 'held' ? (later.get(outcome.arrival) ?? outcome) : outcome
    return toAnswer(idOf(lines[index]!), became)
  })
}

function toAnswer(id: string | null, outcome: Outcome): EventAnswer {
  const problems = outcome.became === 'rejected' ? outcome.problems.map(toProblem) : []
  const { became } = outcome
  return { id, became, ...(became === 'held' && { waitsFor: outcome.waitsFor }), problems }
}

function toProblem(problem: Problem): EventAnswer['problems'][number] {
  const { code, field } = problem
  return {
    code,
    ...(field !== undefined && { field: field.toWellFormed() }),
    message: explain([problem]).toWellFormed(),
  }
}

const MAX_ID = 128

/** The event's id, for the sender to match; null when it has none that can be read. */
export function idOf(line: Line): string | null {
  const value = typeof line === 'string' ? parse(line) : undefined
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined
  return typeof id === 'string' && id.isWellFormed() && [...id].length <= MAX_ID ? id : null
}

export function toAccountBill({ voen, maskedName, debts, advance }: AccountBill): z.infer<typeof accountBill> {
  return {
    voen,
    name: maskedName,
    codes: [{ code: '142330', advance: manat(advance) }, { code: '802001' }, { code: '114111' }],
    funds: CUSTOMS_FUNDS.map(fund => ({ fund, debt: manat(debts[fund] ?? 0n) })),
  }
}

export function toDeclarationBill(bill: DeclarationBill): z.infer<typeof declarationBill> {
  const { declaration, voen, maskedName: name, cancelled, payable, funds, amendedOutstanding } = bill
  return {
    declaration,
    voen,
    name,
    cancelled,
    payable: manat(payable),
    funds: funds.map(({ fund, outstanding }) => ({
      fund: fund as (typeof CUSTOMS_FUNDS)[number],
      open: manat(outstanding),
    })),
    ...(amendedOutstanding > 0 && {
      notPayableByNumber: { amount: manat(amendedOutstanding), code: 'amended-debt', reason: NOT_PAYABLE_BY_NUMBER },
    }),
  }
}
