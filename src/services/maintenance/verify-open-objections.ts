import { nameOfStep } from '../../domain/paper-history.ts'
import type { Reader, Snapshot } from '../../store/engine/access.ts'
import type { Difference, Row } from '../../store/maintenance/compare.ts'
import { type BareStep, findBareSteps } from '../../store/papers/act-steps.ts'
import { findKeptActs } from '../../store/papers/acts.ts'
import { findOpenObjectionsOfActs, type OpenObjection } from '../../store/papers/open-objections.ts'
import { compareNamed, toText } from './compare-named.ts'

const ACTS_AT_ONCE = 100
const START = { voen: '', act: 0 }
const END = { voen: '9999999999', act: Number.MAX_SAFE_INTEGER }

/** Compares the list of open objections with the steps of the acts: what it lacks, the administration does not see. */
export async function findMisplacedObjection(snapshot: Snapshot): Promise<Difference | null> {
  for (let from = START; ; ) {
    const { difference, to } = await snapshot(tx => compareSome(tx, from))
    if (difference || to === END) return difference
    from = to
  }
}

async function compareSome(tx: Reader, from: typeof START) {
  const acts = await findKeptActs(tx, { ...from, limit: ACTS_AT_ONCE })
  const to = acts.length < ACTS_AT_ONCE ? END : acts.at(-1)!
  const kept = await findOpenObjectionsOfActs(tx, { ...from, lastVoen: to.voen, lastAct: to.act })
  const open = openAfter(await findBareSteps(tx, acts))
  return { difference: compareNamed('open_objection', ['voen', 'act', 'step'], named(kept), named(open)), to }
}

function openAfter(steps: readonly BareStep[]): BareStep[] {
  const nameOf = ({ voen, act, objection }: BareStep) => `${voen} ${act} ${objection}`
  const ended = new Set(steps.filter(({ kind }) => ENDS.includes(kind)).map(nameOf))
  const cancelled = new Set(steps.filter(({ kind }) => kind === 'cancelled').map(({ voen, act }) => `${voen} ${act}`))
  return steps.filter(
    step => step.kind === 'objected' && !ended.has(nameOf(step)) && !cancelled.has(`${step.voen} ${step.act}`),
  )
}

const ENDS: readonly string[] = ['withdrawn', 'accepted', 'rejected']

function named(objections: readonly (OpenObjection | BareStep)[]): Map<string, Row> {
  return new Map(
    objections.map(({ voen, act, objection, step, at }) => {
      const row = { voen, act, objection, step, at: new Date(at).toISOString() }
      return [nameOfStep(row), toText(row)]
    }),
  )
}
