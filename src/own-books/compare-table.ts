/** Compares the lines of a table with the account; what it gives is what is kept. */
import { touchedLines } from '../domain/own-books/act-lines.ts'
import { Tallies, tallyOf } from '../domain/own-books/bridge.ts'
import { compareBooks, type SayCompared } from '../domain/own-books/compare.ts'
import type { Correction, ResultsEnd } from '../domain/own-books/comparing-answer.ts'
import type { Operation, OwnLine } from '../domain/own-books/line.ts'
import type { Scope } from '../domain/own-books/operations.ts'
import { type Match, OUTCOMES } from '../domain/own-books/outcome.ts'

/** What needs a person stands before what does not. */
const LISTED = [...OUTCOMES.filter(outcome => outcome !== 'agreed'), 'agreed'] as const
const RANK = new Map(LISTED.map((outcome, index) => [outcome, index]))

export function compareTable(
  lines: readonly OwnLine[],
  operations: readonly Operation[],
  scope: Scope,
  say: SayCompared,
): { readonly matches: readonly Match[]; readonly end: ResultsEnd } {
  const matches = compareBooks(lines, operations, say).sort(inListOrder)
  return { matches, end: endOf(matches, scope) }
}

function inListOrder(one: Match, other: Match): number {
  return (
    RANK.get(one.outcome)! - RANK.get(other.outcome)! ||
    inTextOrder(one.names[0] ?? '', other.names[0] ?? '') ||
    inTextOrder(dateOf(one), dateOf(other))
  )
}

function dateOf({ lines, operations }: Match): string {
  return (lines[0] ?? operations[0])!.date
}

function inTextOrder(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function endOf(matches: readonly Match[], scope: Scope): ResultsEnd {
  const tallies = new Tallies()
  const begins = new Map<string, number>()
  const corrections = new Map<string, Correction>()
  const unplaced = { lines: 0, amount: 0n }
  for (const [index, match] of matches.entries()) {
    tallies.add(match)
    const { outcome, name } = tallyOf(match)
    const tally = `${outcome} ${name}`
    if (!begins.has(tally)) begins.set(tally, index)
    if (outcome === 'agreed') continue
    const touched = touchedLines(match, scope)
    for (const { ledger, line, customs, own } of touched.lines) {
      const key = `${ledger} ${line}`
      const amount = (corrections.get(key)?.amount ?? 0n) + own - customs
      corrections.set(key, { ledger, line, amount })
    }
    for (const { effect } of touched.unplaced) {
      unplaced.lines += 1
      unplaced.amount += BigInt(effect)
    }
  }
  return {
    tallies: tallies.list().map(tally => ({ ...tally, after: begins.get(`${tally.outcome} ${tally.name}`)! })),
    corrections: [...corrections.values()].filter(({ amount }) => amount !== 0n),
    unplaced,
  }
}
