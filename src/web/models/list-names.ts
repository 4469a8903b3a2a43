import { isolatedText } from '../../domain/visible-text.ts'
import type { Catalogue } from '../../i18n/index.ts'

/** Limits for names that the user typed: how many to list, and the length of each. */
const MAX_NAMED = 5
const MAX_CHARACTERS = 40

export function listNames(names: readonly string[], { namesAndMore }: Catalogue): string {
  const named = names.slice(0, MAX_NAMED).map(shorten).join(', ')
  return names.length > MAX_NAMED ? namesAndMore(named, names.length - MAX_NAMED) : named
}

function shorten(name: string): string {
  const characters = [...name]
  return isolatedText(characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS).join('')}…` : name)
}
