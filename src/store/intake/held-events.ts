/** Accepted events that wait for their taxpayer or declaration. */

import { WAITS, type Wait } from '../../domain/decision.ts'
import { recordOf } from '../../domain/record.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader, type WriteTransaction } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { HeldEventTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export interface HeldEvent {
  readonly arrival: number
  readonly voen: Voen | ''
  readonly wait: Wait
}

export async function insertHeldEvent(trx: WriteTransaction, { arrival, voen, wait }: HeldEvent): Promise<void> {
  await insert(trx, { voen, arrival, waits_for: wait.for, key: wait.key })
}

const insert = prepare<HeldEventTable>((db, { voen, arrival, waits_for, key }) =>
  db.insertInto('held_event').values({ voen, arrival, waits_for, key }),
)

/** Changes what a held event waits for. */
export async function rescheduleHold(trx: WriteTransaction, { arrival, voen, wait }: HeldEvent): Promise<void> {
  await update(trx, { voen, arrival, waits_for: wait.for, key: wait.key })
}

const update = prepare<HeldEventTable>((db, { voen, arrival, waits_for, key }) =>
  db.updateTable('held_event').set({ waits_for, key }).where('voen', '=', voen).where('arrival', '=', arrival),
)

export const deleteHeldEvent = prepare<Pick<HeldEventTable, 'voen' | 'arrival'>>((db, { voen, arrival }) =>
  db.deleteFrom('held_event').where('voen', '=', voen).where('arrival', '=', arrival),
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
export async function findFirstHeld(trx: WriteTransaction, wait: Wait): Promise<HeldEvent | undefined> {
  const [row] = await selectFirst(trx, { waitsFor: wait.for, key: wait.key })
  return row && toHeldEvent(row)
}

type PageKey = { voen: Voen | ''; arrival: number; limit: number }

const selectAfter = (ofAccount: boolean) =>
  prepare<PageKey, HeldEventTable & { content: string }>((db, { voen, arrival, limit }) =>
    db
      .selectFrom('held_event')
      .innerJoin('event', join =>
        join.onRef('event.voen', '=', 'held_event.voen').onRef('event.arrival', '=', 'held_event.arrival'),
      )
      .selectAll('held_event')
      .select('event.content')
      .$if(ofAccount, held => held.where('held_event.voen', '=', voen))
      .where('held_event.arrival', '>', arrival)
      .orderBy('held_event.arrival')
      .limit(limit),
  )

const after = { all: selectAfter(false), ofAccount: selectAfter(true) }

/**
 * All held events in order of arrival, with their contents, in batches.
 * @param voen only those that name this account; null: all
 */
export function walkHeldEvents(
  access: ReadAccess,
  voen: Voen | null = null,
): AsyncGenerator<(HeldEvent & { content: string })[]> {
  const select = voen === null ? after.all : after.ofAccount
  return walk<HeldEvent & { content: string }>(500, async (last, limit) => {
    const key: PageKey = { voen: voen ?? '', arrival: last?.arrival ?? 0, limit }
    const rows = await access.snapshot(EVERY_ACCOUNT, tx => select(tx, key))
    return rows.map(row => ({ ...toHeldEvent(row), content: row.content }))
  })
}

const selectAll = prepare<object, HeldEventTable>(db => db.selectFrom('held_event').selectAll().orderBy('arrival'))

/** All held events, earliest first. They are few. */
export async function findHeldEvents(trx: WriteTransaction): Promise<HeldEvent[]> {
  return (await selectAll(trx, {})).map(toHeldEvent)
}

const selectByArrival = prepare<{ arrival: number }, HeldEventTable>((db, { arrival }) =>
  db.selectFrom('held_event').selectAll().where('arrival', '=', arrival),
)

export async function findHeldEvent(trx: WriteTransaction, arrival: number): Promise<HeldEvent | undefined> {
  const [row] = await selectByArrival(trx, { arrival })
  return row && toHeldEvent(row)
}

const count = prepare<object, { waits_for: Wait['for']; count: number }>(db =>
  db
    .selectFrom('held_event')
    .select(['waits_for', eb => eb.fn.countAll<number>().as('count')])
    .groupBy('waits_for'),
)

/** How many events are held, by what they wait for. */
export async function countHeld(db: Reader | WriteTransaction): Promise<Readonly<Record<Wait['for'], number>>> {
  const counts = new Map((await count(db, {})).map(row => [row.waits_for, row.count]))
  return recordOf(WAITS, reason => counts.get(reason) ?? 0)
}

const selectEarliest = prepare<object, { received_at: string; waits_for: Wait['for'] }>(db =>
  db
    // The one row first: PostgreSQL would otherwise join all held events with the log.
    .selectFrom(eb =>
      eb.selectFrom('held_event').select(['voen', 'arrival', 'waits_for']).orderBy('arrival').limit(1).as('earliest'),
    )
    .innerJoin('event', join =>
      join.onRef('event.voen', '=', 'earliest.voen').onRef('event.arrival', '=', 'earliest.arrival'),
    )
    .select(['event.received_at', 'earliest.waits_for']),
)

/** The arrival time of the earliest held event, and what it waits for. */
export async function findEarliestHeld(
  tx: Reader,
): Promise<{ readonly since: Date; readonly waitsFor: Wait['for'] } | undefined> {
  const [earliest] = await selectEarliest(tx, {})
  return earliest && { since: new Date(earliest.received_at), waitsFor: earliest.waits_for }
}

export async function anyHeld(trx: WriteTransaction): Promise<boolean> {
  return (await selectAny(trx, {})).length > 0
}

const selectAny = prepare<object, { arrival: number }>(db => db.selectFrom('held_event').select('arrival').limit(1))

function toHeldEvent({ arrival, voen, waits_for, key }: HeldEventTable): HeldEvent {
  return { arrival, voen, wait: { for: waits_for, key } }
}
