import type { Ledger } from '../fund.ts'
import type { LedgerEntry } from '../ledger-entry.ts'
import { bringsMoney } from '../operation-type.ts'
import type { Period } from '../period.ts'
import type { Steps } from '../steps.ts'
import { normalizedNumber, type Operation } from './line.ts'

/** What is compared: one ledger, or null for the whole account. */
export type Scope = Ledger | null

/** Whole qəpik: what a row does to the balance (overpayment less debt) of its ledger; 0 where it does nothing. */
export function effectOnLedger({ type, ledger, amount }: Pick<LedgerEntry, 'type' | 'ledger' | 'amount'>): number {
  if (type === 'overpayment-offset') return 0
  if (type === 'advance-drawdown') return ledger === 'advance' ? -amount : amount
  return type === 'assessment' || type === 'refund' || type === 'transfer-out' ? -amount : amount
}

/** Money within the account has no effect on the whole of it. */
function effectOf(entry: LedgerEntry, scope: Scope): number {
  const isWithin = entry.type === 'advance-drawdown' || entry.type === 'transfer-in' || entry.type === 'transfer-out'
  return scope === null && isWithin ? 0 : effectOnLedger(entry)
}

const ENTRIES_PER_STEP = 50

interface Kept {
  readonly scope: Scope
  readonly period: Period
  readonly isFiledByBroker: (declaration: string) => boolean
}

/**
 * Turns rows of the account into operations; payment rows of one event are one on the whole account.
 * @param entries rows that belong to the scope, in booking order; those of an event follow each other
 */
export function* toOperations(entries: readonly LedgerEntry[], kept: Kept): Steps<Operation[]> {
  const operations: Operation[] = []
  let last: { readonly eventId: string; readonly isPayment: boolean } | null = null
  for (const [index, entry] of entries.entries()) {
    if (index % ENTRIES_PER_STEP === 0) yield
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

function toOperation(entry: LedgerEntry, effect: number, { period, isFiledByBroker }: Kept): Operation {
  const { seq, operationDate, paymentDate, type, declaration, reference, ledger, cause } = entry
  const numbers = [declaration, reference].filter(number => number !== null).map(normalizedNumber)
  const isMoney = bringsMoney(type) || type === 'refund'
  return {
    position: seq,
    date: isMoney && paymentDate !== null ? paymentDate : operationDate,
    effect,
    numbers: [...new Set(numbers.filter(number => number !== ''))],
    ledger,
    inPeriod: operationDate >= period.from && operationDate <= period.to,
    text: '',
    type,
    cause,
    byBroker: declaration !== null && isFiledByBroker(declaration),
  }
}

function together(first: Operation, next: Operation): Operation {
  return {
    ...first,
    effect: first.effect + next.effect,
    ledger: first.ledger === next.ledger ? first.ledger : null,
  }
}
