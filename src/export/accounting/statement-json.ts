/** The statement as one JSON document, for programs that want more than a table. */

import * as z from 'zod'
import type { LedgerTotals } from '../../domain/account.ts'
import { LEDGERS } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { manat } from '../../domain/money.ts'
import type { Movements } from '../../domain/movements.ts'
import { CHANNELS, OPERATION_TYPES } from '../../domain/operation-type.ts'
import type { AccountingFile } from './money-account.ts'

const amount = z.string().meta({ pattern: '^[0-9]+\\.[0-9]{2}$', description: 'AZN with two decimal places' })
const day = z.iso.date()
const totals = z.strictObject({ debt: amount, overpayment: amount })

const operation = z.strictObject({
  row: z.int().meta({ description: 'The place among all rows of the account, from 1; it never changes' }),
  operationDate: day,
  type: z.enum(OPERATION_TYPES),
  declaration: z.string().nullable(),
  reference: z.string().nullable(),
  channel: z.enum(CHANNELS).nullable(),
  paymentDate: day.nullable(),
  amount,
  debt: amount.meta({ description: 'The ledger’s debt after the row' }),
  overpayment: amount.meta({ description: 'The ledger’s overpayment after the row' }),
  event: z.string(),
  cause: z.enum(['amendment', 'cancellation']).nullable(),
})

const movements = z
  .strictObject({
    assessed: amount,
    reducedUnpaid: amount,
    reducedPaid: amount,
    settled: amount,
    received: amount,
    used: amount,
    refunded: amount,
    transferredIn: amount,
    transferredOut: amount,
  })
  .meta({
    description:
      'closing debt = opening debt + assessed - reducedUnpaid - settled; closing overpayment = opening overpayment + received + reducedPaid + transferredIn - used - refunded - transferredOut',
  })

/** The document, for the published schema and for tests. */
export const statementDocument = z.strictObject({
  voen: z.string().meta({ pattern: '^[0-9]{9}[12]$' }),
  name: z.string(),
  from: day,
  to: day,
  madeAt: z.iso.datetime(),
  currency: z.literal('AZN'),
  ledgers: z.array(
    z.strictObject({
      ledger: z.enum(LEDGERS),
      opening: totals,
      movements,
      closing: totals,
      operations: z.array(operation).meta({ description: 'Oldest first' }),
    }),
  ),
})

/** Yields the document in pieces, a row a line. */
export async function* statementJson({ statement, now }: AccountingFile): AsyncGenerator<string> {
  const { voen, name, from, to, ledgers } = statement
  const head = { voen, name, from, to, madeAt: now.toISOString(), currency: 'AZN' }
  yield `${JSON.stringify(head).slice(0, -1)},"ledgers":[`
  for (const [index, { turnover, walk }] of ledgers.entries()) {
    const { ledger, opening, closing, movements } = turnover
    const of = { ledger, opening: amounts(opening), movements: amounts(movements), closing: amounts(closing) }
    yield `${index > 0 ? ',' : ''}\n${JSON.stringify(of).slice(0, -1)},"operations":[`
    let separator = '\n'
    for await (const entries of walk()) {
      yield separator + entries.map(entry => JSON.stringify(operationOf(entry))).join(',\n')
      separator = ',\n'
    }
    yield ']}'
  }
  yield ']}\n'
}

function operationOf(entry: LedgerEntry): z.infer<typeof operation> {
  const { seq, operationDate, type, declaration, reference, channel, paymentDate, eventId, cause } = entry
  return {
    row: seq,
    operationDate,
    type,
    declaration,
    reference,
    channel,
    paymentDate,
    amount: manat(entry.amount),
    debt: manat(entry.debt),
    overpayment: manat(entry.overpayment),
    event: eventId,
    cause,
  }
}

function amounts<Figures extends LedgerTotals | Movements>(figures: Figures): Record<keyof Figures, string> {
  const written = Object.entries(figures).map(([name, figure]) => [name, manat(figure)])
  return Object.fromEntries(written)
}
