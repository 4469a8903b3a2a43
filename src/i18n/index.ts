import { az } from './az.ts'

/** Every text a person reads. Azerbaijani defines it; another language is written against this type. */
export type Catalogue = typeof az

const catalogues = { az } satisfies Record<string, Catalogue>

export type Language = keyof typeof catalogues

/** Azerbaijani first: it is what a person reads who has chosen nothing. */
export const LANGUAGES = Object.keys(catalogues) as readonly Language[]

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language]
}
