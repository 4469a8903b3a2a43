import { type DecisionHistory, nameOfDismissal } from '../../domain/decision-history.ts'
import { type Database, EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { type Clearing, findClearings } from '../../store/intake/clearings.ts'
import type { Dismissal } from '../../store/intake/dismissals.ts'
import { findSendersWithRoom } from '../../store/intake/rejections.ts'
import type { Difference } from '../../store/maintenance/compare.ts'
import { findDismissals } from '../intake/held.ts'
import { compareNamed, type NamedRows, onlyThose, toTexts } from './compare-named.ts'

/** The decisions of operators that the store keeps at one moment. */
export interface KeptDecisions {
  readonly clearings: ReadonlyMap<string, Clearing>
  readonly dismissals: ReadonlyMap<string, Dismissal>
  /** Senders of whom some rejections were not kept, and later others cleared. */
  readonly withRoom: readonly string[]
}

export function readDecisions({ exporter }: Database): Promise<KeptDecisions> {
  return exporter.snapshot(EVERY_ACCOUNT, async tx => ({
    clearings: new Map((await findClearings(tx)).map(clearing => [clearing.id, clearing])),
    dismissals: new Map([...(await findDismissals(tx)).values()].map(one => [nameOfDismissal(one), one])),
    withRoom: await findSendersWithRoom(tx),
  }))
}

export interface DecisionCheck {
  readonly difference: Difference | null
  /** The number of decisions without an audit line, when fewer are there than were made before each got one. */
  readonly unaudited: number | null
}

interface Moments {
  /** Read before the audit log: each of them must be in the log. */
  readonly before: KeptDecisions
  /** Read after it: each one that is in the log must be among them. */
  readonly after: KeptDecisions
}

/**
 * Compares the decisions with their audit lines. On PostgreSQL no role sees both, so they are not read at one moment.
 * @param unaudited how many decisions are from before each got an audit line
 */
export function compareDecisions(
  { before, after }: Moments,
  history: DecisionHistory,
  unaudited: number,
): DecisionCheck {
  const uncleared = findUncleared(before)
  if (uncleared) return { difference: uncleared, unaudited: null }
  const kinds = [
    ['dismissal', ['voen', 'arrival'], before.dismissals, after.dismissals, history.dismissals],
    ['rejection_clearing', ['id'], before.clearings, after.clearings, history.clearings],
  ] as const
  const without: (readonly [time: string, table: string, key: readonly string[], rows: NamedRows])[] = []
  for (const [table, key, kept, keptLater, audited] of kinds) {
    const lines = toTexts<object>(audited)
    const difference = compareNamed(table, key, onlyThose(toTexts<object>(keptLater), lines), lines)
    if (difference) return { difference, unaudited: null }
    for (const [name, row] of toTexts<object>(kept)) {
      const time = row.dismissedAt ?? row.clearedAt ?? ''
      if (!lines.has(name)) without.push([time, table, key, new Map([[name, row]])])
    }
  }
  if (without.length <= unaudited) return { difference: null, unaudited: fewer(without.length, unaudited) }
  // Which of them were there before cannot be known: the last one is named.
  const [, table, key, row] = without.sort(([one], [other]) => (one < other ? -1 : 1)).at(-1)!
  return { difference: compareNamed(table, key, row, new Map()), unaudited: null }
}

/** Without a clearing the rejections of a sender never get fewer than the bound, beyond which they are only counted. */
function findUncleared({ withRoom, clearings }: KeptDecisions): Difference | null {
  const covering = new Set([...clearings.values()].map(({ sender }) => sender))
  const sender = covering.has(null) ? undefined : withRoom.find(one => !covering.has(one))
  if (sender === undefined) return null
  return { table: 'rejection_not_kept', row: `sender ${sender}`, column: null, kept: 'there', recomputed: null }
}

function fewer(found: number, expected: number): number | null {
  return found < expected ? found : null
}
