import { isolatedText } from '../domain/visible-text.ts'

/** The parts of a page's title, without empty ones: a name that runs from right to left does not turn the others round. */
export function pageTitle(...parts: readonly (string | null | false)[]): string {
  return parts.flatMap(part => (part ? isolatedText(part) : [])).join(', ')
}
