import type { StateModel } from '../../../views/declaration-page.tsx'
import { type Declaration, stateOfDeclaration } from '../../domain/declaration.ts'
import type { Catalogue } from '../../i18n/index.ts'

const TONES = { open: 'debt', settled: 'credit', cancelled: 'plain' } as const

export function declarationState(declaration: Declaration, outstanding: bigint, t: Catalogue): StateModel {
  const state = stateOfDeclaration(declaration, outstanding)
  return { label: t.declaration[state], tone: TONES[state] }
}
