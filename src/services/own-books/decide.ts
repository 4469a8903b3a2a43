import type { PaperStore } from '../../store/engine/access.ts'
import {
  changeDecisions,
  findMatches,
  lockOwnBooks,
  type MatchRow,
  saveOwnBooks,
} from '../../store/papers/own-books.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import type { BooksContent, OwnBooksKey } from './own-books.ts'
import type { ResultTally } from './result.ts'

export type Decision = MatchRow['decision']

const CHANGED_TOGETHER = 1000

/**
 * Confirms or refuses suggestions, or takes that back (null). Doing it twice changes nothing.
 * @param which the number of a result, or `undecided` or `confirmed` for all of those
 * @returns how many have changed
 */
export function decideSuggestions(
  papers: PaperStore,
  key: OwnBooksKey,
  which: number | 'undecided' | 'confirmed',
  decision: Decision,
): Promise<number> {
  return papers.write(key.voen, async trx => {
    const row = await lockOwnBooks(trx, key)
    const content = JSON.parse(row?.content ?? '{}') as BooksContent
    if (row?.state !== 'compared' || !content.result) return 0
    let changed = 0
    const tallies: ResultTally[] = []
    for (const tally of content.result.tallies) {
      const changes = tally.outcome === 'suggested' ? await decideTally(tally) : NO_CHANGES
      changed += changes.count
      tallies.push({
        ...tally,
        confirmed: tally.confirmed + changes.confirmed,
        refused: tally.refused + changes.refused,
      })
    }
    if (changed > 0) {
      const result = { ...content.result, tallies }
      await saveOwnBooks(trx, { ...row, content: JSON.stringify({ ...content, result } satisfies BooksContent) })
    }
    return changed

    async function decideTally({ after, matches }: ResultTally): Promise<typeof NO_CHANGES> {
      const end = after + matches
      if (typeof which !== 'number') return changeAll(which === 'confirmed' ? 'confirmed' : null, after, end)
      if (which <= after || which > end) return NO_CHANGES
      const range = { voen: key.voen, id: key.id, after: which - 1, before: which + 1 }
      const [match] = await findMatches(trx, range, 'asc', 1)
      if (!match || match.decision === decision) return NO_CHANGES
      return changesOf(match.decision, await changeDecisions(trx, range, match.decision, decision))
    }

    async function changeAll(from: Decision, after: number, end: number): Promise<typeof NO_CHANGES> {
      let count = 0
      for (let start = after; start < end; start += CHANGED_TOGETHER) {
        const before = Math.min(start + CHANGED_TOGETHER, end) + 1
        const range = { voen: key.voen, id: key.id, after: start, before }
        count += await changeDecisions(trx, range, from, decision)
        await LOOP_TURNS.take(key.id)
      }
      return changesOf(from, count)
    }

    function changesOf(from: Decision, count: number): typeof NO_CHANGES {
      const of = (which: Decision) => (decision === which ? count : 0) - (from === which ? count : 0)
      return { count, confirmed: of('confirmed'), refused: of('refused') }
    }
  })
}

const NO_CHANGES = { count: 0, confirmed: 0, refused: 0 }
