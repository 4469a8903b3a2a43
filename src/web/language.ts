import type { Context } from 'hono'
import type { LanguageModel } from '../../views/components/languages.tsx'
import { catalogueOf, isLanguage, LANGUAGES, type Language } from '../i18n/index.ts'
import { languageCookie, languageInCookie } from './http/cookies.ts'
import { LANGUAGE, withLanguage } from './urls.ts'

/**
 * Precedence: the `lang` parameter, the page that requests a part of itself, the cookie, Azerbaijani. (Another tab may
 * have changed the cookie since the page was loaded.)
 */
export function languageOf(c: Context, page: string | null = null): Language {
  const fallback = [page, languageInCookie(c)].find(requested => requested && isLanguage(requested)) as
    | Language
    | undefined
  return languageInAddress(c) ?? fallback ?? LANGUAGES[0]!
}

/** Null if the address names no language. */
export function languageChoiceCookie(c: Context): string | null {
  const language = languageInAddress(c)
  return language && languageCookie(language)
}

function languageInAddress(c: Context): Language | null {
  const requested = c.req.query(LANGUAGE)
  return requested !== undefined && isLanguage(requested) ? requested : null
}

/** @param address the page's address without a language; may be a query string only */
export function languageModels(current: string, address: string): LanguageModel[] {
  return LANGUAGES.map(code => ({
    code,
    name: catalogueOf(code).languageName,
    href: withLanguage(address, code),
    current: code === current,
  }))
}
