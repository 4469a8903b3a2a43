import { canonicalJson } from '../../domain/event.ts'

/**
 * JSON as both kinds of store keep it, to the letter. A text from outside may end in half a character, which no JSON in
 * UTF-8 can hold: U+FFFD stands for it, as in print.
 */
export function toStoredJson(value: unknown): string {
  const wellFormed = JSON.stringify(value, (_, member) => (typeof member === 'string' ? member.toWellFormed() : member))
  return canonicalJson(JSON.parse(wellFormed))
}
