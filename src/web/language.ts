/** In which language a request is answered, and how a person chooses another. */
import type { Context } from 'hono'
import type { LanguageModel } from '../../views/components/languages.tsx'
import { catalogueOf, isLanguage, LANGUAGES, type Language } from '../i18n/index.ts'
import { languageCookie, languageInCookie } from './cookies.ts'
import { inLanguage, LANGUAGE } from './urls.ts'

/** The one that the address names, else the one chosen before, else Azerbaijani. What we do not speak is not heard. */
export function languageOf(c: Context): Language {
  const before = languageInCookie(c)
  return languageInAddress(c) ?? (before !== undefined && isLanguage(before) ? before : LANGUAGES[0]!)
}

/** Keeps the language that the address names for what is asked next; null when it names none. */
export function cookieOfLanguage(c: Context): string | null {
  const language = languageInAddress(c)
  return language && languageCookie(language)
}

function languageInAddress(c: Context): Language | null {
  const named = c.req.query(LANGUAGE)
  return named !== undefined && isLanguage(named) ? named : null
}

/**
 * The way to each language.
 * @param spoken the language of the page
 * @param address of what it shows, perhaps a query only; it names no language
 */
export function languageModels(spoken: string, address: string): LanguageModel[] {
  return LANGUAGES.map(code => ({
    code,
    name: catalogueOf(code).languageName,
    href: inLanguage(address, code),
    current: code === spoken,
  }))
}
