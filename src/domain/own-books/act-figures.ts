/** The figures that own books give the company's column of an act. */
import { type ActFigures, type ActLine, bridgeOf, type OwnFigures, sidesOf } from '../act/lines.ts'
import type { Ledger } from '../fund.ts'
import type { Correction } from './comparing-answer.ts'
import type { Scope } from './operations.ts'

/** What a comparison has found, in qəpik. Balances are overpayment less debt. */
export interface ComparedFigures {
  readonly scope: Scope
  readonly opening: bigint
  /** Null for that of customs. */
  readonly ownOpening: bigint | null
  /** By how much own books differ on a line. */
  readonly corrections: readonly Correction[]
}

/**
 * The figures of customs with what own books have instead. A line of which own books do not say enough is left out:
 * a balance says nothing of debt and overpayment apart, and no figure is negative.
 */
export function figuresFromBooks(ledger: Ledger, customs: ActFigures, compared: ComparedFigures): OwnFigures {
  const own: Partial<Record<ActLine, bigint>> = {}
  const isSameOpening = compared.ownOpening === null || compared.ownOpening === compared.opening
  for (const side of sidesOf(ledger)) {
    let sum: bigint | null = 0n
    for (const { line, effect } of bridgeOf(side)) {
      const figure: bigint | null =
        effect === 'closes' ? sum : effect === 'opens' ? openingOf(line) : customs[line] + correctionOf(line)
      const isKnown: boolean = figure !== null && figure >= 0n
      if (isKnown) own[line] = figure!
      sum = sum !== null && isKnown ? sum + (effect === 'lowers' ? -figure! : figure!) : null
    }
  }
  return own

  function openingOf(line: ActLine): bigint | null {
    if (isSameOpening) return customs[line]
    return ledger === 'advance' && compared.scope === ledger ? compared.ownOpening : null
  }

  function correctionOf(line: ActLine): bigint {
    return compared.corrections.find(one => one.ledger === ledger && one.line === line)?.amount ?? 0n
  }
}
