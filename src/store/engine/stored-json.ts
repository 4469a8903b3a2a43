import { canonicalJson } from '../../domain/canonical-json.ts'

/**
 * Canonical JSON, equal to the letter in both stores. UTF-8 cannot hold half a surrogate pair, so U+FFFD replaces it.
 */
export function toStoredJson(value: unknown): string {
  const wellFormed = JSON.stringify(value, (_, member) => (typeof member === 'string' ? member.toWellFormed() : member))
  return canonicalJson(JSON.parse(wellFormed))
}
