import type { StateModel } from '../../../views/declaration-page.tsx'
import { type Declaration, stateOfDeclaration } from '../../domain/declaration.ts'
import type { Catalogue } from '../../i18n/index.ts'

type Sums = Parameters<typeof stateOfDeclaration>[1]

const TONES = { open: 'debt', 'partly-paid': 'debt', settled: 'credit', nothing: 'credit', cancelled: 'plain' } as const

/** @param amended whether an amendment changed what was assessed */
export function declarationState(declaration: Declaration, sums: Sums, t: Catalogue, amended = false): StateModel {
  const state = stateOfDeclaration(declaration, sums)
  const { states } = t.declaration
  return { label: amended ? `${states[state]}, ${states.amended}` : states[state], tone: TONES[state] }
}
