/** Which lines of an act of reconciliation a result touches, and by how much. */
import { type ActLine, isActLine } from '../act/lines.ts'
import type { Ledger } from '../fund.ts'
import type { OperationPart, OwnLine, PartType } from './line.ts'
import { partsOf, type Scope } from './operations.ts'
import type { Match } from './outcome.ts'

/** What both sides have on one line of an act, in qəpik: figures of the line, not effects. */
export interface TouchedLine {
  readonly ledger: Ledger
  readonly line: ActLine
  readonly customs: bigint
  readonly own: bigint
}

export interface Touched {
  /** Those with the greatest difference first. */
  readonly lines: readonly TouchedLine[]
  /** Lines of own books that name no ledger and have no partner that does. */
  readonly unplaced: readonly OwnLine[]
}

/** Lines whose figures lower the balance of the trader. */
const LOWERING: readonly ActLine[] = ['assessed', 'refunded', 'transferredOut', 'used']

/** @returns null where the act counts such rows on no line of its own */
function lineOfType(ledger: Ledger, type: PartType): ActLine | null {
  switch (type) {
    case 'assessment':
      return 'assessed'
    case 'reduction':
      return 'reducedUnpaid'
    case 'reduction-paid':
      return 'reducedPaid'
    case 'refund':
      return 'refunded'
    case 'transfer-in':
      return 'transferredIn'
    case 'transfer-out':
      return 'transferredOut'
    case 'hop-payment':
      return 'settled'
    case 'advance-drawdown':
      return ledger === 'advance' ? 'used' : 'settled'
    case 'overpayment-offset':
      return null
    default:
      return 'received'
  }
}

/** Where own books would be booked that customs do not have. */
export function lineOfEffect(ledger: Ledger, effect: number): ActLine {
  if (effect < 0) return isActLine(ledger, 'assessed') ? 'assessed' : 'refunded'
  const isPaidInAdvance = ledger === 'advance' || ledger === 'eservice-fee' || ledger === 'eservice-vat'
  return isPaidInAdvance ? 'received' : 'settled'
}

class Sums {
  readonly #lines = new Map<string, { ledger: Ledger; line: ActLine; customs: bigint; own: bigint }>()

  add(side: 'customs' | 'own', ledger: Ledger, line: ActLine, effect: number): void {
    const key = `${ledger} ${line}`
    const sums = this.#lines.get(key) ?? { ledger, line, customs: 0n, own: 0n }
    sums[side] += BigInt(LOWERING.includes(line) ? -effect : effect)
    this.#lines.set(key, sums)
  }

  list(): TouchedLine[] {
    const gap = ({ customs, own }: TouchedLine) => (own > customs ? own - customs : customs - own)
    return [...this.#lines.values()].sort((one, other) => Number(gap(other) - gap(one)))
  }
}

/** Finds what a result changes within its period. A line without a ledger lies where its partners do. */
export function touchedLines({ lines, operations }: Match, scope: Scope): Touched {
  const sums = new Sums()
  const parts = operations.flatMap(partsOf)
  for (const operation of operations) {
    if (!operation.inPeriod) continue
    for (const { ledger, type, effect } of partsOf(operation)) {
      const line = lineOfType(ledger, type)
      if (line) sums.add('customs', ledger, line, effect)
    }
  }
  const within = lines.filter(({ inPeriod }) => inPeriod)
  for (const { ledger, effect } of within) {
    if (ledger === null) continue
    const ofLedger = parts.filter(part => part.ledger === ledger)
    addOwn(sums, ledger, ofLedger, effect)
  }
  const nameless = within.filter(({ ledger }) => ledger === null)
  if (nameless.length === 0) return { lines: sums.list(), unplaced: [] }
  const effect = nameless.reduce((sum, line) => sum + line.effect, 0)
  if (parts.length > 0) addOwn(sums, greatestOf(parts).ledger, parts, effect)
  else if (scope !== null) addOwn(sums, scope, [], effect)
  else return { lines: sums.list(), unplaced: nameless }
  return { lines: sums.list(), unplaced: [] }
}

/**
 * As the partners lie, if they move the balance in the same direction; what is more or less is on the greatest of them.
 * @param ledger where it lies without such partners
 */
function addOwn(sums: Sums, ledger: Ledger, parts: readonly OperationPart[], effect: number): void {
  const all = parts.reduce((sum, part) => sum + part.effect, 0)
  if (parts.length === 0 || Math.sign(effect) !== Math.sign(all)) {
    sums.add('own', ledger, lineOfEffect(ledger, effect), effect)
    return
  }
  const greatest = greatestOf(parts)
  for (const part of parts) {
    const line = lineOfType(part.ledger, part.type) ?? lineOfEffect(part.ledger, part.effect)
    sums.add('own', part.ledger, line, part === greatest ? part.effect + effect - all : part.effect)
  }
}

function greatestOf(parts: readonly OperationPart[]): OperationPart {
  return parts.reduce((one, other) => (Math.abs(other.effect) > Math.abs(one.effect) ? other : one))
}
