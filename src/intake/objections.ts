/** Objections to reconciliation acts, as senders of the administration read and answer them. */
import * as z from 'zod'
import { columnsOf } from '../domain/act/compared.ts'
import { ACT_LINES } from '../domain/act/lines.ts'
import { LEDGERS } from '../domain/fund.ts'
import { manat } from '../domain/money.ts'
import { typedText } from '../domain/typed/text.ts'
import { isVoen, type Voen } from '../domain/voen.ts'
import type { ObjectionsPage, WaitingObjection } from '../services/papers/list-open-objections.ts'

const amount = z.string().meta({ pattern: '^[0-9]+\\.[0-9]{2}$', description: 'AZN with two decimal places' })
const day = z.iso.date()
const id = z.string().meta({
  pattern: '^[0-9]{9}[12]-[1-9][0-9]*-[1-9][0-9]*$',
  description: 'VÖEN, number of the act, number of the objection to it',
})

export const waitingObjection = z.strictObject({
  objection: id,
  voen: z.string().meta({ pattern: '^[0-9]{9}[12]$' }),
  company: z.string().meta({ description: 'Its name when the act was drawn up' }),
  act: z.int().min(1),
  from: day.meta({ description: 'The first day of the period of the act' }),
  to: day,
  ledger: z.enum(LEDGERS),
  line: z.enum(ACT_LINES as [string, ...string[]]).meta({ description: 'The line of the ledger that is objected to' }),
  customs: amount.meta({ description: 'The figure of customs' }),
  own: amount.nullable().meta({ description: 'The figure of the company; null when it names none' }),
  reason: z.string(),
  note: z.string().meta({ description: 'The document that shows it, in the words of the company; may be empty' }),
  raisedAt: z.iso.datetime(),
  raisedBy: z.string().meta({ description: 'The representative of the company' }),
})

export const objectionsAnswer = z.strictObject({
  objections: z.array(waitingObjection).meta({ description: 'Those without an answer, the earliest first' }),
  next: z.string().nullable().meta({ description: 'The parameter after of the next page; null on the last one' }),
})

export type ObjectionsAnswer = z.infer<typeof objectionsAnswer>

export const MAX_ANSWER = 500
const MAX_OFFICER = 100

/** The text that people see: without invisible characters, on one line. */
const shownText = (longest: number) =>
  z
    .string()
    .transform(text => typedText(text.toWellFormed()).replace(/\s+/g, ' '))
    .pipe(z.string().min(1).max(longest))

export const answerRequest = z.strictObject({
  objection: id,
  decision: z.enum(['accepted', 'rejected']),
  answer: shownText(MAX_ANSWER).meta({ description: 'What the company is told' }),
  officer: shownText(MAX_OFFICER)
    .optional()
    .meta({ description: 'Who decided; without it the company sees the title of the sender' }),
})

export type AnswerRequest = z.infer<typeof answerRequest>

export const answeredObjection = z.strictObject({ objection: id, became: z.enum(['accepted', 'rejected']) })

interface ObjectionName {
  readonly voen: Voen
  readonly act: number
  readonly objection: number
}

const NAME = /^(\d{10})-([1-9]\d{0,8})-([1-9]\d{0,8})$/

/** @returns null for a text that names none */
export function parseObjectionId(text: string): ObjectionName | null {
  const [, voen = '', act, objection] = NAME.exec(text) ?? []
  return isVoen(voen) ? { voen, act: Number(act), objection: Number(objection) } : null
}

type Cursor = NonNullable<ObjectionsPage['next']>

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(.*)$/

/** @returns null for a text that the list has not given */
export function parseObjectionCursor(text: string): Cursor | null {
  const [, at = '', name = ''] = CURSOR.exec(text) ?? []
  const place = parseObjectionId(name)
  return place && !Number.isNaN(Date.parse(at)) ? { at, ...place } : null
}

export function toObjectionsAnswer({ objections, next }: ObjectionsPage): ObjectionsAnswer {
  return { objections: objections.map(toWaiting), next: next && `${next.at}_${idOf(next)}` }
}

function toWaiting(waiting: WaitingObjection): z.infer<typeof waitingObjection> {
  const { voen, act, drawn, ledger, line, own, reason, note, at, by } = waiting
  const [customs] = columnsOf({ act: drawn, progress: { own: new Map() } }, ledger)
  return {
    objection: idOf(waiting),
    ...{ voen, company: drawn.company, act, ...drawn.period, ledger, line },
    customs: manat(customs[line]),
    own: own === null ? null : manat(own),
    ...{ reason, note, raisedAt: at.toISOString(), raisedBy: by.name },
  }
}

function idOf({ voen, act, objection }: { voen: string; act: number; objection: number }): string {
  return `${voen}-${act}-${objection}`
}
