import type { Ledger } from '../fund.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import { bringsMoney } from '../operation-type.ts'
import type { Period } from '../period.ts'
import { numbersOfCell, type Operation, type OperationPart } from './line.ts'

/** What is compared: one ledger, or null for the whole account. */
export type Scope = Ledger | null

/** Whole qəpik: what a row does to the balance (overpayment less debt) of its ledger; 0 where it does nothing. */
export function effectOnLedger({ type, ledger, amount }: Pick<LedgerEntry, 'type' | 'ledger' | 'amount'>): number {
  if (type === 'overpayment-offset') return 0
  if (type === 'advance-drawdown') return ledger === 'advance' ? -amount : amount
  return type === 'assessment' || type === 'refund' || type === 'transfer-out' ? -amount : amount
}

/** Money within the account has no effect on the whole of it. */
function effectOf(entry: ComparedEntry, scope: Scope): number {
  const isWithin = entry.type === 'advance-drawdown' || entry.type === 'transfer-in' || entry.type === 'transfer-out'
  return scope === null && isWithin ? 0 : effectOnLedger(entry)
}

/** What the comparison needs of a row. */
export interface ComparedEntry
  extends Pick<
    LedgerEntry,
    | 'seq'
    | 'eventId'
    | 'operationDate'
    | 'paymentDate'
    | 'type'
    | 'ledger'
    | 'amount'
    | 'declaration'
    | 'reference'
    | 'cause'
  > {
  /** The part of a reduction that became overpayment, in qəpik; 0 for every other row. */
  readonly becameOverpayment: number
}

interface Kept {
  readonly scope: Scope
  readonly period: Period
  readonly isFiledByBroker: (declaration: string) => boolean
}

/**
 * Turns rows of the account into operations; payment rows of one event are one on the whole account.
 * @param entries rows that belong to the scope, in any order
 */
export function toOperations(entries: readonly ComparedEntry[], kept: Kept): Operation[] {
  const operations: Operation[] = []
  let last: { readonly eventId: string; readonly isPayment: boolean } | null = null
  // In booking order those of an event follow each other.
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    const effect = effectOf(entry, kept.scope)
    if (effect === 0) continue
    const operation = toOperation(entry, effect, kept)
    const isPayment = bringsMoney(entry.type)
    if (kept.scope === null && isPayment && last?.isPayment && last.eventId === entry.eventId) {
      operations.push(together(operations.pop()!, operation))
    } else operations.push(operation)
    last = { eventId: entry.eventId, isPayment }
  }
  return operations
}

function toOperation(entry: ComparedEntry, effect: number, { period, isFiledByBroker }: Kept): Operation {
  const { seq, operationDate, paymentDate, type, declaration, reference, ledger, cause } = entry
  const numbers = [declaration, reference].filter(number => number !== null).flatMap(numbersOfCell)
  const isMoney = bringsMoney(type) || type === 'refund'
  return {
    position: seq,
    date: isMoney && paymentDate !== null ? paymentDate : operationDate,
    effect,
    numbers: [...new Set(numbers)],
    ledger,
    inPeriod: operationDate >= period.from && operationDate <= period.to,
    text: '',
    type,
    cause,
    byBroker: declaration !== null && isFiledByBroker(declaration),
    ...(entry.becameOverpayment > 0 && { parts: sidesOfReduction(entry) }),
  }
}

function sidesOfReduction({ ledger, amount, becameOverpayment }: ComparedEntry): readonly OperationPart[] {
  const paid = { ledger, type: 'reduction-paid', effect: becameOverpayment } as const
  const unpaid = { ledger, type: 'reduction', effect: amount - becameOverpayment } as const
  return unpaid.effect > 0 ? [unpaid, paid] : [paid]
}

function together(first: Operation, next: Operation): Operation {
  return {
    ...first,
    effect: first.effect + next.effect,
    ledger: first.ledger === next.ledger ? first.ledger : null,
    parts: [...partsOf(first), ...partsOf(next)],
  }
}

/** The rows of an operation, a reduction in its two sides. */
export function partsOf({ parts, ledger, type, effect }: Operation): readonly OperationPart[] {
  // Only an operation of several rows can be without a ledger.
  return parts ?? [{ ledger: ledger!, type, effect }]
}
