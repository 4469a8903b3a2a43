import type { HelpTerm } from '../src/i18n/help-terms.ts'

/** The guide. Its address stands here, because views lead to it wherever they say one of its terms. */
export const HELP = '/help'

/** A term's line in it. */
export function helpUrl(term: HelpTerm): string {
  return `${HELP}#${term}`
}
