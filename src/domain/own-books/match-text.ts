/** A result of the comparison as one text, as it is kept. */
import type { PlainDate } from '../dates.ts'
import type { Ledger } from '../fund.ts'
import type { Cause, OperationType } from '../operation-type.ts'
import type { PartType } from './line.ts'
import type { DifferenceName, Match, Outcome } from './outcome.ts'

type KeptLine = readonly [
  position: number,
  date: PlainDate,
  effect: number,
  numbers: readonly string[],
  ledger: Ledger | null,
  inPeriod: 0 | 1,
  text: string,
]
type KeptPart = readonly [ledger: Ledger, type: PartType, effect: number]
type KeptOperation = readonly [
  ...KeptLine,
  type: OperationType,
  cause: Cause | null,
  byBroker: 0 | 1,
  parts?: readonly KeptPart[],
]

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
    operations.map(each => [
      ...kept(each),
      each.type,
      each.cause,
      each.byBroker ? 1 : 0,
      ...(each.parts ? [each.parts.map(({ ledger, type, effect }): KeptPart => [ledger, type, effect])] : []),
    ]),
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
      ...(each[10] && { parts: each[10].map(([ledger, type, effect]) => ({ ledger, type, effect })) }),
    })),
  }
}
