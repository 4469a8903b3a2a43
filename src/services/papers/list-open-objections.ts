import type { Act, ActEvent } from '../../domain/act/act.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findStepsAt } from '../../store/papers/act-steps.ts'
import { findActsAt } from '../../store/papers/acts.ts'
import { findOpenObjections, type ObjectionCursor } from '../../store/papers/open-objections.ts'
import { type FiledObjection, toObjection } from './walk-objections.ts'

/** An objection that waits for an answer, and the act that it is to. */
export interface WaitingObjection extends FiledObjection {
  readonly drawn: Act
}

export interface ObjectionsPage {
  /** The earliest first, at most OBJECTIONS_PAGE_SIZE. */
  readonly objections: readonly WaitingObjection[]
  /** The place of the last one; null on the last page. */
  readonly next: ObjectionCursor | null
}

export const OBJECTIONS_PAGE_SIZE = 25

const START: ObjectionCursor = { at: '0001-01-01T00:00:00.000Z', voen: '', act: 0, objection: 0 }

/**
 * Lists the objections of all accounts that wait for an answer.
 * @param after from the earliest when null
 */
export function listOpenObjections(reader: ReadAccess, after: ObjectionCursor | null): Promise<ObjectionsPage> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => {
    const found = await findOpenObjections(tx, { ...(after ?? START), limit: OBJECTIONS_PAGE_SIZE + 1 })
    const open = found.slice(0, OBJECTIONS_PAGE_SIZE)
    const [steps, acts] = await Promise.all([findStepsAt(tx, open), findActsAt(tx, open)])
    const stepAt = new Map(steps.map(step => [`${nameOf(step)} ${step.number}`, step]))
    const actAt = new Map(acts.map(act => [nameOf({ voen: act.voen, act: act.number }), act]))
    const last = open.at(-1)
    return {
      objections: open.map(one => {
        const step: ActEvent = stepAt.get(`${nameOf(one)} ${one.step}`)!
        return { ...toObjection([step]), voen: one.voen, act: one.act, drawn: actAt.get(nameOf(one))! }
      }),
      next: found.length > OBJECTIONS_PAGE_SIZE && last ? { ...last, at: last.at.toISOString() } : null,
    }
  })
}

function nameOf({ voen, act }: { voen: Voen; act: number }): string {
  return `${voen} ${act}`
}
