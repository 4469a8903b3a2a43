import { decodeMatch } from '../../domain/own-books/match-text.ts'
import type { Match } from '../../domain/own-books/outcome.ts'
import type { PaperStore } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findMatches, type MatchRow } from '../../store/papers/own-books.ts'
import { type Cursor, type Page, pageAround } from '../page.ts'
import type { Decision } from './decide.ts'
import type { OwnBooksKey } from './own-books.ts'

export interface KeptMatch extends Match {
  readonly seq: number
  readonly decision: Decision
}

/** Results with `after` < seq ≤ `upTo`: those of a tally, or of several that follow each other. */
export interface MatchesPart {
  readonly after: number
  readonly upTo: number
}

export const MATCHES_PER_PAGE = 25

/** One page of the results. */
export function readMatches(
  papers: PaperStore,
  { voen, id }: OwnBooksKey,
  { after, upTo }: MatchesPart,
  cursor: Cursor | null,
): Promise<Page<KeptMatch>> {
  return papers.read(voen, tx =>
    pageAround<KeptMatch>({
      size: MATCHES_PER_PAGE,
      cursor,
      ascending: true,
      keyOf: ({ seq }) => seq,
      find: async (key, order, limit) => {
        const bounds = { after: Math.max(after, key.after ?? 0), before: Math.min(upTo + 1, key.before ?? upTo + 1) }
        return (await findMatches(tx, { voen, id, ...bounds }, order, limit)).map(toMatch)
      },
    }),
  )
}

/** One result; null when there is none of this number. */
export async function readMatch(papers: PaperStore, { voen, id }: OwnBooksKey, seq: number): Promise<KeptMatch | null> {
  const [row] = await papers.read(voen, tx => findMatches(tx, { voen, id, after: seq - 1, before: seq + 1 }, 'asc', 1))
  return row ? toMatch(row) : null
}

const WALK_SIZE = 200

/** Yields all results in their order. */
export function walkMatches(
  papers: PaperStore,
  { voen, id }: OwnBooksKey,
  { after, upTo }: MatchesPart,
): AsyncGenerator<KeptMatch[]> {
  return walk<KeptMatch>(WALK_SIZE, (last, size) =>
    papers.read(voen, async tx => {
      const range = { voen, id, after: last?.seq ?? after, before: upTo + 1 }
      return (await findMatches(tx, range, 'asc', size)).map(toMatch)
    }),
  )
}

function toMatch({ seq, decision, content }: MatchRow): KeptMatch {
  return { ...decodeMatch(content), seq, decision }
}
