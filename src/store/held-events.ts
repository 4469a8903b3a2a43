/** Accepted events that wait for their taxpayer or declaration. */
import type { Wait } from '../domain/verdict.ts'
import type { Reader, WriteTransaction } from './database.ts'
import { prepare } from './prepared.ts'
import type { HeldEventTable } from './schema.ts'

export interface HeldEvent {
  readonly arrival: number
  readonly voen: string
  readonly wait: Wait
}

/** Holds an event, or lets a held one wait for something else. */
export async function hold(trx: WriteTransaction, { arrival, voen, wait }: HeldEvent): Promise<void> {
  await upsert(trx, { arrival, voen, waits_for: wait.for, key: wait.key })
}

const upsert = prepare<HeldEventTable>((db, row) =>
  db
    .insertInto('held_event')
    .values({
      arrival: row.arrival,
      voen: row.voen,
      waits_for: row.waits_for,
      key: row.key,
    })
    .onConflict(conflict =>
      conflict.column('arrival').doUpdateSet(eb => ({
        waits_for: eb.ref('excluded.waits_for'),
        key: eb.ref('excluded.key'),
      })),
    ),
)

export const release = prepare<{ arrival: number }>((db, { arrival }) =>
  db.deleteFrom('held_event').where('arrival', '=', arrival),
)

const selectFirst = prepare<{ waitsFor: Wait['for']; key: string }, HeldEventTable>((db, { waitsFor, key }) =>
  db
    .selectFrom('held_event')
    .selectAll()
    .where('waits_for', '=', waitsFor)
    .where('key', '=', key)
    .orderBy('arrival')
    .limit(1),
)

/** The earliest-arrived event that waits for this. */
export async function findFirstHeld(db: Reader | WriteTransaction, wait: Wait): Promise<HeldEvent | undefined> {
  const [row] = await selectFirst(db, { waitsFor: wait.for, key: wait.key })
  return row && toHeldEvent(row)
}

const selectAfter = prepare<{ arrival: number }, HeldEventTable & { content: string }>((db, { arrival }) =>
  db
    .selectFrom('held_event')
    .innerJoin('event', join =>
      join.onRef('event.voen', '=', 'held_event.voen').onRef('event.arrival', '=', 'held_event.arrival'),
    )
    .selectAll('held_event')
    .select('event.content')
    .where('held_event.arrival', '>', arrival)
    .orderBy('held_event.arrival')
    .limit(500),
)

/** All held events in order of arrival, with their contents, in batches. */
export async function* walkHeldEvents(db: Reader): AsyncGenerator<(HeldEvent & { content: string })[]> {
  let arrival = 0
  for (;;) {
    const rows = await selectAfter(db, { arrival })
    if (rows.length === 0) return
    arrival = rows.at(-1)!.arrival
    yield rows.map(row => ({ ...toHeldEvent(row), content: row.content }))
  }
}

/** Whether any event is held at all. */
export async function anyHeld(db: Reader | WriteTransaction): Promise<boolean> {
  return (await selectAny(db, {})).length > 0
}

const selectAny = prepare<object, { arrival: number }>(db => db.selectFrom('held_event').select('arrival').limit(1))

function toHeldEvent({ arrival, voen, waits_for, key }: HeldEventTable): HeldEvent {
  return { arrival, voen, wait: { for: waits_for, key } }
}
