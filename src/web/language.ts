/** In which language a request is answered, and how a person chooses another. */
import type { Context } from 'hono'
import type { LanguageModel } from '../../views/components/languages.tsx'
import { catalogueOf, isLanguage, LANGUAGES, type Language } from '../i18n/index.ts'
import { languageCookie, languageInCookie } from './http/cookies.ts'
import { inLanguage, LANGUAGE } from './urls.ts'

/**
 * The one that the address names, else that of the page, else the one chosen before, else Azerbaijani. What we do not
 * speak is not heard.
 * @param page the language of the page of which a part is asked for: another may have been chosen meanwhile beside it
 */
export function languageOf(c: Context, page: string | null = null): Language {
  const before = [page, languageInCookie(c)].find(named => named && isLanguage(named)) as Language | undefined
  return languageInAddress(c) ?? before ?? LANGUAGES[0]!
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
