/** What a comparison has come to, as it is kept: texts and numbers only. */
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { Cause, OperationType } from '../../domain/operation-type.ts'
import { type Bridge, buildBridge } from '../../domain/own-books/bridge.ts'
import type { LeftOut } from '../../domain/own-books/mapping.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import type { DifferenceName, Match, Outcome } from '../../domain/own-books/outcome.ts'
import type { Period } from '../../domain/period.ts'

/** Sums are qəpik as text: several amounts together can exceed 2^53. */
export interface ResultTally {
  readonly outcome: Outcome
  readonly name: DifferenceName | null
  readonly matches: number
  readonly lines: string
  readonly operations: string
  /** The results are numbered so that those of a tally follow each other: after this number, `matches` of them. */
  readonly after: number
  /** How many a person has confirmed or refused. */
  readonly confirmed: number
  readonly refused: number
}

export interface BooksResult {
  readonly period: Period
  readonly scope: Scope
  /** Balances in qəpik; the first as the person gave it, null for that of customs. */
  readonly ownOpening: string | null
  readonly opening: string
  readonly closing: string
  readonly tallies: readonly ResultTally[]
  readonly lines: number
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** Lines of other days. */
  readonly outside: number
  /** Lines whose amount a formula had worked out. */
  readonly formulas: number
}

/** The bridge from one closing balance to the other. */
export function bridgeOf({ tallies, ownOpening, opening, closing }: BooksResult): Bridge {
  return buildBridge(
    tallies.map(({ lines, operations, ...tally }) => ({
      ...tally,
      lines: BigInt(lines),
      operations: BigInt(operations),
    })),
    { ownOpening: BigInt(ownOpening ?? opening), customsOpening: BigInt(opening), customsClosing: BigInt(closing) },
  )
}

type KeptLine = readonly [
  position: number,
  date: PlainDate,
  effect: number,
  numbers: readonly string[],
  ledger: Ledger | null,
  inPeriod: 0 | 1,
  text: string,
]
type KeptOperation = readonly [...KeptLine, type: OperationType, cause: Cause | null, byBroker: 0 | 1]

/** A hundred thousand results are kept, so names of fields are not. */
export function encodeMatch({ outcome, names, lines, operations }: Match): string {
  const kept = ({ position, date, effect, numbers, ledger, inPeriod, text }: Match['lines'][number]): KeptLine => [
    position,
    date,
    effect,
    numbers,
    ledger,
    inPeriod ? 1 : 0,
    text,
  ]
  return JSON.stringify([
    outcome,
    names,
    lines.map(kept),
    operations.map(each => [...kept(each), each.type, each.cause, each.byBroker ? 1 : 0]),
  ])
}

export function decodeMatch(text: string): Match {
  const [outcome, names, lines, operations] = JSON.parse(text) as [
    Outcome,
    DifferenceName[],
    KeptLine[],
    KeptOperation[],
  ]
  const line = ([position, date, effect, numbers, ledger, inPeriod, text]: KeptLine | KeptOperation) => ({
    position,
    date,
    effect,
    numbers,
    ledger,
    inPeriod: inPeriod === 1,
    text,
  })
  return {
    outcome,
    names,
    lines: lines.map(line),
    operations: operations.map(each => ({
      ...line(each),
      type: each[7],
      cause: each[8],
      byBroker: each[9] === 1,
    })),
  }
}
