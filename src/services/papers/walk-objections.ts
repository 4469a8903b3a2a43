import { type ActEvent, type Objected, type Objection, progressOf } from '../../domain/act/act.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import {
  findCancellations,
  findEndsOfObjections,
  findObjectionsAfter,
  type StoredStep,
} from '../../store/papers/act-steps.ts'

/** An objection, and the act that it is to. */
export interface FiledObjection extends Objection {
  readonly voen: Voen
  readonly act: number
}

const BATCH_SIZE = 500
const LAST_VOEN = '9999999999'

/**
 * Yields the objections to the acts of all accounts, or of one, in batches, also those that have ended.
 * @param voen null for every account
 */
export async function* walkObjections(exporter: ReadAccess, voen: Voen | null): AsyncGenerator<FiledObjection[]> {
  const start = { voen: voen ?? '', act: 0, number: 0 }
  const batches = walk<StoredStep>(BATCH_SIZE, (last, limit) => {
    const { voen: from, act, number: step } = last ?? start
    return exporter.snapshot(EVERY_ACCOUNT, tx =>
      findObjectionsAfter(tx, { voen: from, act, step, upTo: voen ?? LAST_VOEN, limit }),
    )
  })
  for await (const raised of batches) yield await withEnds(exporter, raised)
}

async function withEnds(exporter: ReadAccess, raised: readonly StoredStep[]): Promise<FiledObjection[]> {
  const nameOfAct = ({ voen, act }: StoredStep) => `${voen} ${act}`
  const nameOf = (step: StoredStep) => `${nameOfAct(step)} ${(step.step as Objected).objection}`
  const keys = raised.map(({ voen, act, step }) => ({ voen, act, objection: (step as Objected).objection }))
  const acts = new Map(raised.map(step => [nameOfAct(step), { voen: step.voen, act: step.act }]))
  const [ends, cancellations] = await exporter.snapshot(EVERY_ACCOUNT, tx =>
    Promise.all([findEndsOfObjections(tx, keys), findCancellations(tx, [...acts.values()])]),
  )
  const endOf = new Map(ends.map(end => [nameOf(end), end]))
  const cancellationOf = new Map(cancellations.map(step => [nameOfAct(step), step]))
  return raised.map(step => {
    const end = endOf.get(nameOf(step)) ?? cancellationOf.get(nameOfAct(step))
    return { ...toObjection(end ? [step, end] : [step]), voen: step.voen, act: step.act }
  })
}

/** @param steps that which raised the objection, and that which ended it */
export function toObjection(steps: readonly ActEvent[]): Objection {
  return progressOf(steps).objections[0]!
}
