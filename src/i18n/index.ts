import { foldText } from '../domain/typed/fold.ts'
import { az } from './az.ts'
import type { Catalogue } from './catalogue.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

export type { Catalogue }

const catalogues = { az, en, ru } satisfies Record<string, Catalogue>

export type Language = keyof typeof catalogues

/** Azerbaijani first: it is the default. */
export const LANGUAGES = Object.keys(catalogues) as readonly Language[]

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(catalogues, text)
}

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language]
}

/** Words for a day in every language, folded, and how many days it lies after today. */
export const DAY_WORDS: ReadonlyMap<string, number> = new Map(
  Object.values<Catalogue>(catalogues).flatMap(({ found }) => [
    [foldText(found.today), 0],
    [foldText(found.yesterday), -1],
  ]),
)
