import type { az } from './az.ts'

/** The Azerbaijani catalogue defines the type; the other languages must match it. */
export type Catalogue = typeof az
