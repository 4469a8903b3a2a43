import type { Problem } from '../../domain/problem.ts'
import type { WriteAccess } from '../../store/engine/access.ts'
import { deliverEvents, type Line } from './deliver-events.ts'
import type { Outcome } from './event-processor.ts'

export interface NumberedLine {
  /** From 1; blank lines are skipped but counted. */
  readonly number: number
  readonly line: Line
}

/** Final outcomes: a held event that a later line releases counts as applied or rejected. */
export interface ImportCounts {
  applied: number
  duplicate: number
  held: number
  rejected: number
}

interface ImportOptions {
  readonly clock: () => Date
  /** Called before each commit; throws to end the import. */
  readonly judgeClock?: (now: Date) => Promise<void>
  /** Lines per commit; without it, as many as `groupSizeAfter` says. */
  readonly groupSize?: number
  /** Checked after each commit; true ends the import. */
  readonly interrupted?: () => boolean
  readonly onRejected?: (line: number, problems: readonly Problem[]) => void
  /** Called after each commit. */
  readonly onProgress?: (counts: Readonly<ImportCounts>) => void
}

/**
 * Two thousand lines in one commit change each page of the store once that two commits would change twice. The first groups
 * are shorter, so that a short import is soon on disk; longer ones would keep other processes from writing for seconds.
 */
function groupSizeAfter(lines: number): number {
  return lines < 2000 ? 1000 : 2000
}

/** Delivers the lines in order, in groups. After an interruption only whole groups are done; repeat it to finish. */
export async function importEvents(
  writer: WriteAccess,
  lines: AsyncIterable<NumberedLine>,
  { clock, judgeClock, groupSize, interrupted, onRejected, onProgress }: ImportOptions,
): Promise<ImportCounts> {
  const counts = { applied: 0, duplicate: 0, held: 0, rejected: 0 }
  /** Line numbers of held events, by log position. */
  const heldLines = new Map<number, number>()

  const count = (number: number, outcome: Outcome) => {
    counts[outcome.became] += 1
    if (outcome.became === 'held') heldLines.set(outcome.arrival, number)
    if (outcome.became === 'rejected') onRejected?.(number, outcome.problems)
  }

  for await (const group of grouped(lines, groupSize ? () => groupSize : groupSizeAfter)) {
    const now = clock()
    await judgeClock?.(now)
    const { outcomes, released } = await deliverEvents(
      writer,
      group.map(({ line }) => line),
      now,
    )
    for (const [index, outcome] of outcomes.entries()) count(group[index]!.number, outcome)
    for (const { arrival, outcome } of released) {
      const number = heldLines.get(arrival)
      if (number === undefined) continue
      heldLines.delete(arrival)
      counts.held -= 1
      count(number, outcome)
    }
    onProgress?.(counts)
    if (interrupted?.()) break
  }
  return counts
}

async function* grouped<Item>(
  items: AsyncIterable<Item>,
  sizeAfter: (items: number) => number,
): AsyncGenerator<Item[]> {
  let group: Item[] = []
  let done = 0
  for await (const item of items) {
    group.push(item)
    if (group.length === sizeAfter(done)) {
      yield group
      done += group.length
      group = []
    }
  }
  if (group.length > 0) yield group
}
