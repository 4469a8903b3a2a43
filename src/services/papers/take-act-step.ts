import { type ActParty, type ActProgress, type ActStep, progressOf } from '../../domain/act/act.ts'
import { hasChangedSince, isDone, refusalOf } from '../../domain/act/may-follow.ts'
import type { Actor, AuditEntry } from '../../domain/audit.ts'
import { RefusalError } from '../../domain/problem.ts'
import type { Voen } from '../../domain/voen.ts'
import { appendAuditLines } from '../../store/access/audit-log.ts'
import { adapterOf, type PaperStore, type WriteTransaction } from '../../store/engine/access.ts'
import { digestStep, findActSteps, insertActStep, type StoredStep } from '../../store/papers/act-steps.ts'
import { findAct } from '../../store/papers/acts.ts'
import { noteObjections } from '../../store/papers/open-objections.ts'
import { newLogId, toAuditLine } from '../audited-change.ts'

interface StepRequest {
  readonly voen: Voen
  readonly act: number
  /** The step, which may depend on those before it. */
  readonly step: (progress: ActProgress) => ActStep
  /** How many steps the person has seen; null or absent where the step is right whatever others have done. */
  readonly seen?: number | null
  readonly by: ActParty
  readonly actor: Actor
  readonly now: Date
}

/**
 * Takes a step in an act and notes it in the audit log. A step that would change nothing is not taken.
 * @returns false when the account has no such act
 * @throws {RefusalError} with an `ActRefusal`
 */
export function takeActStep(papers: PaperStore, request: StepRequest): Promise<boolean> {
  const { voen, act, by, now: at, seen = null } = request
  const id = newLogId()
  return papers.write(voen, async trx => {
    if (!(await findAct(trx, { voen, number: act }))) return false
    for (;;) {
      const before = await findActSteps(trx, { voen, act })
      // An earlier attempt was committed, and its answer lost.
      if (before.some(step => step.id === id)) return true
      const progress = progressOf(before)
      const step = request.step(progress)
      if (isDone(progress, step)) return true
      const refusal = refusalOf(progress, step)
      if (refusal) throw new RefusalError(refusal)
      if (seen !== null && hasChangedSince(seen, progress, step)) throw new RefusalError('act-changed')
      const taken = { voen, act, number: progress.steps + 1, id, at, by, step }
      if (await isSaved(trx, taken)) return auditStep(trx, taken, request.actor)
    }
  })
}

/** @returns false when another step was taken at the same time */
async function isSaved(trx: WriteTransaction, taken: StoredStep): Promise<boolean> {
  await insertActStep(trx, taken)
  const steps = await findActSteps(trx, taken)
  if (!steps.some(({ id }) => id === taken.id)) return false
  await noteObjections(trx, taken)
  return true
}

async function auditStep(trx: WriteTransaction, taken: StoredStep, actor: Actor): Promise<true> {
  const { voen, act, number, at, step } = taken
  const detail = { act, step: number, ...detailOf(step), record: digestStep(taken) }
  await adapterOf(trx).actAtGate(trx)
  await appendAuditLines(trx, [toAuditLine({ at, action: `act-${step.kind}`, actor, voen, detail })])
  return true
}

function detailOf(step: ActStep): AuditEntry['detail'] {
  if (step.kind === 'stated') return { ledger: step.ledger }
  return 'objection' in step ? { objection: step.objection } : {}
}
