/** The objections that wait for an answer. They follow from the steps of acts, and make a list of the open ones short. */
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { OpenObjectionTable } from '../engine/schema.ts'
import type { StoredStep } from './act-steps.ts'

export interface ObjectionKey {
  readonly voen: Voen
  readonly act: number
  /** Counts the objections to the act. */
  readonly objection: number
}

/** An open objection, and where it is. */
export interface OpenObjection extends ObjectionKey {
  /** The step that raised it. */
  readonly step: number
  readonly at: Date
}

/** Another attempt, or a copy that goes on, has noted it before. */
const insertOpen = prepareInsert('open_objection', ['voen', 'act', 'objection', 'step', 'at'], { key: 'any' })

const deleteOne = prepare<ObjectionKey, { act: number }>((db, { voen, act, objection }) =>
  db
    .deleteFrom('open_objection')
    .where('voen', '=', voen)
    .where('act', '=', act)
    .where('objection', '=', objection)
    .returning('act'),
)

const deleteOfAct = prepare<Pick<ObjectionKey, 'voen' | 'act'>, { act: number }>((db, { voen, act }) =>
  db.deleteFrom('open_objection').where('voen', '=', voen).where('act', '=', act).returning('act'),
)

/** Notes what a step does to the open objections: in its own transaction, or in the order of the steps. */
export async function noteObjections(trx: WriteTransaction, taken: StoredStep): Promise<void> {
  const { voen, act, number, at, step } = taken
  switch (step.kind) {
    case 'objected':
      return insertOpen(trx, [{ voen, act, objection: step.objection, step: number, at: at.toISOString() }])
    case 'withdrawn':
    case 'accepted':
    case 'rejected':
      await deleteOne(trx, { voen, act, objection: step.objection })
      return
    case 'cancelled':
      await deleteOfAct(trx, { voen, act })
  }
}

/** The place of an objection in the list, which begins with the earliest. */
export interface ObjectionCursor extends Omit<ObjectionKey, 'voen'> {
  /** An instant as `Date.toISOString` writes it. */
  readonly at: string
  readonly voen: string
}

const selectAfter = prepare<ObjectionCursor & { limit: number }, OpenObjectionTable>(
  (db, { at, voen, act, objection, limit }) =>
    db
      .selectFrom('open_objection')
      .selectAll()
      .where(eb => eb(eb.refTuple('at', 'voen', 'act', 'objection'), '>', eb.tuple(at, voen as Voen, act, objection)))
      .orderBy('at')
      .orderBy('voen')
      .orderBy('act')
      .orderBy('objection')
      .limit(limit),
)

/** Finds the open objections of all accounts after a place in their list. */
export async function findOpenObjections(
  tx: Reader,
  range: ObjectionCursor & { limit: number },
): Promise<OpenObjection[]> {
  return (await selectAfter(tx, range)).map(toOpen)
}

type ActRange = { voen: string; act: number; lastVoen: string; lastAct: number }

const selectOfActs = prepare<ActRange, OpenObjectionTable>((db, { voen, act, lastVoen, lastAct }) =>
  db
    .selectFrom('open_objection')
    .selectAll()
    .where(eb => eb(eb.refTuple('voen', 'act'), '>', eb.tuple(voen as Voen, act)))
    .where(eb => eb(eb.refTuple('voen', 'act'), '<=', eb.tuple(lastVoen as Voen, lastAct))),
)

/** Finds the open objections of the acts after one and up to another. */
export async function findOpenObjectionsOfActs(tx: Reader, range: ActRange): Promise<OpenObjection[]> {
  return (await selectOfActs(tx, range)).map(toOpen)
}

function toOpen({ at, ...key }: OpenObjectionTable): OpenObjection {
  return { ...key, at: new Date(at) }
}
