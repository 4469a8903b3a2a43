import type { Catalogue } from '../../i18n/index.ts'

/** How many are named before the others are only counted, and how much is shown of each. */
const MAX_NAMED = 5
const MAX_CHARACTERS = 40

/** Names the first of what a person typed, and says how many more there are. */
export function listNames(names: readonly string[], { someNames }: Catalogue): string {
  const named = names.slice(0, MAX_NAMED).map(shorten).join(', ')
  return names.length > MAX_NAMED ? someNames(named, names.length - MAX_NAMED) : named
}

function shorten(name: string): string {
  const characters = [...name]
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS).join('')}…` : name
}
