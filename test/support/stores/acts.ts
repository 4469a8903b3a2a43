import type { Act } from '../../../src/domain/act/act.ts'
import { type PlainDate, todayInBaku } from '../../../src/domain/dates.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { drawUpAct } from '../../../src/services/papers/draw-up-act.ts'
import { takeActStep } from '../../../src/services/papers/take-act-step.ts'
import type { Database } from '../../../src/store/engine/access.ts'
import { ACCOUNTANT, anActor } from '../people/access-people.ts'

const BY = { subject: ACCOUNTANT.subject, name: ACCOUNTANT.name }

/** Draws up an act of an account for a period, by default the first half of 2026. */
export async function drawUp(
  store: Pick<Database, 'exporter' | 'papers'>,
  voen: Voen,
  now: Date,
  [from, to] = ['2026-01-01', '2026-06-10'],
): Promise<Act> {
  const period = { from: from as PlainDate, to: to as PlainDate }
  const actor = anActor(ACCOUNTANT)
  return (await drawUpAct(store, { voen, period, by: BY, actor, day: todayInBaku(now), now }))!
}

/** Draws up an act in which the trader has stated figures and objects to one. */
export async function drawUpDisputed(
  store: Pick<Database, 'exporter' | 'papers'>,
  voen: Voen,
  now: Date,
): Promise<Act> {
  const act = await drawUp(store, voen, now)
  const request = { voen, act: act.number, by: BY, actor: anActor(ACCOUNTANT), now }
  const figures = { openingDebt: 0n, assessed: 100n, settled: 100n, reducedUnpaid: 0n, closingDebt: 1n }
  await takeActStep(store.papers, { ...request, step: () => ({ kind: 'stated', ledger: 'vat', figures }) })
  const objected = {
    ledger: 'vat',
    line: 'assessed',
    reason: 'Bəyannamə ləğv edilib',
    note: 'Məktub № 7',
    own: 100n,
  } as const
  await takeActStep(store.papers, { ...request, step: () => ({ kind: 'objected', objection: 1, ...objected }) })
  return act
}
