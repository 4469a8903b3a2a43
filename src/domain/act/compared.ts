/** An act with both columns, as pages and files show it. */
import type { Ledger } from '../fund.ts'
import type { Act, ActProgress } from './act.ts'
import {
  type ActFigures,
  type ActLine,
  type ActSide,
  bridgeOf,
  type ComparedLine,
  compareLine,
  isActive,
  type OwnFigures,
  sidesOf,
} from './lines.ts'

/** An act with what has become of it. */
export interface ActRecord {
  readonly act: Act
  readonly progress: ActProgress
}

/** Its columns alone. */
export interface ActColumns {
  readonly act: Pick<Act, 'ledgers'>
  readonly progress: Pick<ActProgress, 'own'>
}

/** The figures of customs and of the company. */
export function columnsOf({ act, progress }: ActColumns, ledger: Ledger): [ActFigures, OwnFigures] {
  const { figures } = act.ledgers.find(one => one.ledger === ledger)!
  return [figures, progress.own.get(ledger) ?? {}]
}

/** Those in which customs or the company has anything. */
export function shownLedgers(record: ActColumns): Ledger[] {
  return record.act.ledgers.flatMap(({ ledger }) => {
    const [customs, own] = columnsOf(record, ledger)
    return isActive(customs) || Object.keys(own).length > 0 ? [ledger] : []
  })
}

/** A side without any figure shows nothing; of the others, movements that neither column has are left out. */
export function shownLines(record: ActColumns, ledger: Ledger, side: ActSide): ComparedLine[] {
  const [customs, own] = columnsOf(record, ledger)
  const has = (line: ActLine) => customs[line] !== 0n || own[line] !== undefined
  const lines = bridgeOf(side)
  if (!lines.some(({ line }) => has(line))) return []
  return lines
    .filter(({ line, effect }) => has(line) || effect === 'opens' || effect === 'closes')
    .map(({ line }) => compareLine(line, customs, own))
}

export interface ActRow extends ComparedLine {
  readonly ledger: Ledger
  readonly side: ActSide
}

/** All lines that are shown. */
export function comparedRows(record: ActColumns): ActRow[] {
  return shownLedgers(record).flatMap(ledger =>
    sidesOf(ledger).flatMap(side => shownLines(record, ledger, side).map(line => ({ ...line, ledger, side }))),
  )
}

/** Lines for which the company has stated no figure. */
export function countUnstated(record: ActColumns): number {
  return comparedRows(record).filter(({ own }) => own === null).length
}

export function countDiffering(record: ActColumns): number {
  return comparedRows(record).filter(({ difference }) => difference !== null && difference !== 0n).length
}
