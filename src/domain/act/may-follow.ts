import { type ActProgress, type ActStep, isOpen, type Objected } from './act.ts'
import { ACT_LINES, type OwnFigures } from './lines.ts'

/**
 * Why a step may not be taken:
 * - `act-cancelled`: nothing follows the cancellation of an act
 * - `act-closed`: nothing follows the closing of an act
 * - `too-many-steps`: an act takes so many and no more
 * - `no-objection`: the act has no such objection
 * - `objection-ended`: it was answered or withdrawn before
 * - `objection-open`: nobody agrees while an objection waits for its answer
 * - `not-agreed`: only an act that is agreed to can be closed
 * - `act-changed`: somebody else has changed what the step is about since its person saw the act
 */
export type ActRefusal =
  | 'act-cancelled'
  | 'act-closed'
  | 'too-many-steps'
  | 'no-objection'
  | 'objection-ended'
  | 'objection-open'
  | 'not-agreed'
  | 'act-changed'

/** The act is read with all its steps, so it has few. */
export const MAX_ACT_STEPS = 300

/** An act that is full can still be brought to its end. */
const STEPS_TO_CLOSE = 50

/** @returns null when the step may follow */
export function refusalOf(progress: ActProgress, step: ActStep): ActRefusal | null {
  if (progress.state === 'cancelled') return 'act-cancelled'
  if (progress.state === 'closed') return 'act-closed'
  if (progress.steps >= mostStepsBefore(step)) return 'too-many-steps'
  switch (step.kind) {
    case 'stated':
    case 'objected':
    case 'cancelled':
      return null
    case 'agreed':
      return progress.objections.some(isOpen) ? 'objection-open' : null
    case 'closed':
      return progress.state === 'agreed' ? null : 'not-agreed'
    default: {
      const objection = progress.objections.find(one => one.objection === step.objection)
      if (!objection) return 'no-objection'
      return isOpen(objection) ? null : 'objection-ended'
    }
  }
}

/**
 * Whether the act has become another one than the person of a step has seen. Figures and objections are of one ledger, and
 * take agreement back; who agrees, signs or cancels has seen the whole act.
 * @param seen how many steps the act had then
 */
export function hasChangedSince(seen: number, { steps, statedBy, agreed }: ActProgress, step: ActStep): boolean {
  const agreedBy = agreed?.number ?? 0
  if (step.kind === 'stated') return Math.max(statedBy.get(step.ledger) ?? 0, agreedBy) > seen
  return (step.kind === 'objected' ? agreedBy : steps) > seen
}

/** Whether an act is already as a step would make it: a form that is sent twice has no further effect. */
export function isDone({ own, objections, agreed, closed, cancelled }: ActProgress, step: ActStep): boolean {
  switch (step.kind) {
    case 'stated':
      return areSame(own.get(step.ledger) ?? {}, step.figures)
    case 'objected':
      return objections.some(one => isOpen(one) && OBJECTED.every(part => one[part] === step[part]))
    case 'agreed':
      return agreed !== null
    case 'closed':
      return closed !== null
    case 'cancelled':
      return cancelled !== null
    default: {
      const objection = objections.find(one => one.objection === step.objection)
      return objection?.state === step.kind && (step.kind === 'withdrawn' || objection.ended?.answer === step.answer)
    }
  }
}

const OBJECTED = ['ledger', 'line', 'reason', 'own', 'note'] as const satisfies (keyof Objected)[]

function areSame(one: OwnFigures, other: OwnFigures): boolean {
  return ACT_LINES.every(line => one[line] === other[line])
}

/** Figures and objections end first. At most as many objections are open as there are steps left to answer them. */
function mostStepsBefore({ kind }: ActStep): number {
  return kind === 'stated' || kind === 'objected' ? MAX_ACT_STEPS - STEPS_TO_CLOSE : Number.POSITIVE_INFINITY
}
