import type { Act, ActStep } from '../../../src/domain/act/act.ts'
import { type PlainDate, todayInBaku } from '../../../src/domain/dates.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { drawUpAct } from '../../../src/services/papers/draw-up-act.ts'
import { listActs, readAct } from '../../../src/services/papers/list-acts.ts'
import { listOpenObjections } from '../../../src/services/papers/list-open-objections.ts'
import { takeActStep } from '../../../src/services/papers/take-act-step.ts'
import { walkObjections } from '../../../src/services/papers/walk-objections.ts'
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

/** Everything that pages, senders and commands ask of acts, and each step in one. The account has a disputed act. */
export async function askAll(store: Database, voen: Voen, now: Date): Promise<void> {
  const { papers, exporter, reader } = store
  const listed = await listActs(papers, voen, 1_000_000)
  const number = listed.acts[0]!.act.number
  await readAct(papers, { voen, number })
  await listOpenObjections(reader, null)
  await Array.fromAsync(walkObjections(exporter, voen))
  const request = { voen, act: number, by: BY, actor: anActor(ACCOUNTANT), now }
  const steps = [
    { kind: 'rejected', objection: 1, answer: 'x' },
    { kind: 'objected', objection: 2, ledger: 'vat', line: 'settled', reason: 'r', own: null, note: '' },
    { kind: 'cancelled', reason: 'r' },
  ] as const satisfies ActStep[]
  for (const step of steps) await takeActStep(papers, { ...request, step: () => step })
  await drawUp(store, voen, new Date(now.getTime() + 1))
}
