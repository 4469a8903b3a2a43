/** Dismissed events stay in the log and are never released. */
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { DismissalTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export interface Dismissal {
  /** As in the log: '' when the event names only a declaration. */
  readonly voen: Voen | ''
  readonly arrival: number
  readonly reason: string
  readonly dismissedAt: string
}

const append = prepareInsert('dismissal', ['voen', 'arrival', 'reason', 'dismissed_at'], { key: ['voen', 'arrival'] })

/** Existing dismissals stay unchanged. */
export async function insertDismissals(trx: WriteTransaction, dismissals: readonly Dismissal[]): Promise<void> {
  await append(
    trx,
    dismissals.map(({ dismissedAt: dismissed_at, ...rest }) => ({ ...rest, dismissed_at })),
  )
}

const selectByKey = prepare<Pick<DismissalTable, 'voen' | 'arrival'>, { arrival: number }>((db, { voen, arrival }) =>
  db.selectFrom('dismissal').select('arrival').where('voen', '=', voen).where('arrival', '=', arrival),
)

export async function isDismissed(trx: WriteTransaction, { voen, arrival }: Dismissal): Promise<boolean> {
  return (await selectByKey(trx, { voen, arrival })).length > 0
}

type PageKey = { voen: Voen | ''; arrival: number; limit: number }

const selectAfter = prepare<PageKey, DismissalTable>((db, { voen, arrival, limit }) =>
  db
    .selectFrom('dismissal')
    .selectAll()
    .where(eb => eb(eb.refTuple('voen', 'arrival'), '>', eb.tuple(voen, arrival)))
    .orderBy('voen')
    .orderBy('arrival')
    .limit(limit),
)

const BATCH_SIZE = 500

/** All dismissals by account and log position, in batches. */
export function walkDismissals(
  snapshot: <Result>(read: (tx: Reader) => Promise<Result>) => Promise<Result>,
): AsyncGenerator<Dismissal[]> {
  return walk<Dismissal>(BATCH_SIZE, async (last, limit) => {
    const key: PageKey = { voen: last?.voen ?? '', arrival: last?.arrival ?? 0, limit }
    return (await snapshot(tx => selectAfter(tx, key))).map(toDismissal)
  })
}

function toDismissal({ dismissed_at: dismissedAt, ...row }: DismissalTable): Dismissal {
  return { ...row, dismissedAt }
}
