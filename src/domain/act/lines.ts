/** The lines of an act of reconciliation: two bridges a ledger, each of which leads from an opening to a closing balance. */
import type { LedgerTotals } from '../account.ts'
import type { Ledger } from '../fund.ts'
import { BRIDGES, type Movements } from '../movements.ts'

export type ActSide = keyof typeof BRIDGES

export type ActLine = 'openingDebt' | 'closingDebt' | 'openingOverpayment' | 'closingOverpayment' | keyof Movements

/** A line, and what it does to the balance of its side. */
interface BridgeLine {
  readonly line: ActLine
  readonly effect: 'opens' | 'raises' | 'lowers' | 'closes'
}

const movementsOf = (side: ActSide): BridgeLine[] => BRIDGES[side].map(([line, effect]) => ({ line, effect }))

const LINES: Readonly<Record<ActSide, readonly BridgeLine[]>> = {
  debt: [{ line: 'openingDebt', effect: 'opens' }, ...movementsOf('debt'), { line: 'closingDebt', effect: 'closes' }],
  overpayment: [
    { line: 'openingOverpayment', effect: 'opens' },
    ...movementsOf('overpayment'),
    { line: 'closingOverpayment', effect: 'closes' },
  ],
}

/** All lines, in the order of the act. */
export const ACT_LINES: readonly ActLine[] = [...LINES.debt, ...LINES.overpayment].map(({ line }) => line)

/** The advance has no debt. */
export function sidesOf(ledger: Ledger): readonly ActSide[] {
  return ledger === 'advance' ? ['overpayment'] : ['debt', 'overpayment']
}

export function bridgeOf(side: ActSide): readonly BridgeLine[] {
  return LINES[side]
}

/** The lines of a ledger, in the order of the act. */
export function actLinesOf(ledger: Ledger): ActLine[] {
  return sidesOf(ledger).flatMap(side => LINES[side].map(({ line }) => line))
}

export function isActLine(ledger: Ledger, text: string): text is ActLine {
  return actLinesOf(ledger).some(line => line === text)
}

/** In qəpik. Sums of many amounts are bigint. */
export type ActFigures = Readonly<Record<ActLine, bigint>>

/** The figures that a trader has stated; a line without one is left open. */
export type OwnFigures = Readonly<Partial<Record<ActLine, bigint>>>

interface Turnover {
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  readonly movements: Movements
}

export function actFiguresOf({ opening, closing, movements }: Turnover): ActFigures {
  return {
    openingDebt: BigInt(opening.debt),
    closingDebt: BigInt(closing.debt),
    openingOverpayment: BigInt(opening.overpayment),
    closingOverpayment: BigInt(closing.overpayment),
    ...movements,
  }
}

/** Whether a ledger had a balance or a movement in the period. */
export function isActive(figures: ActFigures): boolean {
  return Object.values(figures).some(figure => figure !== 0n)
}

/** A line with both columns. */
export interface ComparedLine {
  readonly line: ActLine
  readonly customs: bigint
  /** Null where the trader has stated nothing. */
  readonly own: bigint | null
  /** The trader's figure less that of customs; null where the trader has stated nothing. */
  readonly difference: bigint | null
}

export function compareLine(line: ActLine, customs: ActFigures, own: OwnFigures): ComparedLine {
  const [ours, theirs] = [customs[line], own[line] ?? null]
  return { line, customs: ours, own: theirs, difference: theirs === null ? null : theirs - ours }
}

/**
 * By how much the trader's own closing balance differs from what the trader's other figures of the side come to.
 * @returns null while one of them is missing, and where they add up
 */
export function gapOf(side: ActSide, own: OwnFigures): bigint | null {
  let sum = 0n
  for (const { line, effect } of LINES[side]) {
    const figure = own[line]
    if (figure === undefined) return null
    if (effect === 'closes') return figure === sum ? null : figure - sum
    sum += effect === 'lowers' ? -figure : figure
  }
  return null
}
