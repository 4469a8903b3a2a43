import type { WorkingStepModel } from '../../../views/working-page.tsx'
import type { Catalogue } from '../../i18n/index.ts'

/** A step of work, and how much of it is done; `of` is 0 while nobody knows how much there is. */
export function workingStep(
  label: string,
  done: number,
  of: number,
  state: WorkingStepModel['state'],
  t: Catalogue,
): WorkingStepModel {
  if (of === 0) return { label, count: '', state, part: null }
  return { label, count: t.ownBooks.doneOf(done, of), state, part: { done, of } }
}
